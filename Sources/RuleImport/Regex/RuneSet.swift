internal import Scrubber

/// A set of code points, as maximal ranges in ascending order.
struct RuneSet: Equatable {
  static let highest: UInt32 = 0x10FFFF
  static let nonASCII = RuneSet([0x80...highest])

  private(set) var ranges: [ClosedRange<UInt32>] = []

  init() {}

  /// - Parameter ranges: in any order; they may overlap.
  init(_ ranges: [ClosedRange<UInt32>]) {
    for range in ranges.sorted(by: { $0.lowerBound < $1.lowerBound }) {
      if let last = self.ranges.last, range.lowerBound <= last.upperBound + 1 {
        let upper = max(last.upperBound, range.upperBound)
        self.ranges[self.ranges.count - 1] = last.lowerBound...upper
      } else {
        self.ranges.append(range)
      }
    }
  }

  init(_ bytes: ByteSet) {
    self.init(bytes.ranges.map { UInt32($0.lowerBound)...UInt32($0.upperBound) })
  }

  var isEmpty: Bool { ranges.isEmpty }

  mutating func formUnion(_ other: RuneSet) {
    self = RuneSet(ranges + other.ranges)
  }

  var inverted: RuneSet {
    var result: [ClosedRange<UInt32>] = []
    var next: UInt32 = 0
    for range in ranges {
      if range.lowerBound > next { result.append(next...(range.lowerBound - 1)) }
      next = range.upperBound + 1
    }
    if next <= Self.highest { result.append(next...Self.highest) }
    return RuneSet(result)
  }

  /// With the other case of its letters: all ASCII letters, and letters beyond that stand in small
  /// ranges.
  ///
  /// RE2 also folds U+017F to `s` and U+212A to `k`; no secret is written with them, and a literal
  /// that may be several bytes can't be looked for as fast.
  var folded: RuneSet {
    var result = RuneSet(ascii.folded)
    for range in high where range.count <= 512 {
      for value in range {
        guard let properties = Unicode.Scalar(value)?.properties else { continue }
        for text in [properties.lowercaseMapping, properties.uppercaseMapping] {
          let scalars = Array(text.unicodeScalars)
          guard scalars.count == 1, scalars[0].value >= 0x80 else { continue }
          result.formUnion(RuneSet([scalars[0].value...scalars[0].value]))
        }
      }
    }
    result.formUnion(self)
    return result
  }

  /// The ASCII members.
  var ascii: ByteSet {
    var set = ByteSet()
    for range in ranges where range.lowerBound < 0x80 {
      set.formUnion(ByteSet(UInt8(range.lowerBound)...UInt8(min(range.upperBound, 0x7F))))
    }
    return set
  }

  /// The ranges beyond ASCII.
  var high: [ClosedRange<UInt32>] {
    ranges.compactMap { range in
      range.upperBound < 0x80 ? nil : max(range.lowerBound, 0x80)...range.upperBound
    }
  }
}
