package import RuleFormat

/// An example as it is written in a context.
package struct WrittenExample: Sendable, Equatable {
  /// Name of the context, with the byte that follows where that is part of it.
  package var context: String
  package var text: [UInt8]
  /// The bytes that must be masked.
  package var secret: Range<Int>
  /// How many bytes after them may be masked as well: what follows may be of the secret's own set.
  package var slack = 0
}

/// Writes examples into the contexts in which secrets stand in logs.
package struct ContextWriter {
  private let before: [UInt8]
  private let secret: [UInt8]
  private let after: [UInt8]
  private let contexts: [ExampleContext]
  private let isWhole: Bool

  /// - Returns: `nil` if the secret does not stand in the text.
  package init?(_ example: RuleExample) {
    let text = Array(example.text.utf8)
    secret = Array((example.secret ?? example.text).utf8)
    guard let start = text.firstIndex(of: secret) else { return nil }
    before = Array(text[..<start])
    after = Array(text[(start + secret.count)...])
    isWhole = before.isEmpty && after.isEmpty
    let isWhole = isWhole
    contexts =
      example.contexts ?? ExampleContext.allCases.filter { isWhole || !$0.touchesText }
  }

  /// The example in all its contexts.
  package func written() -> [WrittenExample] {
    contexts.flatMap(written(in:))
  }

  private func written(in context: ExampleContext) -> [WrittenExample] {
    switch context {
    case .bare: return [write(context, "", "")]
    case .quoted:
      let breaks: (UInt8) -> Bool = { $0 == UInt8(ascii: "\"") || $0 == 0x0A || $0 == 0x5C }
      return secret.contains(where: breaks) ? [] : [write(context, "note \"", "\" ok")]
    case .keyValue:
      return secret.contains(0x0A) ? [] : [write(context, "at=12 note=", " n=1")]
    case .json:
      return [
        write(context, "{\"level\":\"info\",\"message\":\"", "\",\"n\":1}\n", Self.json)
      ]
    case .nestedJSON:
      var example = write(
        context, "{\"log\":\"{\\\"message\\\":\\\"", "\\\",\\\"n\\\":1}\",\"n\":1}\n"
      ) { Self.json($0).flatMap { Self.json($0) } }
      // An unquoted value may hold backslashes, and an escape is masked whole.
      example.slack = 2
      return [example]
    case .url:
      var example = write(context, "GET https://host.example/x?note=", "&n=1 200", Self.percent)
      // The other parameters may be of the secret's own set.
      example.slack = 4
      return [example]
    case .header:
      return secret.contains(0x0A) ? [] : [write(context, "X-Note: ", "\r\nHost: x\r\n")]
    case .timestamp:
      return [write(context, "2026-01-02T03:04:05.678Z INFO [worker-3] ", "\n")]
    case .ansi: return [write(context, "\u{1B}[1;32m", "\u{1B}[0m\n")]
    case .followed:
      return ",)]}&<|:.;".unicodeScalars.map { scalar in
        var example = write(context, "got ", "\(scalar) next")
        example.context += " by \(scalar)"
        example.slack = 1
        return example
      }
    }
  }

  private func write(
    _ context: ExampleContext, _ opening: String, _ closing: String,
    _ encode: (UInt8) -> [UInt8] = { [$0] }
  ) -> WrittenExample {
    let lead = Array(opening.utf8) + before.flatMap(encode)
    let middle = secret.flatMap(encode)
    return WrittenExample(
      context: context.rawValue, text: lead + middle + after.flatMap(encode) + closing.utf8,
      secret: lead.count..<lead.count + middle.count)
  }

  private static func json(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case UInt8(ascii: "\""): Array("\\\"".utf8)
    case UInt8(ascii: "\\"): Array("\\\\".utf8)
    case 0x0A: Array("\\n".utf8)
    case 0x0D: Array("\\r".utf8)
    case 0x09: Array("\\t".utf8)
    case 0..<0x20: Array("\\u00".utf8) + hex(byte)
    default: [byte]
    }
  }

  private static func percent(_ byte: UInt8) -> [UInt8] {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, 0x2D, 0x2E, 0x5F, 0x7E: [byte]
    default: [UInt8(ascii: "%")] + hex(byte)
    }
  }

  private static func hex(_ byte: UInt8) -> [UInt8] {
    let digits = Array("0123456789ABCDEF".utf8)
    return [digits[Int(byte >> 4)], digits[Int(byte & 15)]]
  }
}

extension [UInt8] {
  /// Index of the first occurrence of a sequence.
  func firstIndex(of part: [UInt8]) -> Int? {
    guard let first = part.first, part.count <= count else { return nil }
    return indices.prefix(count - part.count + 1).first { index in
      self[index] == first && self[index..<index + part.count].elementsEqual(part)
    }
  }
}
