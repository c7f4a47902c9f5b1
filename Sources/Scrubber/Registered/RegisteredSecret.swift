/// A value that must not appear in the output, whatever it looks like.
public struct RegisteredSecret: Sendable {
  /// The value, 1 to 65,536 bytes; an empty one is refused with a report.
  public var value: [UInt8]
  /// What reports call it, for example the name of an environment variable; never the value.
  public var name: String?

  /// Creates a secret.
  public init(value: [UInt8], name: String? = nil) {
    self.value = value
    self.name = name
  }
}
