/// Base64 with padding, for keys and signatures: Foundation's would double the time that the
/// program takes to start.
enum Base64 {
  private static let letters = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  static func encode(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    for start in stride(from: 0, to: bytes.count, by: 3) {
      let group = bytes[start..<min(start + 3, bytes.count)]
      let value = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        text.append(
          place <= group.count ? letters[value >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
    return String(decoding: text, as: UTF8.self)
  }

  /// The bytes of a text, with at most one line end behind it; `nil` for anything else.
  static func decode(_ text: String) -> [UInt8]? {
    var text = Array(text.utf8)
    if text.last == 0x0A { text.removeLast() }
    if text.last == 0x0D { text.removeLast() }
    guard text.count % 4 == 0 else { return nil }
    let padding = text.suffix(2).count { $0 == UInt8(ascii: "=") }
    var bytes: [UInt8] = []
    var value = 0
    for (index, letter) in text.dropLast(padding).enumerated() {
      guard let digit = letters.firstIndex(of: letter) else { return nil }
      value = value << 6 | digit
      if index % 4 == 3 {
        bytes += [UInt8(value >> 16 & 255), UInt8(value >> 8 & 255), UInt8(value & 255)]
        value = 0
      }
    }
    if padding == 1 { bytes += [UInt8(value >> 10 & 255), UInt8(value >> 2 & 255)] }
    if padding == 2 { bytes.append(UInt8(value >> 4 & 255)) }
    // One text for one value: what is left over must be zero.
    return encode(bytes).utf8.elementsEqual(text) ? bytes : nil
  }
}
