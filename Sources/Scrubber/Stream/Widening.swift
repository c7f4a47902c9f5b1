/// How far to the left a registered match that is not decided yet may reach.
enum Widening {
  /// Most raw bytes of the letters that a match is widened by, in whatever view.
  ///
  /// Between two letters of `stripped` stand at most `longestRemovedRun` removed bytes. A letter of
  /// a decoded view has fewer: twice decoded it is ten bytes (`&#0000097;`) of ten bytes each.
  static let mostRaw = RegisteredIndex.mostWidening * (ViewDecoder.longestRemovedRun + 1)
}

extension ViewText {
  /// First index that a match may mask which starts at `index` or later.
  ///
  /// A match is widened by bytes of its view, so what they stand for is asked of the view: in raw
  /// bytes three letters can be long, and the item of one may lie across any offset.
  func widened(_ index: Int) -> Int {
    var first = index
    while first > 0, index - first < RegisteredIndex.mostWidening,
      Base64Letters.isLetter(bytes[first - 1])
    {
      first -= 1
    }
    return first
  }
}
