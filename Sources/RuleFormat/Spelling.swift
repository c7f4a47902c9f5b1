/// Guesses which word was meant.
enum Spelling {
  /// The one of `candidates` that is nearest to `word`, if it is near enough for a typing error.
  static func nearest(to word: String, in candidates: [String]) -> String? {
    // A long file of nonsense must not cost quadratic time.
    guard word.utf8.count <= 64 else { return nil }
    let limit = max(1, word.utf8.count / 3)
    let ranked = candidates.map { (distance($0, word), $0) }
    return ranked.min { $0.0 < $1.0 }.flatMap { $0.0 <= limit ? $0.1 : nil }
  }

  /// Number of bytes to insert, remove or change to make one word of the other.
  private static func distance(_ a: String, _ b: String) -> Int {
    let b = Array(b.utf8)
    var row = Array(0...b.count)
    for byte in a.utf8 {
      var diagonal = row[0]
      row[0] += 1
      for index in b.indices {
        let substitution = diagonal + (b[index] == byte ? 0 : 1)
        diagonal = row[index + 1]
        row[index + 1] = min(substitution, row[index] + 1, diagonal + 1)
      }
    }
    return row[b.count]
  }
}
