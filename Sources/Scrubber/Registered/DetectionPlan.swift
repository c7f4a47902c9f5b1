internal import CScanKernels

/// How the variants are split by length into groups, each found by a pass of its own.
///
/// A pass that samples grams may take steps as long as its shortest variant allows, so a few short
/// variants would slow down the search for many long ones. The plan is the split with the least
/// estimated cost; it has no influence on what is found.
struct DetectionPlan {
  /// How a group is found.
  enum Method: Equatable {
    /// A gram of `q` bytes at every `stride`-th byte.
    case grams(stride: Int, q: Int)
    /// The first four bytes, at every byte.
    case anchors
  }

  struct Group {
    /// Lengths of its variants.
    var lengths: ClosedRange<Int>
    var method: Method
  }

  private(set) var groups: [Group] = []

  /// Lengths at which a longer stride or gram becomes possible.
  private static let steps = [1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 15, 16, 19, 20, 23]

  /// Plans for variants of these lengths.
  init(lengths: some Sequence<Int>, isa: scan_isa) {
    var counts = [Int](repeating: 0, count: Self.steps.count)
    for length in lengths {
      counts[(Self.steps.firstIndex { $0 > length } ?? Self.steps.count) - 1] += 1
    }
    // cheapest[i]: the best plan for the lengths below step i.
    var cheapest: [(cost: Double, groups: [Group])] = [(0, [])]
    for end in 1...Self.steps.count {
      let upper = end < Self.steps.count ? Self.steps[end] - 1 : Int.max
      var best: (cost: Double, groups: [Group])?
      for start in 0..<end {
        let count = counts[start..<end].reduce(0, +)
        var option = cheapest[start]
        if count > 0 {
          let shortest = Self.steps[start]
          let (method, cost) = Self.method(count: count, shortest: shortest, isa: isa)
          option.cost += cost + Self.passCost
          option.groups.append(Group(lengths: shortest...upper, method: method))
        }
        if option.cost < best?.cost ?? .infinity { best = option }
      }
      cheapest.append(best ?? (0, []))
    }
    groups = cheapest[Self.steps.count].groups
  }

  // MARK: - Cost

  /// Bytes that occur in logs, as if equally often: how selective a gram is. Hex has fewer.
  private static let effectiveAlphabet = 24.0
  /// Nanoseconds for a sample and for a hit, by the cache that the filter fits into. These and the
  /// other figures were measured on a server CPU that other work shared.
  private static func cacheTier(grams: Int) -> (sample: Double, hit: Double) {
    switch BloomFilter.log2Words(grams: grams) {
    case ...15: (1.6, 40)
    case 16: (2, 60)
    default: (3.6, 100)
    }
  }

  /// What any further pass costs.
  private static let passCost = 0.05
  private static let mostAnchors = 64

  /// The best method for `count` variants of at least `shortest` bytes, and its cost in
  /// nanoseconds a byte.
  private static func method(
    count: Int, shortest: Int, isa: scan_isa
  ) -> (method: Method, cost: Double) {
    var best = (method: Method.grams(stride: 1, q: 1), cost: Double.infinity)
    for stride in [1, 2, 4, 8, 12, 16] where stride <= shortest {
      let q = min(8, shortest - stride + 1)
      let grams = count * stride
      let tier = cacheTier(grams: grams)
      let passing = passRate(grams: grams, q: q) + BloomFilter.falseRate(grams: grams)
      let cost = (tier.sample + passing * tier.hit) / Double(stride)
      if cost < best.cost { best = (.grams(stride: stride, q: q), cost) }
    }
    if shortest >= 4, count <= mostAnchors {
      let passing = passRate(grams: count, q: 4)
      let cost = anchorCost(count: count, isa: isa) + passing * 40
      if cost < best.cost { best = (.anchors, cost) }
    }
    return best
  }

  private static func passRate(grams: Int, q: Int) -> Double {
    var possible = 1.0
    for _ in 0..<q { possible *= effectiveAlphabet }
    return min(1, Double(grams) / possible)
  }

  private static func anchorCost(count: Int, isa: scan_isa) -> Double {
    let tables = Double(min(4, (count + 7) / 8))
    return switch isa {
    case scan_isa_avx512bw, scan_isa_avx512vbmi: 0.12 + 0.04 * tables
    case scan_isa_avx2, scan_isa_neon: 0.12 + 0.1 * tables
    default: 1.5
    }
  }
}
