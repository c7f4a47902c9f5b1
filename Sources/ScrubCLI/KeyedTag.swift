import Crypto
import Scrubber

/// Tags by HMAC-SHA-256: equal secrets get equal tags under one key, and without the key a tag says
/// nothing about the secret.
enum KeyedTag {
  /// Fewest bytes that make a key.
  static let minimumKeySize = 32
  private static let keyIDMessage = Array("scrubber/key-id/1".utf8)
  private static let keyIDSize = 4
  private static let tagSize = 12

  /// The tag function of a key.
  ///
  /// - Throws: `UsageError` when the key is too short.
  static func function(key: [UInt8], source: String) throws(UsageError) -> Policy.TagFunction {
    guard key.count >= minimumKeySize else {
      throw UsageError(
        "\(source): the key has \(key.count) bytes and needs at least \(minimumKeySize); "
          + "make one with: openssl rand -hex 32")
    }
    let symmetric = SymmetricKey(data: key)
    let name = code(keyIDMessage, symmetric).prefix(keyIDSize)
    return Policy.TagFunction(keyID: hex(name)) { message in
      Array(code(message, symmetric).prefix(tagSize))
    }
  }

  /// The key in the bytes of a file: a line end after printable text is not part of it.
  static func key(inFile bytes: [UInt8]) -> [UInt8] {
    guard bytes.last == UInt8(ascii: "\n") else { return bytes }
    var text = bytes.dropLast()
    if text.last == UInt8(ascii: "\r") { text = text.dropLast() }
    return text.allSatisfy { (0x20...0x7E).contains($0) } ? Array(text) : bytes
  }

  private static func code(_ message: [UInt8], _ key: SymmetricKey) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: message, using: key))
  }

  private static func hex(_ bytes: ArraySlice<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
