/// One byte string that a registered secret is looked for as.
struct Variant: BitwiseCopyable {
  /// Where its bytes begin in the table.
  var offset: Int
  /// Number of bytes, at least 1.
  var count: Int32
  /// The secret that it is a form of: rank of its value among all values.
  var secret: Int32
  /// The variant of the same group that is the longest proper prefix of this one, or -1.
  var parent: Int32 = -1
  /// Base64 letters before and after a match that hold bits of the secret.
  var widenLeft: UInt8 = 0
  var widenRight: UInt8 = 0
  /// Whether a match needs neighbours that are no word bytes.
  var wholeToken: Bool
  /// Whether these are the bytes of the secret itself.
  var isValue: Bool

  /// Longest part that decides whether a variant stands somewhere.
  static let decisionLimit = 4_096

  /// Number of bytes that decide.
  var decisionCount: Int { min(Int(count), Variant.decisionLimit) }
}

/// Variants of all secrets, in the order in which they were made, with their bytes in one array.
struct VariantTable {
  private(set) var bytes: [UInt8] = []
  private(set) var variants: [Variant] = []
  /// Whether short variants match inside of longer tokens.
  private let matchesShortEverywhere: Bool

  init(matchesShortEverywhere: Bool = false) {
    self.matchesShortEverywhere = matchesShortEverywhere
  }

  mutating func reserve(bytes byteCount: Int, variants variantCount: Int) {
    bytes.reserveCapacity(byteCount)
    variants.reserveCapacity(variantCount)
  }

  /// Adds a variant; an empty one is not added.
  mutating func add(
    _ form: some Collection<UInt8>, of secret: Int32, widenLeft: Int = 0, widenRight: Int = 0,
    isValue: Bool = false
  ) {
    let offset = bytes.count
    bytes.append(contentsOf: form)
    let count = bytes.count - offset
    guard count > 0 else { return }
    variants.append(
      Variant(
        offset: offset, count: Int32(count), secret: secret, widenLeft: UInt8(widenLeft),
        widenRight: UInt8(widenRight), wholeToken: !matchesShortEverywhere && count < 8,
        isValue: isValue))
  }
}
