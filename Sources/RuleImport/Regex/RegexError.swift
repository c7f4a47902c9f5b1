/// Why a foreign expression can't be read.
struct RegexError: Error, Equatable {
  /// Offset in characters.
  var offset: Int
  var reason: String

  var sentence: String { "\(reason) (at character \(offset) of the expression)" }
}
