import Scrubber

/// Simulated annealing over the buckets of anchor windows: as few positions of a sample as possible
/// shall pass the prefilter's first stage.
struct PlaceSearch {
  private let windows: [SIMD4<UInt64>]
  private let sample: GramSample
  private(set) var buckets: [Int]
  private var random: Random
  /// For each bucket, whether it admits each gram.
  private var admits: [[UInt8]]
  /// How many buckets admit a gram.
  private var admitting: [Int32]
  /// The grams of the two buckets that a move changes.
  private var left: [UInt8]
  private var joined: [UInt8]
  /// Positions that pass.
  private(set) var cost = 0

  init(_ windows: [PrefilterWindow], sample: GramSample, seed: UInt64) {
    self.windows = windows.map(\.sets)
    self.sample = sample
    random = Random(seed: seed)
    buckets = windows.map(\.bucket)
    admits = []
    admitting = Array(repeating: 0, count: sample.grams.count)
    left = Array(repeating: 0, count: sample.grams.count)
    joined = left
    for bucket in 0..<PrefilterWindow.buckets {
      sample.admitted(by: sets { self.buckets[$0] == bucket }, into: &left)
      for gram in left.indices { admitting[gram] += Int32(left[gram]) }
      admits.append(left)
    }
    for gram in admitting.indices where admitting[gram] > 0 { cost += sample.counts[gram] }
  }

  /// Tries to move a window `rounds` times; worse places are taken less and less often.
  mutating func run(rounds: Int, progress: (Int, Int) -> Void) {
    for round in 0..<rounds {
      if round % 2_000 == 0 { progress(round, cost) }
      let left = 1 - Double(round) / Double(rounds)
      let heat = 3e-5 * Double(sample.total) * left * left * left
      let window = random.below(windows.count)
      let target = random.below(admits.count)
      if target != buckets[window] { move(window, to: target, heat: heat) }
    }
  }

  private mutating func move(_ window: Int, to target: Int, heat: Double) {
    let origin = buckets[window]
    sample.admitted(by: sets { self.buckets[$0] == origin && $0 != window }, into: &left)
    sample.admitted(by: sets { self.buckets[$0] == target || $0 == window }, into: &joined)
    let change = change(from: origin, to: target)
    if change > 0 {
      // e^(-change / heat), without the need of a mathematical library.
      guard heat > 0, Double(change) < 8 * heat else { return }
      var chance = 1 - Double(change) / (heat * 64)
      for _ in 0..<6 { chance *= chance }
      guard Double(random.next() >> 11) / Double(1 << 53) < chance else { return }
    }
    for gram in left.indices { admitting[gram] += difference(gram, origin, target) }
    swap(&admits[origin], &left)
    swap(&admits[target], &joined)
    buckets[window] = target
    cost += change
  }

  /// How many more positions pass if the buckets admit what `left` and `joined` say.
  private func change(from origin: Int, to target: Int) -> Int {
    var change = 0
    for gram in left.indices {
      let difference = difference(gram, origin, target)
      if difference == 0 { continue }
      if admitting[gram] == 0 { change += sample.counts[gram] }
      if admitting[gram] + difference == 0 { change -= sample.counts[gram] }
    }
    return change
  }

  @inline(__always)
  private func difference(_ gram: Int, _ origin: Int, _ target: Int) -> Int32 {
    Int32(left[gram]) - Int32(admits[origin][gram]) + Int32(joined[gram])
      - Int32(admits[target][gram])
  }

  /// The union of what some windows admit.
  private func sets(_ isMember: (Int) -> Bool) -> SIMD4<UInt64> {
    var sets = SIMD4<UInt64>.zero
    for window in windows.indices where isMember(window) { sets |= windows[window] }
    return sets
  }
}
