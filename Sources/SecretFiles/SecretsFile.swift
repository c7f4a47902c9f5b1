public import Scrubber

/// The values to look for that a file lists, with what is odd about them.
///
/// Messages name lines and never show a byte of the file.
public struct SecretsFile: Sendable {
  /// How the file is written.
  public enum Format: String, Sendable, CaseIterable {
    /// Told from the content; see `detected(in:)`.
    case auto
    /// One value a line; CR before LF does not count, blank lines are skipped.
    case lines
    /// Values end at NUL bytes.
    case nul
    /// A string, an array of strings, or an object whose string values count, nested too.
    case json
    /// `NAME=value` lines with the quotes of a shell.
    case env
  }

  /// The format that was used, never `auto`.
  public let format: Format
  /// The values in the order of the file.
  public private(set) var secrets: [RegisteredSecret] = []
  /// Whole sentences for people.
  public private(set) var warnings: [String] = []

  private let name: String

  /// Reads the values from the bytes of a file; an empty file has none.
  ///
  /// - Throws: `SecretsFileError` where the file is not in its format, with the line.
  public init(_ bytes: [UInt8], format: Format, name: String) throws(SecretsFileError) {
    self.name = name
    let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? bytes.dropFirst(3) : bytes[...]
    self.format = format == .auto ? Self.detected(in: content) : format
    switch self.format {
    case .nul: addValues(content)
    case .json: try addJSON(content)
    case .env: try addEnvironment(content)
    case .lines, .auto: addLines(content, warns: format == .auto)
    }
  }

  /// A NUL byte means `nul`; a first byte of `[`, `{` or `"` means `json`; assignments on all lines
  /// mean `env`; anything else is `lines`.
  private static func detected(in content: ArraySlice<UInt8>) -> Format {
    if content.contains(0) { return .nul }
    switch content.first(where: { !isSpace($0) }) {
    case UInt8(ascii: "["), UInt8(ascii: "{"), UInt8(ascii: "\""): return .json
    default: return EnvironmentFile.isLikely(content) ? .env : .lines
    }
  }

  private mutating func addLines(_ content: ArraySlice<UInt8>, warns: Bool) {
    let lines = content.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
    for (index, line) in lines.enumerated() {
      let value = line.last == UInt8(ascii: "\r") ? line.dropLast() : line
      guard !value.isEmpty else { continue }
      add(value, place: "line \(index + 1)")
      if warns, EnvironmentFile.isAssignment(value) {
        warn(
          "line \(index + 1): the whole line is taken as one secret; "
            + "if it is NAME=value, use --secrets-format env")
      }
    }
  }

  private mutating func addValues(_ content: ArraySlice<UInt8>) {
    var values = content.split(separator: 0, omittingEmptySubsequences: false)
    // What follows the last NUL is no value if it is empty or only a line end.
    if let last = values.last, last.isEmpty || last.elementsEqual([UInt8(ascii: "\n")]) {
      values.removeLast()
    }
    for (index, value) in values.enumerated() {
      add(value, place: "value \(index + 1)")
    }
  }

  private mutating func addJSON(_ content: ArraySlice<UInt8>) throws(SecretsFileError) {
    guard content.contains(where: { !Self.isSpace($0) }) else { return }
    var reader = JSONReader(content)
    do {
      for item in try reader.strings() {
        add(item.value[...], place: "line \(item.line)")
      }
    } catch {
      throw SecretsFileError("\(name), line \(error.line): \(error.reason)")
    }
    for line in reader.numberLines {
      warn("line \(line): a number is not registered; write it as a string in quotes")
    }
  }

  private mutating func addEnvironment(_ content: ArraySlice<UInt8>) throws(SecretsFileError) {
    do {
      for assignment in try EnvironmentFile.assignments(in: content) {
        // A value that can be read in more than one way is registered in each of them.
        for value in assignment.values {
          add(value[...], place: "line \(assignment.line), \(assignment.name)")
        }
      }
    } catch {
      throw SecretsFileError("\(name), line \(error.line): \(error.reason)")
    }
  }

  private mutating func add(_ value: ArraySlice<UInt8>, place: String) {
    if value.isEmpty {
      warn("\(place): an empty value is not registered")
    } else {
      secrets.append(RegisteredSecret(value: Array(value), name: "\(name), \(place)"))
    }
  }

  private mutating func warn(_ text: String) {
    warnings.append("\(name), \(text)")
  }

  static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (0x09...0x0D).contains(byte)
  }
}

/// Why a secrets file can't be taken: file, line and what to do, without its bytes.
public struct SecretsFileError: Error, Sendable, CustomStringConvertible {
  /// What is wrong.
  public let description: String

  init(_ description: String) {
    self.description = description
  }
}

/// Why a secrets file could not be read: the line, from 1, and a sentence without its bytes.
package struct SecretsSyntaxError: Error {
  package let line: Int
  package let reason: String
}
