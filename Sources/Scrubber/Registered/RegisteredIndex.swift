internal import CScanKernels

#if canImport(Glibc)
  internal import Glibc
#endif

/// One place where a variant of a registered secret stands.
struct RegisteredMatch: Hashable {
  /// First masked byte, widened to a whole base64 quantum.
  var start: Int
  /// End of the masked bytes, widened likewise; of an open match the end of its deciding bytes.
  var end: Int
  /// The deciding bytes of the variant, not widened: what the raw budget is measured by.
  var decided: Range<Int>
  /// Rank of the secret's value among all values.
  var secret: Int32
  /// The variant, for `continues`.
  var variant: Int32
  /// Whether the variant is longer than its deciding bytes: it is masked on while bytes agree.
  var isOpen: Bool
}

/// Finds every occurrence of every variant of the registered values.
///
/// Variants of similar length form a group. A pass of a sampling filter finds where one may begin;
/// only there an automaton over their first bytes runs; what it finds is compared in full.
final class RegisteredIndex: Sendable {
  /// Most bytes from an occurrence's first byte on that are looked at.
  let longestWindow: Int
  /// Most bytes before an occurrence that a match is widened to.
  static let mostWidening = 3

  let groups: [VariantGroup]
  private let values: [[UInt8]]

  /// Compiles values; their order does not matter, and equal ones count once.
  init(
    values: [[UInt8]], matchesShortEverywhere: Bool = false, isa: scan_isa = scan_best_isa()
  ) {
    self.values = RegisteredIndex.sortedUnique(values)
    var table = VariantTable(matchesShortEverywhere: matchesShortEverywhere)
    table.reserve(
      bytes: self.values.reduce(0) { $0 + $1.count * 9 + 16 }, variants: self.values.count * 7)
    for (rank, value) in self.values.enumerated() {
      VariantCompiler.compile(value, secret: Int32(rank), into: &table)
    }
    let plan = DetectionPlan(lengths: table.variants.lazy.map { Int($0.count) }, isa: isa)
    let bytes = FrozenArray(table.bytes)
    var groups: [VariantGroup] = []
    var first = 0
    for part in plan.groups {
      let numbers = table.variants.indices.lazy
        .filter { part.lengths.contains(Int(table.variants[$0].count)) }
        .map { UInt32($0) }
      let order = VariantOrder(Array(numbers), of: table)
      groups.append(VariantGroup(order, method: part.method, bytes: bytes, firstNumber: first))
      first += order.variants.count
    }
    self.groups = groups
    longestWindow = groups.map(\.longestWindow).max() ?? 0
  }

  private static func sortedUnique(_ values: [[UInt8]]) -> [[UInt8]] {
    let sorted = values.sorted { a, b in
      let order = memcmp(a, b, min(a.count, b.count))
      return order != 0 ? order < 0 : a.count < b.count
    }
    var unique: [[UInt8]] = []
    unique.reserveCapacity(sorted.count)
    for value in sorted where unique.last != value { unique.append(value) }
    return unique
  }

  /// Number of variants.
  var variantCount: Int { groups.reduce(0) { $0 + $1.count } }

  /// The registered value, for the keyed tag.
  func value(of secret: Int32) -> [UInt8] { values[Int(secret)] }

  // MARK: - Searching

  /// Room for positions that a stream keeps from call to call.
  struct Scratch: ~Copyable {
    /// Bytes that one call of a kernel looks at.
    static let block = 1 << 15

    let positions: UnsafeMutablePointer<UInt32>

    init() {
      // The kernels write up to SCAN_PAD entries past what they report; hits are narrowed there.
      positions = .allocate(capacity: Self.block + 2 * Int(SCAN_PAD))
    }

    deinit {
      positions.deallocate()
    }
  }

  /// Appends every occurrence that begins, before it is widened, in [from, to), by ascending start.
  ///
  /// The text is [0, count) and has `SCAN_PAD` readable bytes on either side. Either it ends at
  /// `count`, or `count` is at least `to + longestWindow`. Of the bytes before `from`, the last
  /// `mostWidening` are looked at; an index outside of the text is no word byte. How a text is cut
  /// into ranges has no influence on what is found.
  func matches(
    bytes: UnsafePointer<UInt8>, count: Int, from: Int, to: Int, isa: scan_isa,
    into matches: inout [RegisteredMatch], scratch: inout Scratch
  ) {
    let before = matches.count
    for group in groups {
      group.search(
        bytes, count: count, from: from, to: to, isa: isa, positions: scratch.positions,
        into: &matches)
    }
    if matches.count - before > 1 {
      matches[before...].sort {
        if ($0.start, $0.end) != ($1.start, $1.end) {
          return ($0.start, $0.end) < ($1.start, $1.end)
        }
        if $0.secret != $1.secret {
          let values = (value(of: $0.secret), value(of: $1.secret))
          if !values.0.elementsEqual(values.1) {
            return values.0.lexicographicallyPrecedes(values.1)
          }
        }
        return $0.variant < $1.variant
      }
    }
  }

  /// Whether a variant may begin with these bytes, the last ones known of a text.
  func canBegin(with text: UnsafePointer<UInt8>, count: Int) -> Bool {
    groups.contains { $0.canBegin(with: text, count: count) }
  }

  // MARK: - Open matches

  /// Whether an open match of `variant` also covers `byte`, `offset` bytes after the variant's
  /// start: true while the bytes agree, then for what is left of the last base64 quantum.
  ///
  /// Asked for consecutive offsets until it says false.
  func continues(_ variant: Int32, at offset: Int, with byte: UInt8) -> Bool {
    guard let group = groups.last(where: { $0.firstNumber <= variant }) else { return false }
    return group.continues(Int(variant) - group.firstNumber, at: offset, with: byte)
  }

  /// The byte of a variant `offset` bytes after its start; `nil` from its end on.
  func continuation(of variant: Int32, at offset: Int) -> UInt8? {
    guard let group = groups.last(where: { $0.firstNumber <= variant }) else { return nil }
    return group.byte(of: Int(variant) - group.firstNumber, at: offset)
  }
}
