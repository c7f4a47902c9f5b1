/// A text derived from the stream; every byte knows the raw bytes that it stands for.
struct ReferenceView {
  /// The views in the order of the document's table.
  enum Kind: Int {
    case base, stripped, unescaped, unescaped2, percent, percent2, base64
  }

  var kind: Kind
  var bytes: [UInt8] = []
  /// Raw offset at which the extent of each byte begins.
  var starts: [Int] = []
  /// Raw offset at which the extent of each byte ends.
  var ends: [Int] = []
  /// Whether the ends of the view are those of the stream.
  var hasStreamEdges = true

  init(_ kind: Kind) {
    self.kind = kind
  }

  mutating func append(_ byte: UInt8, _ start: Int, _ end: Int) {
    bytes.append(byte)
    starts.append(start)
    ends.append(end)
  }

  /// Whether `other` holds the same bytes at the same places.
  func showsTheSame(as other: ReferenceView) -> Bool {
    hasStreamEdges == other.hasStreamEdges && bytes == other.bytes && starts == other.starts
      && ends == other.ends
  }

  /// The raw bytes from the first byte of `range` to its last one; `range` is not empty.
  func raw(_ range: Range<Int>) -> Range<Int> {
    starts[range.lowerBound]..<ends[range.upperBound - 1]
  }
}

extension ReferenceView {
  /// The views of `input` but for base64, which is made run by run.
  static func all(
    of input: [UInt8], placeholders: [Range<Int>], decodesText: Bool
  ) -> [ReferenceView] {
    let base = ReferenceView.base(of: input, placeholders: placeholders)
    var views = [base, ReferenceView.stripped(of: input, placeholders: placeholders)]
    if decodesText {
      let unescaped = base.unescaped(as: .unescaped)
      let percent = base.percentDecoded(as: .percent)
      views += [unescaped, unescaped.unescaped(as: .unescaped2)]
      views += [percent, percent.percentDecoded(as: .percent2)]
    }
    return views
  }

  static func base(of input: [UInt8], placeholders: [Range<Int>]) -> ReferenceView {
    var view = ReferenceView(.base)
    var items = ReferenceItems(input: input, placeholders: placeholders)
    while let item = items.next(stripping: false) {
      switch item.kind {
      case .byte(let byte): view.append(byte, item.range.lowerBound, item.range.upperBound)
      case .placeholder, .removed:
        for offset in item.range { view.append(0, offset, offset + 1) }
      }
    }
    return view
  }

  static func stripped(of input: [UInt8], placeholders: [Range<Int>]) -> ReferenceView {
    var view = ReferenceView(.stripped)
    var items = ReferenceItems(input: input, placeholders: placeholders)
    var removed = 0..<0
    func endRun(_ view: inout ReferenceView) {
      if removed.count > 256 { view.append(0, removed.lowerBound, removed.upperBound) }
      removed = 0..<0
    }
    while let item = items.next(stripping: true) {
      switch item.kind {
      case .removed:
        let start = removed.isEmpty ? item.range.lowerBound : removed.lowerBound
        removed = start..<item.range.upperBound
      case .byte(let byte):
        endRun(&view)
        view.append(byte, item.range.lowerBound, item.range.upperBound)
      case .placeholder:
        endRun(&view)
        view.append(0, item.range.lowerBound, item.range.upperBound)
      }
    }
    endRun(&view)
    return view
  }
}
