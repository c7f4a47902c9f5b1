/// Four bytes in a row as the prefilter sees them, each kind once, with how often it stands in a text.
struct GramSample {
  /// What a set must hold to admit a byte.
  let bits: [UInt64]
  /// Four bytes each, lowest first; of bytes that the prefilter can't tell apart the first one.
  private(set) var grams: [UInt32] = []
  private(set) var counts: [Int] = []
  /// Positions that were counted.
  private(set) var total = 0
  private let representatives: [UInt32]
  private var numbers: [UInt32: Int] = [:]

  init(bits: [UInt64]) {
    self.bits = bits
    representatives = bits.map { UInt32(bits.firstIndex(of: $0) ?? 0) }
  }

  /// Counts the grams of `text`.
  mutating func add(_ text: [UInt8]) {
    var gram: UInt32 = 0
    for (index, byte) in text.enumerated() {
      gram = gram >> 8 | representatives[Int(byte)] << 24
      if index < 3 { continue }
      total += 1
      if let number = numbers[gram] {
        counts[number] += 1
      } else {
        numbers[gram] = grams.count
        grams.append(gram)
        counts.append(1)
      }
    }
  }

  /// Writes 1 for each gram that the four sets admit and 0 for each other one.
  func admitted(by sets: SIMD4<UInt64>, into result: inout [UInt8]) {
    var tables: [UInt8] = []
    for position in 0..<4 { tables += bits.map { $0 & ~sets[position] == 0 ? 1 : 0 } }
    tables.withUnsafeBufferPointer { tables in
      grams.withUnsafeBufferPointer { grams in
        result.withUnsafeMutableBufferPointer { result in
          for (index, gram) in grams.enumerated() {
            let first = tables[Int(gram & 0xFF)] & tables[256 | Int(gram >> 8 & 0xFF)]
            let last = tables[512 | Int(gram >> 16 & 0xFF)] & tables[768 | Int(gram >> 24)]
            result[index] = first & last
          }
        }
      }
    }
  }
}
