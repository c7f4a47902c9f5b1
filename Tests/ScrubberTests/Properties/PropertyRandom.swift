import Foundation
import Testing

/// A small random generator that always gives the same numbers for a seed (SplitMix64).
struct PropertyRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// A number of `range`.
  mutating func number(_ range: ClosedRange<Int>) -> Int {
    Int.random(in: range, using: &self)
  }

  /// Whether something that happens in `percent` of 100 cases happens.
  mutating func chance(_ percent: Int) -> Bool {
    number(1...100) <= percent
  }

  /// One of `elements`, which are not empty.
  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[number(0...elements.count - 1)]
  }

  /// `count` bytes of `alphabet`.
  mutating func bytes(_ count: Int, of alphabet: String) -> [UInt8] {
    let letters = Array(alphabet.utf8)
    return (0..<count).map { _ in pick(letters) }
  }
}

/// Runs a property for many seeds.
///
/// `SCRUB_SEED` runs one seed only; `SCRUB_ROUNDS` multiplies the number of rounds, 1 is usual.
enum Property {
  static let environment = ProcessInfo.processInfo.environment
  static let seed = environment["SCRUB_SEED"].flatMap { UInt64($0) }
  static let factor = environment["SCRUB_ROUNDS"].flatMap { Double($0) } ?? 1

  /// Calls `body` with a generator for every round until one fails; it returns what is wrong.
  static func check(
    rounds: Int, _ body: (inout PropertyRandom) throws -> String?,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let start = UInt64(bitPattern: Int64(Date().timeIntervalSince1970 * 1_000)) << 16
    let count = max(1, Int(Double(rounds) * factor))
    for round in 0..<(seed == nil ? count : 1) {
      let seed = seed ?? start + UInt64(round)
      var random = PropertyRandom(seed: seed)
      var failure: String?
      do { failure = try body(&random) } catch { failure = "threw \(error)" }
      guard let failure else { continue }
      Issue.record("SCRUB_SEED=\(seed): \(failure)", sourceLocation: sourceLocation)
      return
    }
  }
}
