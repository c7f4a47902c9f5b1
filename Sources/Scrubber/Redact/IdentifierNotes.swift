/// Public identifiers on their way through the redactor: they stay in the output and are reported
/// where no part of them is masked.
struct IdentifierNotes {
  /// One whose first bytes have left.
  private struct Open {
    var span: Span
    var line: Int
    var output: Int
  }

  /// Those that have not begun, by start.
  private var waiting: [Span] = []
  private var open: [Open] = []

  /// Whether there is nothing to do.
  var isEmpty: Bool { waiting.isEmpty && open.isEmpty }

  /// Takes spans, in any order.
  mutating func add(_ spans: [Span], names: LabelNames) {
    waiting += spans
    waiting.sort { a, b in
      a.start != b.start ? a.start < b.start : a.label.precedes(b.label, names: names)
    }
  }

  /// Notes that the bytes of [from, to) leave as they are.
  ///
  /// - Parameters:
  ///   - output: where they begin in the output.
  ///   - line: the line of an offset, asked for in their order.
  ///   - report: takes what has left completely.
  mutating func keep(
    _ from: Int, _ to: Int, output: Int, line: (Int) -> Int,
    report: (Span, _ line: Int, _ output: Int) -> Void
  ) {
    var used = 0
    while used < waiting.count, waiting[used].start < to {
      let span = waiting[used]
      used += 1
      // What began in a mask is none, and of several with one place only the first counts.
      if span.start < from || open.contains(where: { $0.span.start == span.start }) { continue }
      open.append(Open(span: span, line: line(span.start), output: output + span.start - from))
    }
    waiting.removeFirst(used)
    for known in open where known.span.end <= to { report(known.span, known.line, known.output) }
    open.removeAll { $0.span.end <= to }
  }

  /// Notes that a mask begins where the last kept bytes ended.
  mutating func mask() { open.removeAll(keepingCapacity: true) }
}
