import Testing

@testable import RandomCases
@testable import Scrubber

@Suite struct SpanCollectorTests {
  private static func label(_ name: Int32, _ confidence: Confidence, _ view: View) -> Label {
    Label(name: name, confidence: confidence, view: view, material: -1)
  }

  @Test func `Of equal spans in a row the one whose label comes first is kept`() {
    var names = LabelNames()
    let numbers = ["b-rule", "a-rule", "c-rule"].map { names.number(of: $0) }
    Property.check(rounds: 2_000) { random in
      var generator = PatternRandom(seed: random.next())
      let collector = SpanCollector(wantsMaterial: false)
      collector.adopt(names)
      var first: Label?
      for _ in 0..<(1 + generator.below(4)) {
        let label = Self.label(
          generator.pick(numbers), generator.pick([.context, .structure, .checksum]),
          generator.pick([.base, .stripped]))
        collector.add(3, 9, label)
        if first.map({ label.precedes($0, names: names) }) ?? true { first = label }
      }
      guard collector.spans.count == 1, let kept = collector.spans.first?.label, let first,
        kept.name == first.name, kept.confidence == first.confidence, kept.view == first.view
      else { return "\(collector.spans)" }
      return nil
    }
  }

  @Test func `Other spans, and names that are not known, are all kept`() {
    var names = LabelNames()
    let known = names.number(of: "a-rule")
    let collector = SpanCollector(wantsMaterial: false)
    collector.adopt(names)
    collector.add(3, 9, Self.label(known, .context, .base))
    collector.add(3, 8, Self.label(known, .context, .base))
    collector.add(4, 8, Self.label(known, .context, .base))
    collector.add(4, 8, Self.label(names.number(of: "b-rule"), .context, .base))
    collector.add(5, 5, Self.label(known, .context, .base))
    #expect(collector.spans.map(\.start) == [3, 3, 4, 4])
  }
}
