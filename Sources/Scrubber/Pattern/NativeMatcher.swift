/// Runs native programs; one for each stream.
struct NativeMatcher: ~Copyable {
  enum Outcome: Equatable {
    case none
    /// Where the secret stands in the subject.
    case match(start: Int, end: Int)
    /// Too much work, or no memory for it: ask PCRE2.
    case undecided
    /// An automaton has no cache yet; its number.
    case needsAutomaton(Int)
  }

  /// Ways to go back that can be open at once.
  private static let mostFrames = 1_024
  /// Work that one attempt may be: ways gone back and bytes given back.
  static let mostWork = 20_000

  /// A place to go back to.
  private struct Frame {
    /// The operation that made it.
    var operation: Int32
    /// Where it goes on; for repeats, where the next try would start.
    var index: Int32
    /// For repeats, the lowest or highest index; for what was entered, the frame that was entered
    /// before.
    var limit: Int32
    /// Alternatives that are left.
    var ways: UInt64
  }

  private let frames: UnsafeMutablePointer<Frame>

  init() {
    frames = .allocate(capacity: Self.mostFrames)
  }

  deinit { frames.deallocate() }

  /// Tries the program at index `at` of the subject.
  ///
  /// - Precondition: eight bytes can be read before and after the `count` bytes of the subject.
  /// - Parameters:
  ///   - caches: the caches of the program's automata, as far as there are any.
  ///   - mostWork: after that much work the attempt is undecided.
  mutating func match(
    _ code: UnsafePointer<NativeProgram.Code>, _ caches: UnsafePointer<AutomatonPool.Reference?>,
    subject: UnsafePointer<UInt8>, count: Int, at: Int, edges: MatchScratch.Edges,
    mostWork: Int = Self.mostWork
  ) -> Outcome {
    let frames = frames
    let operations = code.pointee.operations
    let classes = code.pointee.classes
    let memory = UnsafeRawPointer(subject)
    var operation = operations + code.pointee.entry
    var index = at
    var depth = 0
    /// The frame of what was entered last, -1 for none.
    var entered: Int32 = -1
    var work = mostWork
    var secretStart = at
    var secretEnd = at

    while true {
      /// Set where the program goes on; stays `nil` where it fails.
      var next: UnsafePointer<NativeProgram.Operation>?
      let row = Int(operation.pointee.row)
      switch operation.pointee.kind {
      case .accept: return .match(start: secretStart, end: secretEnd)
      case .acceptSecret: return .match(start: secretStart, end: index)
      case .never: break
      case .literal:
        let size = Int(operation.pointee.count)
        let word = memory.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if index &+ size <= count,
          UInt64(littleEndian: word) & operation.pointee.mask == operation.pointee.value
        {
          index &+= size
          next = operations + Int(operation.pointee.next)
        }
      case .word:
        let size = Int(operation.pointee.count)
        let word = memory.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        let before = memory.loadUnaligned(fromByteOffset: index &- 8, as: UInt64.self)
        // One test for all: which of them fails can't be predicted.
        let wrong = UInt64(littleEndian: word) & operation.pointee.mask ^ operation.pointee.value
        let wrongBehind =
          UInt64(littleEndian: before) & operation.pointee.maskBehind
          ^ operation.pointee.valueBehind
        let other = UInt8(
          truncatingIfNeeded: UInt64(littleEndian: word) &>> UInt64(8 &* operation.pointee.min))
        if wrong | wrongBehind == 0, index &+ size <= count,
          index >= Int(operation.pointee.countBehind),
          classes[row &+ Int(other)] != 0
        {
          index &+= size
          next = operations + Int(operation.pointee.next)
        }
      case .byte:
        if operation.pointee.startsSecret { secretStart = index }
        if index < count, classes[row &+ Int(subject[index])] != 0 {
          index &+= 1
          next = operations + Int(operation.pointee.next)
        }
      case .run, .greedy:
        if operation.pointee.startsSecret { secretStart = index }
        let lowest = index &+ Int(operation.pointee.min)
        let highest = min(count, index &+ Int(operation.pointee.max))
        while index < highest, classes[row &+ Int(subject[index])] != 0 { index &+= 1 }
        if index >= lowest {
          next = operations + Int(operation.pointee.next)
          if operation.pointee.kind == .greedy, index > lowest {
            if depth == Self.mostFrames { return .undecided }
            frames[depth] = Frame(
              operation: Int32(truncatingIfNeeded: operation - operations),
              index: Int32(truncatingIfNeeded: index), limit: Int32(truncatingIfNeeded: lowest),
              ways: 0)
            depth &+= 1
          }
        }
      case .lazy:
        let lowest = index &+ Int(operation.pointee.min)
        let highest = min(count, index &+ Int(operation.pointee.max))
        while index < min(lowest, highest), classes[row &+ Int(subject[index])] != 0 { index &+= 1 }
        if index == lowest {
          if depth == Self.mostFrames { return .undecided }
          // The first try is made like all others, from the frame.
          frames[depth] = Frame(
            operation: Int32(truncatingIfNeeded: operation - operations),
            index: Int32(truncatingIfNeeded: index), limit: Int32(truncatingIfNeeded: highest),
            ways: 1)
          depth &+= 1
        }
      case .fewWays, .manyWays:
        if operation.pointee.startsSecret { secretStart = index }
        var ways: UInt64
        let following = index < count ? Int(subject[index]) : 256
        let isFew = operation.pointee.kind == .fewWays
        ways =
          isFew
          ? UInt64(code.pointee.fewMasks[row &+ following])
          : code.pointee.manyMasks[row &+ following]
        if operation.pointee.count != 0 {
          let before = row &+ 257 &+ (index > 0 ? Int(subject[index &- 1]) : 256)
          ways &= isFew ? UInt64(code.pointee.fewMasks[before]) : code.pointee.manyMasks[before]
        }
        if ways != 0 {
          let way = Int(operation.pointee.other) &+ ways.trailingZeroBitCount
          next = operations + Int(code.pointee.ways[way])
          ways &= ways &- 1
          if ways != 0 {
            if depth == Self.mostFrames { return .undecided }
            frames[depth] = Frame(
              operation: Int32(truncatingIfNeeded: operation - operations),
              index: Int32(truncatingIfNeeded: index), limit: 0, ways: ways)
            depth &+= 1
          }
        }
      case .ahead:
        if index < count, classes[row &+ Int(subject[index])] != 0 {
          next = operations + Int(operation.pointee.next)
        }
      case .notAhead:
        if index == count || classes[row &+ Int(subject[index])] == 0 {
          next = operations + Int(operation.pointee.next)
        }
      case .behind:
        if index > 0, classes[row &+ Int(subject[index &- 1])] != 0 {
          next = operations + Int(operation.pointee.next)
        }
      case .notBehind:
        if index == 0 || classes[row &+ Int(subject[index &- 1])] == 0 {
          next = operations + Int(operation.pointee.next)
        }
      case .literalAhead:
        let word = memory.loadUnaligned(fromByteOffset: index, as: UInt64.self)
        if index &+ Int(operation.pointee.count) <= count,
          UInt64(littleEndian: word) & operation.pointee.mask == operation.pointee.value
        {
          next = operations + Int(operation.pointee.next)
        }
      case .literalBehind:
        let word = memory.loadUnaligned(fromByteOffset: index &- 8, as: UInt64.self)
        if index >= Int(operation.pointee.count),
          UInt64(littleEndian: word) & operation.pointee.mask == operation.pointee.value
        {
          next = operations + Int(operation.pointee.next)
        }
      case .start:
        if index == 0, !edges.contains(.notBeginning) {
          next = operations + Int(operation.pointee.next)
        }
      case .end:
        if index == count, !edges.contains(.notEnd) {
          next = operations + Int(operation.pointee.next)
        }
      case .boundary, .notBoundary:
        let before = index > 0 && ByteSet.isWord(subject[index &- 1])
        let after = index < count && ByteSet.isWord(subject[index])
        if (before != after) == (operation.pointee.kind == .boundary) {
          next = operations + Int(operation.pointee.next)
        }
      case .decideAhead:
        guard let cache = caches[row] else { return .needsAutomaton(row) }
        switch cache.pointee.decide(subject, count: count, at: index, edges) {
        case .accept: next = operations + Int(operation.pointee.next)
        case .reject: break
        case .undecided: return .undecided
        }
      case .decideBehind:
        guard let cache = caches[row] else { return .needsAutomaton(row) }
        switch cache.pointee.decideBackwards(subject, at: index) {
        case .accept: next = operations + Int(operation.pointee.next)
        case .reject: break
        case .undecided: return .undecided
        }
      case .chunk:
        guard let cache = caches[row] else { return .needsAutomaton(row) }
        switch cache.pointee.findEnd(subject, count: count, at: index, edges) {
        case .none: break
        case .one(let end):
          index = end
          next = operations + Int(operation.pointee.next)
        case .several: next = operations + Int(operation.pointee.other)
        case .undecided: return .undecided
        }
      case .back:
        if index >= Int(operation.pointee.min) {
          index &-= Int(operation.pointee.min)
          next = operations + Int(operation.pointee.next)
        }
      case .enterAtomic, .enterAhead, .enterNotAhead:
        if depth == Self.mostFrames { return .undecided }
        frames[depth] = Frame(
          operation: Int32(truncatingIfNeeded: operation - operations),
          index: Int32(truncatingIfNeeded: index), limit: entered, ways: 0)
        entered = Int32(truncatingIfNeeded: depth)
        depth &+= 1
        next = operations + row
      case .leave:
        // Everything that was open inside is closed.
        depth = Int(entered)
        let frame = frames[depth]
        entered = frame.limit
        let outer = operations + Int(frame.operation)
        switch outer.pointee.kind {
        case .enterNotAhead: break
        case .enterAhead:
          index = Int(frame.index)
          next = operations + Int(outer.pointee.next)
        default: next = operations + Int(outer.pointee.next)
        }
      case .secretStart:
        secretStart = index
        next = operations + Int(operation.pointee.next)
      case .secretEnd:
        secretEnd = index
        next = operations + Int(operation.pointee.next)
      }
      if let next {
        operation = next
        continue
      }

      // Go back.
      while true {
        if depth == 0 { return .none }
        work &-= 1
        if work < 0 { return .undecided }
        let frame = frames + (depth &- 1)
        let maker = operations + Int(frame.pointee.operation)
        index = Int(frame.pointee.index)
        switch maker.pointee.kind {
        case .fewWays, .manyWays:
          let ways = frame.pointee.ways
          operation =
            operations
            + Int(code.pointee.ways[Int(maker.pointee.other) &+ ways.trailingZeroBitCount])
          frame.pointee.ways = ways & (ways &- 1)
          if frame.pointee.ways == 0 { depth &-= 1 }
        case .greedy:
          let lowest = Int(frame.pointee.limit)
          let follow = Int(maker.pointee.other)
          let first = index
          index &-= 1
          while index >= lowest, classes[follow &+ Int(subject[index])] == 0 { index &-= 1 }
          work &-= first &- index
          if index <= lowest {
            depth &-= 1
            if index < lowest { continue }
          } else {
            frame.pointee.index = Int32(truncatingIfNeeded: index)
          }
          operation = operations + Int(maker.pointee.next)
        case .lazy:
          let row = Int(maker.pointee.row)
          let follow = Int(maker.pointee.other)
          let highest = Int(frame.pointee.limit)
          let first = index
          // `ways` says whether the index has not been tried yet.
          var isOpen = true
          if frame.pointee.ways == 0 {
            isOpen = index < highest && classes[row &+ Int(subject[index])] != 0
            index &+= 1
          }
          while isOpen,
            index < count
              ? classes[follow &+ Int(subject[index])] == 0 : maker.pointee.count == 0
          {
            isOpen = index < highest && classes[row &+ Int(subject[index])] != 0
            index &+= 1
          }
          work &-= index &- first
          if !isOpen {
            depth &-= 1
            continue
          }
          frame.pointee.index = Int32(truncatingIfNeeded: index)
          frame.pointee.ways = 0
          operation = operations + Int(maker.pointee.next)
        case .enterNotAhead:
          entered = frame.pointee.limit
          depth &-= 1
          operation = operations + Int(maker.pointee.next)
        default:
          entered = frame.pointee.limit
          depth &-= 1
          continue
        }
        break
      }
    }
  }
}

extension ByteSet {
  /// Whether the byte is an ASCII letter, a digit or `_`.
  @inline(__always)
  static func isWord(_ byte: UInt8) -> Bool {
    let letter = (byte | 0x20) &- 0x61
    return letter < 26 || byte &- 0x30 < 10 || byte == 0x5F
  }
}
