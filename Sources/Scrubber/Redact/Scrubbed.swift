/// Bytes that have been through the scrubber, lent to a sink for the length of one call.
///
/// Only the scrubber can make a value of this type, so a function that takes `Scrubbed` cannot be
/// handed raw input by mistake.
public struct Scrubbed: ~Copyable {
  let bytes: UnsafeRawBufferPointer

  init(lending bytes: UnsafeRawBufferPointer) {
    self.bytes = bytes
  }

  /// Number of bytes.
  public var count: Int { bytes.count }

  /// Calls `body` with the bytes; the pointer is valid only during the call.
  public borrowing func withUnsafeBytes<Result, Failure: Error>(
    _ body: (UnsafeRawBufferPointer) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try body(bytes)
  }

  /// A copy that may be kept.
  public borrowing func copy() -> ScrubbedBytes {
    ScrubbedBytes(storage: Array(bytes))
  }
}

/// Scrubbed bytes that are kept; made from `Scrubbed` or by whole-buffer scrubbing.
public struct ScrubbedBytes: Sendable, Hashable {
  /// The bytes, ready to be sent.
  public private(set) var storage: [UInt8]

  init(storage: [UInt8]) {
    self.storage = storage
  }

  /// No bytes.
  public init() {
    storage = []
  }

  /// Adds bytes that have been scrubbed.
  public mutating func append(_ bytes: borrowing Scrubbed) {
    storage.append(contentsOf: bytes.bytes)
  }

  /// For this module's own additions, which see to it that the bytes hold no secret.
  @inline(__always)
  mutating func append(copying bytes: some Sequence<UInt8>) {
    storage.append(contentsOf: bytes)
  }

  /// The bytes as text; invalid UTF-8 becomes U+FFFD.
  public var text: String { String(decoding: storage, as: UTF8.self) }
}
