internal import Scrubber

/// A masked range of raw bytes, with what its label is made of.
struct ReferenceSpan {
  var raw: Range<Int>
  var rule: String
  var confidence: Confidence
  var view: ReferenceView.Kind
  /// Offset in the view; only orders equal spans.
  var viewStart: Int
  /// What the keyed tag is made of.
  var value: [UInt8]

  /// Whether this span's label wins over that of `other` in one union.
  func precedes(_ other: ReferenceSpan) -> Bool {
    if raw.lowerBound != other.raw.lowerBound { return raw.lowerBound < other.raw.lowerBound }
    if confidence != other.confidence { return confidence > other.confidence }
    if rule != other.rule { return rule < other.rule }
    if view != other.view { return view.rawValue < other.view.rawValue }
    if raw.upperBound != other.raw.upperBound { return raw.upperBound > other.raw.upperBound }
    return viewStart < other.viewStart
  }
}

/// Unions spans, keeps JSON valid and writes placeholders.
struct ReferenceRedaction {
  /// One placeholder to be.
  struct Piece {
    var range: Range<Int>
    var label: ReferenceSpan
    var isQuoted: Bool
  }

  let input: [UInt8]
  let placeholders: [Range<Int>]
  let keepsLines: Bool

  /// The unions of `spans` without the placeholders of the input.
  func unions(of spans: [ReferenceSpan]) -> [Piece] {
    var unions: [Piece] = []
    for span in spans.sorted(by: { $0.precedes($1) }) where !span.raw.isEmpty {
      if let last = unions.last, span.raw.lowerBound <= last.range.upperBound {
        let end = max(last.range.upperBound, span.raw.upperBound)
        unions[unions.count - 1].range = last.range.lowerBound..<end
      } else {
        unions.append(Piece(range: span.raw, label: span, isQuoted: false))
      }
    }
    let pieces = unions.flatMap(withoutPlaceholders)
    return keepsLines ? pieces.flatMap(lines) : pieces
  }

  private func lines(_ piece: Piece) -> [Piece] {
    var lines: [Piece] = []
    var start = piece.range.lowerBound
    for index in piece.range where input[index] == 0x0A {
      lines.append(Piece(range: start..<index, label: piece.label, isQuoted: false))
      start = index + 1
    }
    lines.append(Piece(range: start..<piece.range.upperBound, label: piece.label, isQuoted: false))
    return lines.filter { !$0.range.isEmpty }
  }

  private func withoutPlaceholders(_ union: Piece) -> [Piece] {
    var pieces: [Piece] = []
    var rest = union.range
    for placeholder in placeholders where placeholder.overlaps(union.range) {
      let range = rest.lowerBound..<max(rest.lowerBound, placeholder.lowerBound)
      if !range.isEmpty { pieces.append(Piece(range: range, label: union.label, isQuoted: false)) }
      rest = min(placeholder.upperBound, rest.upperBound)..<rest.upperBound
    }
    if !rest.isEmpty { pieces.append(Piece(range: rest, label: union.label, isQuoted: false)) }
    return pieces
  }

  /// The unions cut and widened so that JSON stays JSON.
  func pieces(of unions: [Piece]) -> [Piece] {
    let roles = ReferenceJSON(input).roles
    var pieces: [Piece] = []
    func add(_ range: Range<Int>, _ label: ReferenceSpan, isQuoted: Bool) {
      if let last = pieces.last, last.isQuoted == isQuoted,
        isQuoted ? last.range == range : range.lowerBound <= last.range.upperBound
      {
        let end = max(last.range.upperBound, range.upperBound)
        pieces[pieces.count - 1].range = last.range.lowerBound..<end
      } else {
        pieces.append(Piece(range: range, label: label, isQuoted: isQuoted))
      }
    }
    for union in unions {
      var label = union.label
      var isFirst = true
      for index in union.range {
        switch roles[index] {
        case .kept: break
        case .scalar(let range): add(range, label, isQuoted: true)
        case .unit(let range):
          // A union that is widened to the one before it is one with it.
          if isFirst, let last = pieces.last, !last.isQuoted,
            range.lowerBound <= last.range.upperBound
          {
            label = last.label
          }
          add(range, label, isQuoted: false)
        case .free: add(index..<index + 1, label, isQuoted: false)
        }
        isFirst = false
      }
    }
    return pieces
  }
}
