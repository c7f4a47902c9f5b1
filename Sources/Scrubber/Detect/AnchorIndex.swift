internal import CScanKernels

/// All anchors of a rule set: the tables of the prefilter, and the way from four bytes to rules.
///
/// Contract: every start of a match of a rule is among the starts that `entries` and their offsets
/// give for the positions that the prefilter reports. False ones are possible, missing ones not.
final class AnchorIndex: @unchecked Sendable {
  /// One anchor window of a rule.
  struct Entry {
    var rule: Int32
    var lowestOffset: Int32
    var highestOffset: Int32
    /// Class rows of the four bytes.
    var rows: (Int32, Int32, Int32, Int32)
    /// What must stand around them.
    var before: AnchorNeighbours.Test
    var behind: AnchorNeighbours.Test

    /// 1 if the classes admit the four bytes, else 0.
    func admits(_ word: UInt32, _ classes: UnsafePointer<UInt8>) -> Int {
      let flags =
        classes[Int(rows.0) << 8 | Int(word & 0xFF)]
        & classes[Int(rows.1) << 8 | Int(word >> 8 & 0xFF)]
        & classes[Int(rows.2) << 8 | Int(word >> 16 & 0xFF)]
        & classes[Int(rows.3) << 8 | Int(word >> 24)]
      return Int(flags)
    }
  }

  /// An entry for one gram: four bytes of which those of the mask are compared, which leaves out the
  /// case of letters that may have either. A mask of 0 stands for all grams of an entry that has very
  /// many; then the classes decide.
  struct GramEntry {
    var gram: UInt32
    var mask: UInt32
    var entry: UInt32

    /// Whether the gram alone decides.
    @inline(__always)
    var isExact: Bool { mask != 0 }

    /// 1 if the four bytes are the gram, else 0.
    @inline(__always)
    func admits(_ word: UInt32) -> Int { word & mask == gram ? 1 : 0 }
  }

  fileprivate static let slotBits = 14
  /// Entries with more grams than that are tried for all that share a slot with one of them.
  private static let mostGrams = 4_096

  // Everything is written in `init` only.
  let tables: UnsafeMutablePointer<scan_anchor_tables>
  let entries: UnsafeMutableBufferPointer<Entry>
  private let slotStarts: UnsafeMutableBufferPointer<UInt32>
  private let slotEntries: UnsafeMutableBufferPointer<GramEntry>
  private let starts: UnsafeMutablePointer<UInt32>
  private let listed: UnsafeMutablePointer<GramEntry>
  private let first: UnsafeMutablePointer<Entry>
  /// Greatest distance of an anchor from the start of its match.
  let highestOffset: Int
  /// Most entries that are tried at one position.
  let mostEntries: Int
  /// Most starts that one entry gives.
  let mostStarts: Int

  init(
    _ anchors: [(rule: Int, window: AnchorWindow)], classes: ClassTables, isa: scan_isa
  ) {
    tables = .allocate(capacity: 1)
    scan_anchor_clear(tables)
    entries = .allocate(capacity: anchors.count)
    for (number, anchor) in anchors.enumerated() {
      let rows = anchor.window.classes.map { Int32(classes.row(for: $0)) }
      entries.initializeElement(
        at: number,
        to: Entry(
          rule: Int32(anchor.rule), lowestOffset: Int32(anchor.window.lowestOffset),
          highestOffset: Int32(anchor.window.highestOffset),
          rows: (rows[0], rows[1], rows[2], rows[3]),
          before: AnchorNeighbours.Test(anchor.window.neighbours.before),
          behind: AnchorNeighbours.Test(anchor.window.neighbours.behind)))
    }
    highestOffset = anchors.map(\.window.highestOffset).max() ?? 0
    // Rules share windows.
    var known: Set<[ByteSet]> = []
    let windows = anchors.map(\.window).filter { known.insert($0.classes).inserted }
    let buckets = AnchorBuckets.assign(windows, BucketShape(isa, .logText))
    for (window, bucket) in zip(windows, buckets) {
      let sets = window.classes.map {
        scan_byteset(words: ($0.word0, $0.word1, $0.word2, $0.word3))
      }
      scan_anchor_add(tables, UInt32(bucket), sets)
    }
    let slots = Self.slots(anchors.map(\.window))
    slotStarts = .allocate(capacity: slots.starts.count)
    _ = slotStarts.initialize(from: slots.starts)
    slotEntries = .allocate(capacity: max(1, slots.entries.count))
    _ = slotEntries.initialize(from: slots.entries)
    starts = slotStarts.baseAddress ?? .allocate(capacity: 0)
    listed = slotEntries.baseAddress ?? .allocate(capacity: 0)
    first = entries.baseAddress ?? .allocate(capacity: 0)
    mostEntries = zip(slots.starts, slots.starts.dropFirst()).map { Int($1 - $0) }.max() ?? 0
    mostStarts =
      anchors.map { $0.window.highestOffset - $0.window.lowestOffset + 1 }.max() ?? 0
  }

