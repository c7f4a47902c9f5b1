internal import Scrubber

/// Lines in the order of the log. Their text comes from several streams, each of which holds back
/// as much as it must; they leave at the front as soon as they are whole.
///
/// What waits is bounded by lines and bytes: then the streams that the front waits for are flushed,
/// and if that does not help, what they hold is decided as if nothing more came from them.
final class PendingLines {
  /// Lines and cleaned bytes that may come while a line waits.
  static let most = (lines: 4_096, bytes: 512 * 1_024)

  /// Most bytes of a part that are kept.
  private let kept: Int
  /// Lines of which the text is kept.
  private let wanted: ClosedRange<Int>
  /// What is searched for in the text beyond; empty for nothing.
  private let pattern: [UInt8]
  @exclusivity(unchecked) private var slots: [PendingLine] = []
  @exclusivity(unchecked) private var head = 0
  /// Number of the first line that has not left.
  @exclusivity(unchecked) private(set) var first = 1
  /// First line of a record that is still being read, which must not leave.
  @exclusivity(unchecked) var openFrom = Int.max
  /// Bytes of text that its lines may still keep until it has ended.
  @exclusivity(unchecked) var openRoom = Int.max
  /// Cleaned bytes so far.
  @exclusivity(unchecked) var position = 0
  /// Placeholders by rule.
  @exclusivity(unchecked) var redactions: [String: Int] = [:]
  /// Lines that were masked whole.
  @exclusivity(unchecked) private(set) var withheld = 0
  /// When to flush again.
  @exclusivity(unchecked) private var patience = 0
  /// End of what was cut off, for a text that lies across two pieces.
  @exclusivity(unchecked) private var overlap = (number: 0, isSide: false, bytes: [UInt8]())

  init(kept: Int, wanted: ClosedRange<Int> = 1...Int.max, pattern: [UInt8] = []) {
    self.kept = kept
    self.wanted = wanted
    self.pattern = pattern
  }

  /// Number that the next line gets.
  var next: Int { first + slots.count - head }

  /// Lines that wait.
  var count: Int { slots.count - head }

  func append(_ line: PendingLine) {
    slots.append(line)
    slots[slots.count - 1].position = position
  }

  /// Changes a line that has not left.
  func update(_ number: Int, _ change: (inout PendingLine) -> Void) {
    let index = number - first + head
    if index >= head, index < slots.count { change(&slots[index]) }
  }

  // MARK: Text

  /// Adds scrubbed bytes to a line.
  ///
  /// - Parameter cutPlace: moves a place in `bytes` out of a placeholder, to the left.
  func add(
    _ bytes: borrowing Scrubbed, _ range: Range<Int>, to number: Int, _ part: LinePart,
    cutPlace: (Int) -> Int
  ) {
    let index = number - first + head
    guard index >= head, index < slots.count, wanted.contains(number) else { return }
    let isSide = part == .side
    let length = isSide ? slots[index].sideLength : slots[index].textLength
    let have = isSide ? slots[index].side.count : slots[index].text.count
    // Once something was left out nothing follows.
    var take = length > have ? 0 : min(range.count, max(0, kept - have))
    if number >= openFrom { take = min(take, openRoom) }
    if take < range.count {
      if take > 0 { take = max(0, cutPlace(range.lowerBound + take) - range.lowerBound) }
      search(bytes, range.lowerBound + take..<range.upperBound, index, number, isSide)
    }
    if number >= openFrom { openRoom -= take }
    let end = range.lowerBound + take
    if isSide {
      slots[index].sideLength += range.count
      slots[index].side.append(bytes, range.lowerBound..<end)
    } else {
      slots[index].textLength += range.count
      slots[index].text.append(bytes, range.lowerBound..<end)
    }
  }

  /// Looks for the pattern in what is not kept, with the end of what is.
  private func search(
    _ bytes: borrowing Scrubbed, _ range: Range<Int>, _ index: Int, _ number: Int, _ isSide: Bool
  ) {
    guard !pattern.isEmpty, !slots[index].isHitInRest else { return }
    var text: [UInt8]
    if overlap.number == number, overlap.isSide == isSide {
      text = overlap.bytes
    } else {
      text = Array(
        (isSide ? slots[index].side : slots[index].text).storage.suffix(pattern.count - 1))
    }
    bytes.withUnsafeBytes { text.append(contentsOf: $0[range]) }
    if LiteralSearch.contains(pattern, in: text) { slots[index].isHitInRest = true }
    overlap = (number, isSide, Array(text.suffix(pattern.count - 1)))
  }

  func complete(_ number: Int, _ part: LinePart) {
    update(number) {
      if part == .side { $0.waitsForSide = false } else { $0.waitsForText = false }
    }
  }

  // MARK: Leaving

  /// Hands on the lines at the front that are whole.
  func drain(to window: inout LineWindow) {
    while head < slots.count, slots[head].isComplete, first < openFrom { leave(to: &window) }
    if head >= 1_024, head * 2 >= slots.count {
      slots.removeFirst(head)
      head = 0
    }
  }

  private func leave(to window: inout LineWindow) {
    window.take(slots[head], number: first)
    slots[head] = PendingLine()
    head += 1
    first += 1
  }

  /// Whether the front has waited for long enough.
  ///
  /// Depends on what went in alone, so it is the same for every reading of the log.
  private var isOverdue: Bool {
    count > Self.most.lines || position - slots[head].position > Self.most.bytes
  }

  /// What to do before the front can leave; `nil` if it is not there or need not leave yet.
  ///
  /// - Parameter isUrgent: whether the lines at the front are all that is wanted.
  func remedy(isUrgent: Bool) -> Remedy? {
    guard head < slots.count, first < openFrom, !slots[head].isComplete else { return nil }
    let isLast = isOverdue
    if !isLast {
      // A stream that could not let go needs more to go on with.
      guard isUrgent, next >= patience else { return nil }
      patience = next + 64
    }
    return Remedy(
      text: slots[head].waitsForText ? slots[head].textChannel : -1,
      side: slots[head].waitsForSide ? slots[head].sideChannel : -1, isLast: isLast)
  }

  /// What brings the text of the front.
  struct Remedy {
    /// Channels to flush; -1 for none.
    var text: Int32
    var side: Int32
    /// Whether they are to be settled if that does not help.
    var isLast: Bool
  }

  /// Replaces the text of lines whole.
  func mask(_ numbers: Range<Int>) {
    for number in numbers {
      update(number) { line in
        line.text.clear()
        line.text.append(literal: "[REDACTED:unscanned]")
        line.textLength = line.text.count
        line.waitsForText = false
        line.isHitInRest = false
      }
    }
    withheld += numbers.count
    redactions["unscanned", default: 0] += numbers.count
  }
}
