/// A version of the engine: three numbers, compared from the left.
public struct EngineVersion: Sendable, Comparable, CustomStringConvertible {
  /// The version of this engine, against which a pack's `minimum_engine` is checked.
  public static let current = EngineVersion(0, 1, 0)

  private let numbers: [Int]

  /// Creates the version `major.minor.patch`.
  public init(_ major: Int, _ minor: Int, _ patch: Int) {
    numbers = [major, minor, patch]
  }

  /// Reads `major.minor.patch`; `nil` if `text` is no such version.
  public init?(_ text: String) {
    let parts = text.split(separator: ".", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { part -> Int? in
      part.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(part) : nil
    }
    guard parts.count == 3, numbers.count == 3 else { return nil }
    self.numbers = numbers
  }

  /// `major.minor.patch`.
  public var description: String {
    numbers.map(String.init).joined(separator: ".")
  }

  /// Whether `a` is older than `b`.
  public static func < (a: EngineVersion, b: EngineVersion) -> Bool {
    a.numbers.lexicographicallyPrecedes(b.numbers)
  }
}
