#if canImport(Glibc)
  internal import Glibc
#endif

/// The first sixteen bytes of a variant as two numbers that compare as the bytes do.
struct PrefixKey: BitwiseCopyable {
  /// Most bytes that a key holds.
  static let length = 16

  var high: UInt64 = 0
  var low: UInt64 = 0
  /// The variant's number in the table.
  var variant: UInt32

  init(_ bytes: UnsafePointer<UInt8>, count: Int, variant: UInt32) {
    self.variant = variant
    withUnsafeMutableBytes(of: &high) {
      $0.copyMemory(from: UnsafeRawBufferPointer(start: bytes, count: min(count, 8)))
    }
    if count > 8 {
      withUnsafeMutableBytes(of: &low) {
        $0.copyMemory(from: UnsafeRawBufferPointer(start: bytes + 8, count: min(count - 8, 8)))
      }
    }
    high = UInt64(bigEndian: high)
    low = UInt64(bigEndian: low)
  }

  /// The byte at an index below sixteen; 0 past the variant's end.
  func byte(_ index: Int) -> UInt8 {
    UInt8(truncatingIfNeeded: index < 8 ? high >> (56 - 8 * index) : low >> (120 - 8 * index))
  }
}

/// Variants in the order of their bytes, each string once.
struct VariantOrder {
  let keys: [PrefixKey]
  let variants: [Variant]

  /// Sorts the variants with these numbers and merges equal ones.
  init(_ numbers: [UInt32], of table: VariantTable) {
    let all = table.variants
    var keys: [PrefixKey] = []
    var variants: [Variant] = []
    table.bytes.withUnsafeBufferPointer { buffer in
      guard let bytes = buffer.baseAddress else { return }
      keys = numbers.map {
        PrefixKey(bytes + all[Int($0)].offset, count: Int(all[Int($0)].count), variant: $0)
      }
      keys.sort { a, b in
        if a.high != b.high { return a.high < b.high }
        if a.low != b.low { return a.low < b.low }
        let order = compare(all[Int(a.variant)], all[Int(b.variant)], in: bytes)
        return order != 0 ? order < 0 : a.variant < b.variant
      }
      variants.reserveCapacity(keys.count)
      var kept = 0
      for index in keys.indices {
        let key = keys[index]
        let variant = all[Int(key.variant)]
        if kept > 0, keys[kept - 1].high == key.high, keys[kept - 1].low == key.low,
          compare(variants[kept - 1], variant, in: bytes) == 0
        {
          variants[kept - 1].absorb(variant)
        } else {
          keys[kept] = key
          variants.append(variant)
          kept += 1
        }
      }
      keys.removeLast(keys.count - kept)
      linkPrefixes(&variants, in: bytes)
    }
    self.keys = keys
    self.variants = variants
  }
}

extension Variant {
  /// Takes over what an equal variant of perhaps another secret adds.
  ///
  /// Equal bytes match in the same places, so the wider mask covers both. They belong to the secret
  /// whose value they are, or else to that with the smallest value: no order of registration shows.
  fileprivate mutating func absorb(_ other: Variant) {
    widenLeft = max(widenLeft, other.widenLeft)
    widenRight = max(widenRight, other.widenRight)
    if other.isValue != isValue ? other.isValue : other.secret < secret {
      secret = other.secret
      isValue = other.isValue
    }
  }
}

/// Order of the bytes of two variants: negative, 0 or positive.
private func compare(_ a: Variant, _ b: Variant, in bytes: UnsafePointer<UInt8>) -> Int {
  let order = memcmp(bytes + a.offset, bytes + b.offset, Int(min(a.count, b.count)))
  return order != 0 ? Int(order) : Int(a.count) - Int(b.count)
}

/// Sets the parent of each variant: the longest other one whose deciding bytes begin its own.
private func linkPrefixes(_ variants: inout [Variant], in bytes: UnsafePointer<UInt8>) {
  // Ancestors of the last variant, outermost first: in byte order a variant follows its prefixes.
  var chain: [Int] = []
  for index in variants.indices {
    let variant = variants[index]
    while let last = chain.last {
      let prefix = variants[last]
      if prefix.decisionCount <= variant.decisionCount,
        memcmp(bytes + prefix.offset, bytes + variant.offset, prefix.decisionCount) == 0
      {
        break
      }
      chain.removeLast()
    }
    if let last = chain.last { variants[index].parent = Int32(last) }
    chain.append(index)
  }
}