  deinit {
    tables.deallocate()
    entries.deallocate()
    slotStarts.deallocate()
    slotEntries.deallocate()
  }

  /// The way from four bytes to entries as plain pointers, valid as long as the index is.
  struct Lookup {
    fileprivate let starts: UnsafePointer<UInt32>
    fileprivate let listed: UnsafePointer<GramEntry>
    fileprivate let first: UnsafePointer<Entry>

    /// Places of the list with the entries that may stand where these four bytes are.
    @inline(__always)
    func slot(_ word: UInt32) -> (first: Int, end: Int) {
      let slot = Int(scan_gram_hash(word) >> UInt32(Int(SCAN_GRAM_LOG2) - AnchorIndex.slotBits))
      return (Int(starts[slot]), Int(starts[slot + 1]))
    }

    /// What stands at a place of the list.
    @inline(__always)
    func listed(_ place: Int) -> UnsafePointer<GramEntry> { listed + place }

    /// The entry of a gram.
    @inline(__always)
    func entry(_ known: UnsafePointer<GramEntry>) -> UnsafePointer<Entry> {
      entry(at: known.pointee.entry)
    }

    /// The entry with a number.
    @inline(__always)
    func entry(at number: UInt32) -> UnsafePointer<Entry> { first + Int(number) }
  }

  var lookup: Lookup {
    Lookup(
      starts: UnsafePointer(starts), listed: UnsafePointer(listed), first: UnsafePointer(first))
  }

  /// Entries by slot, in the order of their numbers.
  private static func slots(
    _ windows: [AnchorWindow]
  ) -> (starts: [UInt32], entries: [GramEntry]) {
    let count = 1 << slotBits
    let shift = UInt32(SCAN_GRAM_LOG2) - UInt32(slotBits)
    var stamp = [Int32](repeating: -1, count: count)
    var pairs: [(slot: UInt32, entry: GramEntry)] = []
    for (number, window) in windows.enumerated() {
      let folded = window.classes.map { set in set.gramFolded.bytes.map { set.gramByte($0) } }
      let isExact = folded.reduce(1) { $0 * $1.count } <= mostGrams
      for a in folded[0] {
        for b in folded[1] {
          for c in folded[2] {
            for d in folded[3] {
              let gram = SIMD4(a.byte, b.byte, c.byte, d.byte).word
              let mask = SIMD4(a.mask, b.mask, c.mask, d.mask).word
              let slot = scan_gram_hash(gram) >> shift
              if isExact {
                let entry = GramEntry(gram: gram & mask, mask: mask, entry: UInt32(number))
                pairs.append((slot, entry))
              } else if stamp[Int(slot)] != number {
                stamp[Int(slot)] = Int32(number)
                pairs.append((slot, GramEntry(gram: 0, mask: 0, entry: UInt32(number))))
              }
            }
          }
        }
      }
    }
    var starts = [UInt32](repeating: 0, count: count + 1)
    for pair in pairs { starts[Int(pair.slot) + 1] += 1 }
    for slot in 0..<count { starts[slot + 1] += starts[slot] }
    var next = starts
    var entries = [GramEntry](repeating: GramEntry(gram: 0, mask: 0, entry: 0), count: pairs.count)
    for pair in pairs {
      entries[Int(next[Int(pair.slot)])] = pair.entry
      next[Int(pair.slot)] += 1
    }
    return (starts, entries)
  }
}

extension SIMD4<UInt8> {
  /// The bytes as a number, the first one lowest.
  fileprivate var word: UInt32 {
    UInt32(x) | UInt32(y) << 8 | UInt32(z) << 16 | UInt32(w) << 24
  }
}

extension ByteSet {
  /// The member of the set that a folded byte stands for, and the bits in which others must agree.
  fileprivate func gramByte(_ folded: UInt8) -> (byte: UInt8, mask: UInt8) {
    let upper = folded & ~0x20
    if !contains(upper) { return (folded, 0xFF) }
    return (upper, contains(folded) ? 0xDF : 0xFF)
  }

  /// The bytes with bit 0x20 set, as the hash of a gram takes them.
  fileprivate var gramFolded: ByteSet {
    let upper: UInt64 = 0xFFFF_FFFF << 32
    var result = self
    result.word0 = (word0 | word0 << 32) & upper
    result.word1 = (word1 | word1 << 32) & upper
    result.word2 = (word2 | word2 << 32) & upper
    result.word3 = (word3 | word3 << 32) & upper
    return result
  }
}
