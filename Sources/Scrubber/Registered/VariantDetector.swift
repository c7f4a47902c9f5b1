internal import CScanKernels

/// The filter in front of an automaton: where a variant of a group may begin. May be false, never
/// missing.
enum VariantDetector: Sendable {
  case grams(GramFilter)
  case anchors(AnchorFilter)

  /// Makes the filter for sorted variants.
  init(_ method: DetectionPlan.Method, _ variants: [Variant], bytes: UnsafePointer<UInt8>) {
    switch method {
    case .grams(let stride, let q):
      self = .grams(GramFilter(stride: stride, q: q, variants, bytes: bytes))
    case .anchors:
      self = .anchors(AnchorFilter(variants, bytes: bytes))
    }
  }

  /// A hit at p means that a variant may begin in `p - reach ... p`; hits are more than `reach`
  /// apart or cover one start each.
  var reach: Int {
    switch self {
    case .grams(let filter): filter.stride - 1
    case .anchors: 0
    }
  }

  /// Bytes that a hit stands for: variants of the group are at least that long.
  var width: Int {
    switch self {
    case .grams(let filter): filter.samples.q
    case .anchors: 4
    }
  }

  /// Writes the hits in [from, to) to `out`; returns how many.
  @inline(__always)
  func hits(
    _ bytes: UnsafePointer<UInt8>, from: Int, to: Int, isa: scan_isa,
    into out: UnsafeMutablePointer<UInt32>
  ) -> Int {
    switch self {
    case .grams(let filter):
      return filter.samples.passing(
        bytes, from: from, to: to, stride: filter.stride, isa: isa, into: out)
    case .anchors(let filter):
      return scan_anchors(isa, bytes, from, to, filter.tables, out)
    }
  }

  /// The first and the last index in `starts` at which a variant may begin, or `nil`.
  ///
  /// Thins the hits before the automaton, which would walk from one cold node to the next, sees
  /// them. `out` holds `reach + 1` entries and what the kernels may write past them.
  @inline(__always)
  func narrow(
    _ starts: ClosedRange<Int>, _ bytes: UnsafePointer<UInt8>, isa: scan_isa,
    into out: UnsafeMutablePointer<UInt32>
  ) -> ClosedRange<Int>? {
    guard case .grams(let filter) = self, let prefixes = filter.prefixes else { return starts }
    let count = prefixes.passing(
      bytes, from: starts.lowerBound, to: starts.upperBound + 1, stride: 1, isa: isa, into: out)
    return count == 0 ? nil : Int(out[0])...Int(out[count - 1])
  }
}

/// Finds samples of variants: whichever byte the sampling begins at, one sample of an occurrence is
/// one of its grams at the offsets below the stride.
final class GramFilter: Sendable {
  let stride: Int
  let samples: BloomFilter
  /// The grams that variants begin with; `nil` if the samples say as much.
  let prefixes: BloomFilter?

  init(stride: Int, q: Int, _ variants: [Variant], bytes: UnsafePointer<UInt8>) {
    self.stride = stride
    samples = BloomFilter(q: q, offsets: stride, variants, bytes: bytes)
    prefixes =
      stride == 1
      ? nil : BloomFilter(q: min(8, q + stride - 1), offsets: 1, variants, bytes: bytes)
  }
}

/// A Bloom filter of grams of `q` bytes.
final class BloomFilter: Sendable {
  let q: Int
  private let log2Words: UInt32
  private let words: FrozenArray<UInt64>

  /// Holds the grams at the first `offsets` offsets of all variants.
  init(q: Int, offsets: Int, _ variants: [Variant], bytes: UnsafePointer<UInt8>) {
    let log2Words = Self.log2Words(grams: variants.count * offsets)
    self.q = q
    self.log2Words = log2Words
    words = FrozenArray(count: 1 << Int(log2Words)) { words in
      words.initialize(repeating: 0)
      for variant in variants {
        for offset in 0..<offsets {
          scan_gram_filter_add(
            words.baseAddress, log2Words, bytes + variant.offset + offset, UInt32(q))
        }
      }
    }
  }

  /// About how many grams that are not in a filter with so many grams pass.
  static func falseRate(grams: Int) -> Double {
    let load = Double(grams) / Double(1 << log2Words(grams: grams))
    return min(1, (4 * load * load + 2 * load) / 4_096)
  }

  /// Two words for every gram while that fits into an inner cache, then fewer, at most 4 MiB: where
  /// a filter shares the outer cache with others, a larger one costs more than its false hits.
  static func log2Words(grams: Int) -> UInt32 {
    var log2: UInt32 = 6
    while log2 < 16, 1 << log2 < 2 * grams { log2 += 1 }
    while log2 < 19, 1 << log2 < grams / 3 { log2 += 1 }
    return log2
  }

  /// Writes the sampled positions in [from, to) that pass to `out`; returns how many.
  @inline(__always)
  func passing(
    _ bytes: UnsafePointer<UInt8>, from: Int, to: Int, stride: Int, isa: scan_isa,
    into out: UnsafeMutablePointer<UInt32>
  ) -> Int {
    var kernel = scan_gram_filter(words: words.base, log2_words: log2Words, q: UInt32(q))
    return scan_grams(isa, bytes, from, to, UInt32(stride), &kernel, out)
  }
}

/// The first four bytes of a few variants.
final class AnchorFilter: @unchecked Sendable {
  let tables: UnsafeMutablePointer<scan_anchor_tables>

  init(_ variants: [Variant], bytes: UnsafePointer<UInt8>) {
    tables = .allocate(capacity: 1)
    scan_anchor_clear(tables)
    // Neighbours in byte order share a bucket: their nibbles are alike, so it admits little else.
    let buckets = min(Int(SCAN_BUCKETS), (variants.count + 7) / 8 * 8)
    for (index, variant) in variants.enumerated() {
      let classes = (0..<4).map { Self.class(of: bytes[variant.offset + $0]) }
      scan_anchor_add(tables, UInt32(index * buckets / variants.count), classes)
    }
  }

  deinit {
    tables.deallocate()
  }

  private static func `class`(of byte: UInt8) -> scan_byteset {
    var words = [UInt64](repeating: 0, count: 4)
    words[Int(byte / 64)] = 1 << UInt64(byte % 64)
    return scan_byteset(words: (words[0], words[1], words[2], words[3]))
  }
}
