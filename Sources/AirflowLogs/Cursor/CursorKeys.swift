internal import Crypto

#if canImport(Glibc)
  internal import Glibc
#endif

/// The keys of cursors: the first signs, all are accepted, so that a key can be replaced while
/// cursors are about. Replicas that share them accept each other's cursors.
public struct CursorKeys: Sendable {
  /// Fewest bytes of a key.
  public static let minimumSize = 32
  /// Most bytes of a key.
  public static let maximumSize = 4_096

  let keys: [SymmetricKey]

  /// A key of this process alone, at random: its cursors end with it.
  public init() {
    keys = [SymmetricKey(size: .bits256)]
  }

  /// Keys of 32 to 4,096 bytes each, at least one.
  ///
  /// - Throws: `CursorError.unusableKey`.
  public init(_ keys: [[UInt8]]) throws(CursorError) {
    if keys.isEmpty { throw .unusableKey("there is none; give at least one") }
    for key in keys where !(Self.minimumSize...Self.maximumSize).contains(key.count) {
      throw .unusableKey(
        "it has \(key.count) bytes and needs 32 to 4096; make one with: openssl rand -hex 32")
    }
    self.keys = keys.map { Self.derived($0) }
  }

  /// Keys in files, one each; a line end after the key is not part of it.
  ///
  /// - Throws: `CursorError.unusableKey`.
  public init(files: [String]) throws(CursorError) {
    var keys: [[UInt8]] = []
    for file in files { keys.append(try Self.read(file)) }
    try self.init(keys)
  }

  /// A key for cursors only, so that the operator's may serve other purposes, too.
  private static func derived(_ key: [UInt8]) -> SymmetricKey {
    HKDF<SHA256>.deriveKey(
      inputKeyMaterial: SymmetricKey(data: key), info: Array("scrub-mcp/cursor/1".utf8),
      outputByteCount: 32)
  }

  private static func read(_ path: String) throws(CursorError) -> [UInt8] {
    let file = open(path, O_RDONLY | O_CLOEXEC)
    guard file >= 0 else { throw .unusableKey("\(path) can't be opened; check path and rights") }
    defer { close(file) }
    var bytes = [UInt8](repeating: 0, count: maximumSize + 3)
    var count = 0
    while count < bytes.count {
      let got = bytes.withUnsafeMutableBytes { memory in
        Glibc.read(file, memory.baseAddress.map { $0 + count }, memory.count - count)
      }
      if got < 0 { throw .unusableKey("\(path) can't be read; give a file") }
      if got == 0 { break }
      count += got
    }
    bytes.removeLast(bytes.count - count)
    if bytes.last == 0x0A {
      bytes.removeLast()
      if bytes.last == 0x0D { bytes.removeLast() }
    }
    return bytes
  }
}
