/// The name of a hash function and a colon, as `ssh` and container tools write them before a digest:
/// what follows is public.
enum FingerprintName {
  /// Bytes of the longest name with its colon.
  static let longest = 7

  /// Whether a name ends right before `index`.
  static func ends(_ bytes: UnsafePointer<UInt8>, at index: Int) -> Bool {
    guard index >= 5, bytes[index - 1] == UInt8(ascii: ":") else { return false }
    let digits: [StaticString] = ["256", "512", "384", "224", "1"]
    for name in digits {
      let count = name.utf8CodeUnitCount
      let start = index - 1 - count
      guard start >= 3, (0..<count).allSatisfy({ bytes[start + $0] == name.utf8Start[$0] }),
        bytes[start - 3] | 0x20 == UInt8(ascii: "s"), bytes[start - 2] | 0x20 == UInt8(ascii: "h"),
        bytes[start - 1] | 0x20 == UInt8(ascii: "a")
      else { continue }
      return true
    }
    return false
  }
}
