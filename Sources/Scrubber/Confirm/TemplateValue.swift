/// Values that stand for a secret without being one: `***`, `${NAME}`, `{{ name }}`, `<name>`.
enum TemplateValue {
  /// Whether the value is left alone; SEMANTICS.md section 3.
  static func matches(_ value: UnsafeBufferPointer<UInt8>) -> Bool {
    guard value.count >= 2, let first = value.first, let last = value.last else { return false }
    switch first {
    case UInt8(ascii: "$") where value.count >= 3 && value[1] == UInt8(ascii: "{"):
      return last == UInt8(ascii: "}") && isPlain(value, from: 2, to: value.count - 1, last)
    case UInt8(ascii: "{") where value.count >= 4 && value[1] == UInt8(ascii: "{"):
      return last == UInt8(ascii: "}") && value[value.count - 2] == last
        && isPlain(value, from: 2, to: value.count - 2, last)
    case UInt8(ascii: "<"):
      return last == UInt8(ascii: ">") && isPlain(value, from: 1, to: value.count - 1, last)
    case UInt8(ascii: "%") where value.count >= 4 && value[1] == UInt8(ascii: "("):
      return last == UInt8(ascii: "s") && value[value.count - 2] == UInt8(ascii: ")")
        && isPlain(value, from: 2, to: value.count - 2, UInt8(ascii: ")"))
    default:
      return value.count >= 3 && value.allSatisfy { $0 == first }
    }
  }

  /// Whether the closing bracket does not stand in [from, to).
  private static func isPlain(
    _ value: UnsafeBufferPointer<UInt8>, from: Int, to: Int, _ closing: UInt8
  ) -> Bool {
    from <= to && !value[from..<to].contains(closing)
  }
}
