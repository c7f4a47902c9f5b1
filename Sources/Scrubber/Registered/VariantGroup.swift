internal import CScanKernels

#if canImport(Glibc)
  internal import Glibc
#endif

/// Variants that are found by one pass: filter, automaton, comparison.
final class VariantGroup: Sendable {
  /// Number of the first variant among those of all groups.
  let firstNumber: Int
  /// Most bytes from an occurrence's first byte on that are looked at.
  let longestWindow: Int

  let detector: VariantDetector
  let automaton: PrefixAutomaton
  private let variants: FrozenArray<Variant>
  private let bytes: FrozenArray<UInt8>

  init(
    _ order: VariantOrder, method: DetectionPlan.Method, bytes: FrozenArray<UInt8>,
    firstNumber: Int
  ) {
    detector = VariantDetector(method, order.variants, bytes: bytes.base)
    automaton = PrefixAutomaton(order)
    variants = FrozenArray(order.variants)
    longestWindow =
      order.variants.lazy.map { $0.decisionCount + Int(max(1, $0.widenRight)) }.max() ?? 0
    self.bytes = bytes
    self.firstNumber = firstNumber
  }

  var count: Int { variants.count }

  /// Appends the occurrences that begin in [from, to); see `RegisteredIndex.matches`.
  func search(
    _ text: UnsafePointer<UInt8>, count: Int, from: Int, to: Int, isa: scan_isa,
    positions: UnsafeMutablePointer<UInt32>, into matches: inout [RegisteredMatch]
  ) {
    guard from < to else { return }
    let reach = detector.reach
    // The sample of an occurrence may lie after `to`, but all of it lies inside of the text.
    let end = min(to + reach, count - detector.width + 1)
    let step = RegisteredIndex.Scratch.block / (reach + 1) * (reach + 1)
    var block = from
    while block < end {
      let blockEnd = min(block + step, end)
      let hits = detector.hits(text, from: block, to: blockEnd, isa: isa, into: positions)
      for hit in 0..<hits {
        let position = Int(positions[hit])
        let covered = max(from, position - reach)...min(position, to - 1)
        let narrowed = detector.narrow(covered, text, isa: isa, into: positions + hits)
        guard let starts = narrowed else { continue }
        automaton.run(text, starts: starts, end: count) { start, low, high in
          report(text, count: count, start: start, low: low, high: high, into: &matches)
        }
      }
      block = blockEnd
    }
  }

  // MARK: - Comparing

  /// Reports which of the sorted variants in [low, high) stand at `start`.
  ///
  /// All that do are prefixes of the text there, so each is the last variant that is not after the
  /// text in byte order, or a prefix of it.
  @inline(never)
  private func report(
    _ text: UnsafePointer<UInt8>, count: Int, start: Int, low: Int, high: Int,
    into matches: inout [RegisteredMatch]
  ) {
    let room = count - start
    var first = low
    var length = high - low
    while length > 1 {
      let middle = first + length / 2
      if order(middle, text + start, room: room) <= 0 {
        first = middle
        length -= length / 2
      } else {
        length /= 2
      }
    }
    var candidate = first
    var stands = false
    while candidate >= low {
      let variant = variants.base[candidate]
      stands = stands || isPrefix(variant, of: text + start, room: room)
      if stands {
        append(variant, number: candidate, start: start, text, count: count, to: &matches)
      }
      candidate = Int(variant.parent)
    }
  }

  @inline(__always)
  private func isPrefix(
    _ variant: Variant, of text: UnsafePointer<UInt8>, room: Int
  ) -> Bool {
    let length = variant.decisionCount
    return length <= room && memcmp(bytes.base + variant.offset, text, length) == 0
  }

  /// Order of a variant's deciding bytes and the text; 0 if they begin it.
  private func order(_ index: Int, _ text: UnsafePointer<UInt8>, room: Int) -> Int {
    let variant = variants.base[index]
    let length = variant.decisionCount
    let order = memcmp(bytes.base + variant.offset, text, min(length, room))
    return order != 0 ? Int(order) : length <= room ? 0 : 1
  }

  private func append(
    _ variant: Variant, number: Int, start: Int, _ text: UnsafePointer<UInt8>, count: Int,
    to matches: inout [RegisteredMatch]
  ) {
    let isOpen = Int(variant.count) > Variant.decisionLimit
    var start = start
    var end = start + variant.decisionCount
    if variant.wholeToken {
      if start > 0, VariantCompiler.isWordByte(text[start - 1]) { return }
      if end < count, VariantCompiler.isWordByte(text[end]) { return }
    }
    let decided = start..<end
    for _ in 0..<variant.widenLeft {
      guard start > 0, Base64Middle.isLetter(text[start - 1]) else { break }
      start -= 1
    }
    if !isOpen {
      for _ in 0..<variant.widenRight {
        guard end < count, Base64Middle.isLetterOrPadding(text[end]) else { break }
        end += 1
      }
    }
    matches.append(
      RegisteredMatch(
        start: start, end: end, decided: decided, secret: variant.secret,
        variant: Int32(firstNumber + number), isOpen: isOpen))
  }

  // MARK: - Open matches

  /// Whether a variant begins with, or is, these bytes: the end of what is known of a text.
  func canBegin(with text: UnsafePointer<UInt8>, count: Int) -> Bool {
    var low = 0
    var high = variants.count
    while low < high {
      let middle = (low + high) / 2
      let order = order(middle, text, room: count)
      // A shorter variant that begins the text comes before it.
      let isBefore = order < 0 || (order == 0 && variants.base[middle].decisionCount < count)
      if isBefore { low = middle + 1 } else { high = middle }
    }
    guard low < variants.count else { return false }
    let variant = variants.base[low]
    return Int(variant.count) >= count
      && memcmp(bytes.base + variant.offset, text, min(count, variant.decisionCount)) == 0
  }

  func continues(_ index: Int, at offset: Int, with byte: UInt8) -> Bool {
    if let expected = self.byte(of: index, at: offset) { return expected == byte }
    let variant = variants.base[index]
    return offset < Int(variant.count) + Int(variant.widenRight)
      && Base64Middle.isLetterOrPadding(byte)
  }

  func byte(of index: Int, at offset: Int) -> UInt8? {
    let variant = variants.base[index]
    return offset < Int(variant.count) ? bytes.base[variant.offset + offset] : nil
  }
}
