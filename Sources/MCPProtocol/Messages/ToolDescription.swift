/// A tool as clients see it. All texts are our own.
public struct ToolDescription: Sendable {
  /// Name, of 1 to 64 bytes of `[A-Za-z0-9_.-]`.
  public let name: StaticString
  let title: StaticText?
  let description: StaticText
  let input: Schema
  let output: Schema?
  let isOpenWorld: Bool

  /// Describes a read-only tool.
  ///
  /// - Parameters:
  ///   - name: 1 to 64 bytes of `[A-Za-z0-9_.-]`.
  ///   - title: name for people.
  ///   - description: for the model; some clients cut it at 2 KB.
  ///   - input: fields of the arguments; others are refused.
  ///   - output: what the structured content conforms to, an object.
  ///   - isOpenWorld: whether answers hold text of strangers.
  public init(
    name: StaticString, title: StaticText? = nil, description: StaticText,
    input: [Schema.Field] = [], output: Schema? = nil, isOpenWorld: Bool = true
  ) {
    self.name = name
    self.title = title
    self.description = description
    self.input = .object(fields: input)
    self.output = output
    self.isOpenWorld = isOpenWorld
  }

  func write(into writer: inout MessageWriter) {
    writer.json(#"{"name":"#)
    writer.string(name)
    if let title {
      writer.json(#","title":"#)
      writer.string(title)
    }
    writer.json(#","description":"#)
    writer.string(description)
    writer.json(#","inputSchema":"#)
    input.write(into: &writer)
    if let output {
      writer.json(#","outputSchema":"#)
      output.write(into: &writer)
    }
    writer.json(#","annotations":{"readOnlyHint":true,"destructiveHint":false,"#)
    writer.json(#""idempotentHint":true,"openWorldHint":"#)
    writer.bool(isOpenWorld)
    writer.json("}}")
  }
}
