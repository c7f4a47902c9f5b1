/// The character sets that random fields are drawn from, each as a table of 64 bytes.
///
/// Six random bits pick one character. A set of another size repeats its first characters, which
/// makes them a little more frequent: that doesn't matter to a scanner and keeps drawing cheap.
final class AlphabetTables {
  let table: UnsafePointer<UInt8>

  init() {
    let storage = UnsafeMutablePointer<UInt8>.allocate(capacity: Alphabet.allCases.count * 64)
    for alphabet in Alphabet.allCases {
      let characters = Array(alphabet.characters.utf8)
      for index in 0..<64 {
        storage[Int(alphabet.rawValue) * 64 + index] = characters[index % characters.count]
      }
    }
    table = UnsafePointer(storage)
  }

  deinit {
    table.deallocate()
  }
}

/// A named character set; the letter in `slotLetter` is its name in templates.
enum Alphabet: UInt8, CaseIterable {
  case digits
  case hex
  case upperHex
  case lowerAlphanumeric
  case alphanumeric
  case base64
  case base64URL
  case base32
  case upperAlphanumeric
  case passphrase

  var characters: String {
    let lower = "abcdefghijklmnopqrstuvwxyz"
    let upper = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    let digits = "0123456789"
    return switch self {
    case .digits: digits
    case .hex: "0123456789abcdef"
    case .upperHex: "0123456789ABCDEF"
    case .lowerAlphanumeric: digits + lower
    case .alphanumeric: digits + lower + upper
    case .base64: upper + lower + digits + "+/"
    case .base64URL: upper + lower + digits + "-_"
    case .base32: upper + "234567"
    case .upperAlphanumeric: upper + digits
    // What people type, without the characters that end a value in one context or another.
    case .passphrase: lower + "ABCDEFGHJKLMNPQRSTUVWXYZ" + "23456789" + "!$*_-."
    }
  }

  var slotLetter: Character {
    switch self {
    case .digits: "d"
    case .hex: "h"
    case .upperHex: "H"
    case .lowerAlphanumeric: "a"
    case .alphanumeric: "x"
    case .base64: "b"
    case .base64URL: "u"
    case .base32: "B"
    case .upperAlphanumeric: "A"
    case .passphrase: "p"
    }
  }
}
