/// What detection finds in a step, in no order: masked ranges, and tails that go on.
final class SpanCollector {
  // One stream on one thread uses this; the checks would cost more than the work.
  @exclusivity(unchecked) var spans: [Span] = []
  /// Public identifiers, which are not masked.
  @exclusivity(unchecked) var identifiers: [Span] = []
  /// Tails that are open where the step ends.
  @exclusivity(unchecked) private(set) var tails: [Tail] = []
  /// Candidates that could not be decided.
  var unscanned = 0
  /// Matches by label.
  @exclusivity(unchecked) private(set) var hits: [Int] = []
  /// Bytes that keyed tags are made of, by number; empty where tags are not wanted.
  private(set) var material: [Int32: TagMaterial] = [:]
  private var nextMaterial: Int32 = 0
  let wantsMaterial: Bool

  init(wantsMaterial: Bool) {
    self.wantsMaterial = wantsMaterial
  }

  /// What of another must be known to go on from where it is, between two steps.
  convenience init(continuing other: SpanCollector) {
    self.init(wantsMaterial: other.wantsMaterial)
    material = other.material
    nextMaterial = other.nextMaterial
  }

  /// For each number of a label's name, its place in the order of names.
  @exclusivity(unchecked) private var places: [Int32] = []

  /// Learns the order of the names that there are.
  func adopt(_ names: LabelNames) {
    places = [Int32](repeating: 0, count: names.names.count)
    let order = names.names.indices.sorted { names.names[$0] < names.names[$1] }
    for (place, number) in order.enumerated() { places[number] = Int32(place) }
  }

  /// Adds a span, unless the last one covers the same bytes: of those, only the one whose label comes
  /// first is ever seen. Several rules match most values.
  @inline(__always)
  func add(_ start: Int, _ end: Int, _ label: Label) {
    guard end > start else { return }
    let last = spans.count - 1
    if last >= 0, spans[last].start == start, spans[last].end == end,
      let isFirst = precedes(label, spans[last].label)
    {
      if isFirst { spans[last].label = label }
      return
    }
    spans.append(Span(start: start, end: end, label: label))
  }

  /// `Label.precedes` without comparing texts; `nil` if a name is not known.
  @inline(__always)
  private func precedes(_ one: Label, _ other: Label) -> Bool? {
    if one.confidence != other.confidence { return one.confidence > other.confidence }
    if one.name != other.name {
      guard max(one.name, other.name) < places.count else { return nil }
      return places[Int(one.name)] < places[Int(other.name)]
    }
    return one.view.rawValue < other.view.rawValue
  }

  /// Keeps a tail for the next step, unless an equal one has just been kept.
  func keep(_ tail: Tail) {
    for known in tails.suffix(16)
    where known.continues(tail) && known.label.name == tail.label.name
      && known.label.confidence == tail.label.confidence
    {
      return
    }
    tails.append(tail)
  }

  /// Hands over the tails and forgets them. Of those that go on alike the one is kept whose label
  /// comes first: nothing of them may have been masked yet.
  func takeTails(_ names: LabelNames) -> [Tail] {
    var taken: [Tail] = []
    for tail in tails {
      if let index = taken.firstIndex(where: { $0.continues(tail) }) {
        if tail.label.precedes(taken[index].label, names: names) { taken[index] = tail }
      } else {
        taken.append(tail)
      }
    }
    tails.removeAll(keepingCapacity: true)
    return taken
  }

  func count(_ label: Int32) {
    while hits.count <= Int(label) { hits.append(0) }
    hits[Int(label)] += 1
  }

  /// Notes what a tag is made of; returns the number of the note, -1 where tags are not wanted.
  func note(_ make: () -> TagMaterial) -> Int32 {
    guard wantsMaterial else { return -1 }
    nextMaterial &+= 1
    material[nextMaterial] = make()
    return nextMaterial
  }

  /// Forgets all notes but those that `isNeeded` says.
  func forgetMaterial(unless isNeeded: (Int32) -> Bool) {
    guard !material.isEmpty else { return }
    material = material.filter { isNeeded($0.key) }
  }
}

/// The first bytes of a secret as its view shows them.
struct TagMaterial {
  /// Bytes that a tag is made of at most.
  static let longest = 4_096

  var bytes: [UInt8]
  /// Whether the secret is longer.
  var isLonger: Bool
}
