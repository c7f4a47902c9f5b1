/// A queue of line numbers, kept as runs of consecutive ones: eight bytes each.
struct LineRuns {
  private var runs: [(first: UInt32, count: UInt32)] = []
  private var head = 0

  var isEmpty: Bool { head == runs.count }

  /// The number at the front.
  var first: Int? { isEmpty ? nil : Int(runs[head].first) }

  /// The number at the end.
  var last: Int? { isEmpty ? nil : runs.last.map { Int($0.first) + Int($0.count) - 1 } }

  mutating func append(_ first: Int, count: Int = 1) {
    if !isEmpty, let last = runs.last, Int(last.first) + Int(last.count) == first {
      runs[runs.count - 1].count += UInt32(clamping: count)
    } else {
      runs.append((UInt32(clamping: first), UInt32(clamping: count)))
    }
  }

  mutating func removeFirst() {
    guard !isEmpty else { return }
    runs[head].first += 1
    runs[head].count -= 1
    guard runs[head].count == 0 else { return }
    head += 1
    if head == runs.count {
      runs.removeAll(keepingCapacity: head <= 1_024)
      head = 0
    } else if head >= 1_024, head * 2 >= runs.count {
      runs.removeFirst(head)
      head = 0
    }
  }
}
