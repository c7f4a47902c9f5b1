/// The two kinds of MCP that are spoken.
public enum Era: String, Sendable, Hashable {
  /// 2025-11-25 and before: `initialize`, no state needed here.
  case legacy
  /// 2026-07-28: every request carries its version and its capabilities.
  case modern
}

/// The revisions of MCP that are spoken.
public enum ProtocolVersion {
  /// The revision of the modern era.
  public static let modern: StaticString = "2026-07-28"
  /// Revisions that `initialize` agrees to, the newest first. 2025-06-18 differs from 2025-11-25 in
  /// nothing that a server of tools sends.
  public static let legacy: [StaticString] = ["2025-11-25", "2025-06-18"]
  /// Revisions that the header `MCP-Protocol-Version` may name in the legacy era; the last is what a
  /// missing header stands for.
  static let legacyHeaders: [StaticString] = legacy + ["2025-03-26"]

  static func isModern(_ text: String) -> Bool { JSONObject.same(text, modern.string) }

  static func isLegacyHeader(_ text: String) -> Bool {
    legacyHeaders.contains { JSONObject.same($0.string, text) }
  }
}

/// Keys of `_meta` that MCP 2026-07-28 reserves.
enum MetaKey {
  static let protocolVersion = "io.modelcontextprotocol/protocolVersion"
  static let clientCapabilities = "io.modelcontextprotocol/clientCapabilities"
  static let clientInfo = "io.modelcontextprotocol/clientInfo"
  static let progressToken = "progressToken"
}
