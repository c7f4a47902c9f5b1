import Foundation
import Testing

@testable import RandomCases

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
