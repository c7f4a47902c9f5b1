/// Level of a record, from `level`.
public enum Severity: UInt8, Sendable, Hashable, CaseIterable {
  /// None, or one that is not known; it is then shown as a field.
  case none
  /// `debug`, `trace`, `notset`
  case debug
  /// `info`
  case info
  /// `warning`, `warn`
  case warning
  /// `error`, `exception`
  case error
  /// `critical`, `fatal`
  case critical

  /// Whether it counts as an error.
  public var isError: Bool { self == .error || self == .critical }

  /// Name as it is shown.
  public var name: String { label.description }

  var label: StaticString {
    switch self {
    case .none: "NONE"
    case .debug: "DEBUG"
    case .info: "INFO"
    case .warning: "WARNING"
    case .error: "ERROR"
    case .critical: "CRITICAL"
    }
  }

  /// The level of that name, in any case; `nil` if it is none.
  init?(name bytes: UnsafeBufferPointer<UInt8>) {
    for (name, level) in Self.names where name.utf8CodeUnitCount == bytes.count {
      let isSame = name.withUTF8Buffer { wanted in
        wanted.indices.allSatisfy { wanted[$0] == bytes[$0] | 0x20 }
      }
      if isSame {
        self = level
        return
      }
    }
    return nil
  }

  private static let names: [(StaticString, Severity)] = [
    ("info", .info), ("error", .error), ("warning", .warning), ("debug", .debug),
    ("critical", .critical), ("warn", .warning), ("exception", .error), ("fatal", .critical),
    ("trace", .debug), ("notset", .debug),
  ]
}
