/// What the server says of itself. All texts are our own.
public struct ServerInfo: Sendable {
  /// Name of the program.
  public var name: StaticString
  /// Its version.
  public var version: StaticString
  /// Name for people.
  public var title: StaticText
  /// What a model should know before it uses the tools.
  public var instructions: StaticText
  /// How long clients may keep the list of tools, in milliseconds, from 0.
  public var timeToLive: Int

  /// Creates a description.
  public init(
    name: StaticString, version: StaticString, title: StaticText, instructions: StaticText,
    timeToLive: Int = 300_000
  ) {
    self.name = name
    self.version = version
    self.title = title
    self.instructions = instructions
    self.timeToLive = max(timeToLive, 0)
  }

  func write(into writer: inout MessageWriter) {
    writer.json(#"{"name":"#)
    writer.string(name)
    writer.json(#","title":"#)
    writer.string(title)
    writer.json(#","version":"#)
    writer.string(version)
    writer.json("}")
  }
}

/// The bodies of results, as the schemas of the two eras have them.
struct ResultWriter {
  let info: ServerInfo
  let era: Era

  /// What every result of the modern era ends with.
  private func end(_ writer: inout MessageWriter) {
    guard era == .modern else { return }
    writer.json(#","resultType":"complete","_meta":{"io.modelcontextprotocol/serverInfo":"#)
    info.write(into: &writer)
    writer.json("}")
  }

  private func cacheHints(_ writer: inout MessageWriter) {
    guard era == .modern else { return }
    // Private: which tools there are may depend on the caller's headers.
    writer.json(#","ttlMs":"#)
    writer.integer(info.timeToLive)
    writer.json(#","cacheScope":"private""#)
  }

  func discover(_ id: RequestID) -> OutgoingMessage {
    .result(id) { writer in
      writer.json(#""supportedVersions":["#)
      writer.string(ProtocolVersion.modern)
      writer.json(#"],"capabilities":{"tools":{"listChanged":false}},"instructions":"#)
      writer.string(info.instructions)
      cacheHints(&writer)
      end(&writer)
    }
  }

  func initialize(_ id: RequestID, agreed version: StaticString) -> OutgoingMessage {
    .result(id) { writer in
      writer.json(#""protocolVersion":"#)
      writer.string(version)
      writer.json(#","capabilities":{"tools":{"listChanged":false}},"serverInfo":"#)
      info.write(into: &writer)
      writer.json(#","instructions":"#)
      writer.string(info.instructions)
    }
  }

  func empty(_ id: RequestID) -> OutgoingMessage {
    .result(id) { _ in }
  }

  func list(_ id: RequestID, _ tools: [ToolDescription]) -> OutgoingMessage {
    .result(id) { writer in
      writer.json(#""tools":["#)
      for (index, tool) in tools.enumerated() {
        if index > 0 { writer.json(",") }
        tool.write(into: &writer)
      }
      writer.json("]")
      cacheHints(&writer)
      end(&writer)
    }
  }

  func call(
    _ id: RequestID, text: ScrubbedText, structured: ScrubbedJSON?, isError: Bool
  ) -> OutgoingMessage {
    .result(id) { writer in
      writer.json(#""content":[{"type":"text","text":"#)
      writer.text(text)
      writer.json("}]")
      // The schema of 2025-11-25 wants an object.
      if let structured, era == .modern || structured.isObject {
        writer.json(#","structuredContent":"#)
        writer.value(structured)
      }
      writer.json(#","isError":"#)
      writer.bool(isError)
      end(&writer)
    }
  }
}
