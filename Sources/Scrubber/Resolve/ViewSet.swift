/// A set of views.
struct ViewSet: OptionSet {
  let rawValue: UInt8

  init(rawValue: UInt8) { self.rawValue = rawValue }

  init(_ view: View) { rawValue = 1 << view.rawValue }

  static let all = ViewSet(rawValue: .max)
}

extension View {
  /// The views that equal this one up to their first item.
  var derived: [View] {
    switch self {
    case .base: [.stripped, .unescaped, .percent]
    case .unescaped: [.unescaped2]
    case .percent: [.percent2]
    case .stripped, .unescaped2, .percent2, .base64: []
    }
  }

  /// Whether the view is derived from the other, directly or not.
  func isDerived(from other: View) -> Bool {
    other.derived.contains { $0 == self || isDerived(from: $0) }
  }
}
