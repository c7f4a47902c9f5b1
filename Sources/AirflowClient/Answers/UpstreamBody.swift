/// A whole good answer of Airflow, not scrubbed.
///
/// Printing and mirroring it give its size only.
public struct UpstreamBody: Sendable, CustomStringConvertible, CustomReflectable {
  /// HTTP status, 200.
  public let status: Int
  /// The body after decoding of transfer and content encoding. Only the scrubber should read it.
  public let unscrubbedBytes: [UInt8]

  init(status: Int, bytes: [UInt8]) {
    self.status = status
    unscrubbedBytes = bytes
  }

  /// `<unscrubbed answer, 12 bytes>`.
  public var description: String { "<unscrubbed answer, \(unscrubbedBytes.count) bytes>" }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
