/// Four byte sets in a row that stand in every match (of one branch) of a pattern.
///
/// Every match that starts at `s` has, for one of the rule's windows, bytes `p ..< p + 4` in the
/// four sets at some `p` with `lowestOffset <= p - s <= highestOffset`. Where a match can end
/// before the window does, the sets past its end are `ByteSet.all`: there the input may end too.
struct AnchorWindow: Sendable, Hashable {
  /// Number of sets of a window.
  static let width = 4
  /// Most combinations of bytes, without regard to case, that a window may let through.
  static let maximumCombinations = 65_536
  /// A window with no more combinations than this needs no further reason to be chosen.
  static let preferredCombinations = 4_096

  /// The four sets.
  var classes: [ByteSet]
  /// Least distance in bytes from the start of the match to the window.
  var lowestOffset: Int
  /// Greatest distance in bytes from the start of the match to the window.
  var highestOffset: Int
  /// What stands next to the window in every such match.
  var neighbours = AnchorNeighbours()

  /// Bytes from the start of a match that hold the window and what must stand behind it.
  var reach: Int { highestOffset + Self.width + neighbours.reach }

  /// Number of byte combinations without regard to case.
  var combinations: Int {
    classes.reduce(1) { $0 * $1.foldedCount }
  }

  /// Share of the positions of log text where the window stands, by the model.
  func probability(in model: ByteModel) -> Double {
    classes.reduce(1) { $0 * model.probability(of: $1) }
  }

  /// Whether the four sets hold the bytes at `offset` of `bytes`.
  func stands(in bytes: some RandomAccessCollection<UInt8>, at offset: Int) -> Bool {
    classes.indices.allSatisfy { index in
      let distance = offset + index
      guard distance < bytes.count else { return classes[index] == .all }
      return classes[index].contains(bytes[bytes.index(bytes.startIndex, offsetBy: distance)])
    }
  }
}

/// Finds the anchor windows of a pattern: one or more of them stand in every match.
///
/// - Parameter maximumOffset: farthest start of a window from the start of the match, in bytes.
/// - Throws: `PatternError` if a branch of the pattern has no window that is rare enough.
func anchorWindows(
  for node: PatternNode, model: ByteModel = .logText, maximumOffset: Int = 128
) throws(PatternError) -> [AnchorWindow] {
  var search = AnchorSearch(model: model, maximumOffset: maximumOffset)
  return try search.windows(for: node)
}
