/// The codes by which the randomness model knows token bytes: base64 values, with `-` as `+` and
/// `_` as `/`.
///
/// So 0...25 are upper-case letters, 26...51 lower-case ones, 52...61 digits and 62...63 separators.
enum TokenCode {
  /// The code of every byte that is not one of `[A-Za-z0-9+/_-]`.
  static let none: UInt8 = 64

  /// What is subtracted from a character of `encoded` to get the code.
  static let zero: UInt8 = 48

  /// 256 characters, one for each byte: so they are constant data that nothing has to set up.
  static let encoded: StaticString = #"""
    pppppppppppppppppppppppppppppppppppppppppppnpnpodefghijklmpppppp\#
    p0123456789:;<=>?@ABCDEFGHIppppopJKLMNOPQRSTUVWXYZ[\]^_`abcppppp\#
    pppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp\#
    pppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppppp
    """#

  /// The code of `byte`, or `none`.
  @inline(__always)
  static func of(_ byte: UInt8) -> UInt8 {
    // In bounds: the string has 256 characters.
    encoded.utf8Start[Int(byte)] &- zero
  }
}

/// Which runs a byte belongs to, as lanes of 16 bits to count with: from the lowest, hexadecimal
/// digits with lower-case letters, those with upper-case letters, and decimal digits.
struct TokenTraits {
  /// Bits 0...2: the lanes; bit 3: a hyphen.
  fileprivate let flags: UInt64

  /// 1 in the lane of each run that the byte belongs to.
  @inline(__always)
  var lanes: UInt64 {
    // Bit 0 stays, bit 1 goes to 16, bit 2 to 32; the copies that are masked out don't overlap.
    flags &* 0x4000_8001 & 0x1_0001_0001
  }

  /// All bits of the lanes whose runs go on although the byte does not belong to them.
  @inline(__always)
  var keptLanes: UInt64 {
    (flags >> 3) &* 0xFFFF_FFFF
  }

  /// 256 characters, one for each byte: its flags + 48.
  fileprivate static let encoded: StaticString = #"""
    0000000000000000000000000000000000000000000008007777777777000000\#
    0222222000000000000000000000000001111110000000000000000000000000\#
    0000000000000000000000000000000000000000000000000000000000000000\#
    0000000000000000000000000000000000000000000000000000000000000000
    """#
}

extension TokenCode {
  /// The traits of `byte`.
  @inline(__always)
  static func traits(_ byte: UInt8) -> TokenTraits {
    // In bounds: the string has 256 characters.
    TokenTraits(flags: UInt64(TokenTraits.encoded.utf8Start[Int(byte)] &- zero))
  }
}
