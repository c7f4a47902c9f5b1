extension JSONValue {
  /// Whether `other` is this value after its strings, keys and numbers may have been masked.
  ///
  /// Arrays and objects must be the same. A scalar stays what it is, or becomes a string, which is
  /// what the scrubber makes of a number or literal that it masks.
  func hasShape(of other: JSONValue) -> Bool {
    switch (self, other) {
    case (.array(let a), .array(let b)):
      return a.count == b.count && zip(a, b).allSatisfy { $0.hasShape(of: $1) }
    case (.object(let a), .object(let b)):
      return a.count == b.count
        && zip(a.members, b.members).allSatisfy { $0.value.hasShape(of: $1.value) }
    case (.array, _), (.object, _), (_, .array), (_, .object): return false
    case (_, .string): return true
    default: return self == other
    }
  }
}
