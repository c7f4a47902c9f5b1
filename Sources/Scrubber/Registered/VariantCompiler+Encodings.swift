// Hex and base64: forms of which only whole quanta can be masked.

extension VariantCompiler {
  private static let base64 = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
  private static let hexLower = Array("0123456789abcdef".utf8)
  private static let hexUpper = Array("0123456789ABCDEF".utf8)

  /// Adds hex in both cases and both base64 alphabets at three alignments.
  static func addEncodings(
    of bytes: ArraySlice<UInt8>, secret: Int32, into table: inout VariantTable
  ) {
    if bytes.count * 2 >= shortestDerived {
      table.add(hex(bytes, digits: hexLower), of: secret)
      table.add(hex(bytes, digits: hexUpper), of: secret)
    }
    for lead in 0..<3 {
      let middle = Base64Middle(count: bytes.count, lead: lead)
      guard middle.letters.count >= shortestDerived else { continue }
      var letters = middle.encode(bytes, alphabet: base64)
      table.add(
        letters, of: secret, widenLeft: middle.widenLeft, widenRight: middle.widenRight)
      guard letters.contains(where: { $0 == 0x2B || $0 == 0x2F }) else { continue }
      for index in letters.indices {
        if letters[index] == 0x2B { letters[index] = 0x2D }
        if letters[index] == 0x2F { letters[index] = 0x5F }
      }
      table.add(
        letters, of: secret, widenLeft: middle.widenLeft, widenRight: middle.widenRight)
    }
  }

  private static func hex(_ bytes: ArraySlice<UInt8>, digits: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: bytes.count * 2) { buffer, count in
      for byte in bytes {
        buffer[count] = digits[Int(byte >> 4)]
        buffer[count + 1] = digits[Int(byte & 15)]
        count += 2
      }
    }
  }
}

/// The letters of a base64 text that depend on nothing but a value inside of the encoded bytes.
struct Base64Middle {
  /// Their indices, counted from the first letter of the quantum that the value begins in.
  let letters: Range<Int>
  /// Letters before them, back to the beginning of their quantum.
  let widenLeft: Int
  /// Letters or padding after them, up to the end of their quantum.
  let widenRight: Int
  private let lead: Int

  /// `[A-Za-z0-9+/_-]`.
  static func isLetter(_ byte: UInt8) -> Bool {
    VariantCompiler.isWordByte(byte) || byte == 0x2B || byte == 0x2D || byte == 0x2F
  }

  /// `[A-Za-z0-9+/_=-]`.
  static func isLetterOrPadding(_ byte: UInt8) -> Bool { isLetter(byte) || byte == 0x3D }

  /// The value has `count` bytes, and `lead` (0 to 2) bytes stand before it in its first quantum.
  init(count: Int, lead: Int) {
    let first = (8 * lead + 5) / 6
    let end = 8 * (lead + count) / 6
    letters = first..<max(first, end)
    widenLeft = first
    widenRight = (lead + count + 2) / 3 * 4 - end
    self.lead = lead
  }

  /// The letters for `bytes`, the whole value.
  func encode(_ bytes: ArraySlice<UInt8>, alphabet: [UInt8]) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: letters.count) { buffer, count in
      // Bits of the value that have been read but not written, the newest lowest.
      var bits: UInt32 = 0
      var held = 0
      var skipped = 6 * letters.lowerBound - 8 * lead
      for byte in bytes {
        bits = bits << 8 | UInt32(byte)
        held += 8
        if skipped > 0 {
          held -= skipped
          skipped = 0
        }
        while held >= 6, count < letters.count {
          held -= 6
          buffer[count] = alphabet[Int(bits >> UInt32(held) & 63)]
          count += 1
        }
      }
    }
  }
}
