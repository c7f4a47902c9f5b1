/// Writes members as `key=value`, so that the scrubber sees the key of every value.
///
/// A value is written bare if it can't be mistaken for anything else, otherwise as JSON; an object
/// or array as compact JSON. There is never an LF in it.
enum FieldText {
  /// Longest key that is written without quotes.
  private static let longestKey = 128

  static func member(
    _ text: JSONText, _ key: Range<Int>, _ value: Range<Int>, into out: inout [UInt8],
    _ counts: inout CleanedCounts
  ) {
    separate(&out)
    let first = out.count
    text.decode(key.lowerBound, key.upperBound, into: &out, &counts)
    let isPlain = out.count > first && out.count - first <= longestKey
    if !isPlain || !out[first...].allSatisfy(isWord) { quote(&out, from: first) }
    out.append(UInt8(ascii: "="))
    self.value(text, value, isBare: true, into: &out, &counts)
  }

  static func member(
    name: StaticString, _ text: JSONText, _ value: Range<Int>, into out: inout [UInt8],
    _ counts: inout CleanedCounts
  ) {
    separate(&out)
    name.withUTF8Buffer { out.append(contentsOf: $0) }
    out.append(UInt8(ascii: "="))
    self.value(text, value, isBare: true, into: &out, &counts)
  }

  /// Adds a member whose value is text already.
  static func member(name: StaticString, text value: [UInt8], into out: inout [UInt8]) {
    separate(&out)
    name.withUTF8Buffer { out.append(contentsOf: $0) }
    out.append(UInt8(ascii: "="))
    let first = out.count
    out.append(contentsOf: value)
    bareOrQuoted(&out, from: first)
  }

  private static func separate(_ out: inout [UInt8]) {
    if let last = out.last, last != 0x20, last != 0x0A { out.append(0x20) }
  }

  /// Adds a value of any type.
  static func value(
    _ text: JSONText, _ range: Range<Int>, isBare: Bool = false, into out: inout [UInt8],
    _ counts: inout CleanedCounts
  ) {
    let bytes = text.bytes
    var at = range.lowerBound
    if bytes[at] == UInt8(ascii: "\""), isBare {
      let first = out.count
      text.decode(at + 1, range.upperBound - 1, into: &out, &counts)
      bareOrQuoted(&out, from: first)
      return
    }
    while at < range.upperBound {
      switch bytes[at] {
      case UInt8(ascii: "\""):
        guard let end = text.stringEnd(at), end < range.upperBound else { return }
        let first = out.count
        text.decode(at + 1, end, into: &out, &counts)
        quote(&out, from: first)
        at = end + 1
      case 0x20, 0x09, 0x0D, 0x0A: at += 1
      case UInt8(ascii: ","), UInt8(ascii: ":"):
        out.append(bytes[at])
        out.append(0x20)
        at += 1
      case 0x21...0x7E:
        out.append(bytes[at])
        at += 1
      default:
        // Not JSON: nothing that a reader would miss.
        counts.invalid += 1
        at += 1
      }
    }
  }

  private static func bareOrQuoted(_ out: inout [UInt8], from first: Int) {
    let isBare =
      out.count > first && out[first...].allSatisfy { $0 > 0x20 && $0 != 0x22 && $0 != 0x5C }
    if !isBare { quote(&out, from: first) }
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "z"),
      UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"), UInt8(ascii: "-"),
      UInt8(ascii: "."):
      true
    default: false
    }
  }

  /// Makes the bytes from `first` on a JSON string.
  static func quote(_ out: inout [UInt8], from first: Int) {
    let content = Array(out[first...])
    out.removeSubrange(first...)
    out.append(0x22)
    for byte in content {
      switch byte {
      case 0x22, 0x5C:
        out.append(0x5C)
        out.append(byte)
      case 0x0A:
        out.append(0x5C)
        out.append(UInt8(ascii: "n"))
      case 0x09:
        out.append(0x5C)
        out.append(UInt8(ascii: "t"))
      default: out.append(byte)
      }
    }
    out.append(0x22)
  }
}
