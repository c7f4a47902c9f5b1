/// Text of others without what a reader does not see, for values that are no log.
public enum CleanText {
  /// The text without control characters (but LF and TAB), escape sequences and invisible characters;
  /// to be done before it is scrubbed.
  ///
  /// - Parameter counts: is added what was removed.
  public static func clean(_ text: String, _ counts: inout CleanedCounts) -> String {
    var text = text
    let isPlain = text.withUTF8 { $0.allSatisfy { TextCleaner.isPlain($0) } }
    if isPlain { return text }
    var bytes = Array(text.utf8)
    TextCleaner.clean(&bytes, from: 0, &counts)
    return String(decoding: bytes, as: UTF8.self)
  }
}
