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

  /// The view that this one equals up to its first item; `nil` for the base view and base64.
  var parent: View? {
    switch self {
    case .stripped, .unescaped, .percent: .base
    case .unescaped2: .unescaped
    case .percent2: .percent
    case .base, .base64: nil
    }
  }

  /// Whether the view is derived from the other, directly or not.
  func isDerived(from other: View) -> Bool {
    var next = parent
    while let current = next {
      if current == other { return true }
      next = current.parent
    }
    return false
  }
}
