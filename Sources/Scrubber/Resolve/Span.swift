/// A masked range of the stream and what it is called.
struct Span {
  /// Stream offsets.
  var start: Int
  var end: Int
  var label: Label
}

/// What a span is called, and what its keyed tag is made of.
struct Label {
  /// Number of the name in the stream's `LabelNames`.
  var name: Int32
  var confidence: Confidence
  var view: View
  /// Number of the piece of tag material, -1 where tags are not wanted.
  var material: Int32

  /// Order among labels of spans that begin at one offset: true if this one gives the name.
  func precedes(_ other: Label, names: LabelNames) -> Bool {
    if confidence != other.confidence { return confidence > other.confidence }
    if name != other.name { return names[name] < names[other.name] }
    return view.rawValue < other.view.rawValue
  }
}

/// Names of labels in a stream: ids of rules, and the two that the engine itself gives.
///
/// The scrubber of a stream can change while spans are open, so names outlive rule numbers.
struct LabelNames {
  static let registeredName = "registered-secret"
  static let unscannedName = "unscanned"

  private(set) var names: [String] = []
  private var numbers: [String: Int32] = [:]

  /// Number of a name, new or known.
  mutating func number(of name: String) -> Int32 {
    if let known = numbers[name] { return known }
    let number = Int32(names.count)
    names.append(name)
    numbers[name] = number
    return number
  }

  subscript(_ number: Int32) -> String { names[Int(number)] }
}
