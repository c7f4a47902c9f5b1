import CScanKernels

@testable import Scrubber

/// What the tests of registered secrets share.
enum RegisteredSupport {
  /// xorshift64*: equal seeds give equal tests everywhere.
  struct Random: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 | 1 }

    mutating func next() -> UInt64 {
      state ^= state << 13
      state ^= state >> 7
      state ^= state << 17
      return state &* 0x2545_F491_4F6C_DD1D
    }

    mutating func bytes(_ count: Int, of alphabet: [UInt8]) -> [UInt8] {
      (0..<count).map { _ in alphabet[Int.random(in: 0..<alphabet.count, using: &self)] }
    }
  }

  static let alphanumeric = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789".utf8)

  /// The paths that this CPU has.
  static let paths: [scan_isa] = [
    scan_isa_portable, scan_isa_avx2, scan_isa_avx512bw, scan_isa_avx512vbmi, scan_isa_neon,
  ].filter { scan_has_isa($0) != 0 }

  /// A text with the padding that the kernels want.
  final class Text {
    let bytes: [UInt8]
    private let memory: UnsafeMutablePointer<UInt8>

    init(_ bytes: [UInt8]) {
      self.bytes = bytes
      let padding = Int(SCAN_PAD)
      memory = .allocate(capacity: bytes.count + 2 * padding)
      // Letters, so that a read past the edge that mattered would show.
      memory.initialize(repeating: 0x61, count: bytes.count + 2 * padding)
      for (index, byte) in bytes.enumerated() { memory[padding + index] = byte }
    }

    deinit { memory.deallocate() }

    var start: UnsafePointer<UInt8> { UnsafePointer(memory + Int(SCAN_PAD)) }

    /// Matches of the whole text, searched in the ranges between `cuts`, each with no more of the
    /// text than the index asks for.
    func matches(
      _ index: RegisteredIndex, cuts: [Int] = [], isa: scan_isa = scan_best_isa()
    ) -> [RegisteredMatch] {
      var scratch = RegisteredIndex.Scratch()
      var matches: [RegisteredMatch] = []
      var from = 0
      for to in cuts + [bytes.count] {
        index.matches(
          bytes: start, count: min(bytes.count, to + index.longestWindow), from: from, to: to,
          isa: isa, into: &matches, scratch: &scratch)
        from = to
      }
      return matches
    }
  }

  /// What a search found, without the number of the variant.
  struct Found: Hashable {
    var start: Int
    var end: Int
    var value: [UInt8]
    var isOpen: Bool
  }

  static func found(_ matches: [RegisteredMatch], _ index: RegisteredIndex) -> Set<Found> {
    Set(
      matches.map {
        Found(start: $0.start, end: $0.end, value: index.value(of: $0.secret), isOpen: $0.isOpen)
      })
  }

  /// Every masked byte.
  static func mask(_ matches: [RegisteredMatch]) -> Set<Int> {
    Set(matches.flatMap { $0.start..<$0.end })
  }

  /// The same search without filter and automaton: every variant at every byte.
  static func naive(
    _ values: [[UInt8]], _ text: [UInt8], matchesShortEverywhere: Bool = false
  ) -> Set<Found> {
    let values = Set(values).sorted { $0.lexicographicallyPrecedes($1) }
    var table = VariantTable(matchesShortEverywhere: matchesShortEverywhere)
    for (rank, value) in values.enumerated() {
      VariantCompiler.compile(value, secret: Int32(rank), into: &table)
    }
    // Equal variants are one: the widest, of the secret whose value they are, or the smallest.
    var forms: [[UInt8]: Variant] = [:]
    for variant in table.variants {
      let bytes = Array(table.bytes[variant.offset..<variant.offset + Int(variant.count)])
      guard var form = forms[bytes] else {
        forms[bytes] = variant
        continue
      }
      if (variant.isValue ? 0 : 1, variant.secret) < (form.isValue ? 0 : 1, form.secret) {
        form.secret = variant.secret
        form.isValue = variant.isValue
      }
      form.widenLeft = max(form.widenLeft, variant.widenLeft)
      form.widenRight = max(form.widenRight, variant.widenRight)
      forms[bytes] = form
    }
    var found: Set<Found> = []
    for (bytes, variant) in forms {
      let deciding = bytes.prefix(4_096)
      guard deciding.count <= text.count else { continue }
      for start in 0...(text.count - deciding.count)
      where text[start] == deciding[0] && text[start...].starts(with: deciding) {
        var range = start..<start + deciding.count
        if variant.wholeToken {
          if start > 0, isWord(text[start - 1]) { continue }
          if range.upperBound < text.count, isWord(text[range.upperBound]) { continue }
        }
        let isOpen = bytes.count > deciding.count
        for _ in 0..<variant.widenLeft
        where range.lowerBound > 0 && isLetter(text[range.lowerBound - 1]) {
          range = range.lowerBound - 1..<range.upperBound
        }
        for _ in 0..<variant.widenRight
        where !isOpen && range.upperBound < text.count
          && (isLetter(text[range.upperBound]) || text[range.upperBound] == UInt8(ascii: "="))
        {
          range = range.lowerBound..<range.upperBound + 1
        }
        found.insert(
          Found(
            start: range.lowerBound, end: range.upperBound, value: values[Int(variant.secret)],
            isOpen: isOpen))
      }
    }
    return found
  }

  private static func isWord(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "_") || alphanumeric.contains(byte)
  }

  private static func isLetter(_ byte: UInt8) -> Bool {
    isWord(byte) || "+/-".utf8.contains(byte)
  }

  /// All variants of a value as text, invalid UTF-8 aside.
  static func variants(_ value: String) -> Set<String> {
    var table = VariantTable()
    VariantCompiler.compile(Array(value.utf8), secret: 0, into: &table)
    return Set(
      table.variants.map {
        String(decoding: table.bytes[$0.offset..<$0.offset + Int($0.count)], as: UTF8.self)
      })
  }
}
