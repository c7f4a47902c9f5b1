public import MCPProtocol
import Synchronization

extension DemoSource: ScrubberSource {}

/// Tools that do what tests want of them.
public final class DemoTools: ToolService {
  private struct State {
    var cancelled = 0
    var running = 0
    var started = 0
  }

  private let state = Mutex(State())

  /// Creates the tools.
  public init() {}

  /// How many calls have been cancelled while they waited.
  public var cancelled: Int { state.withLock { $0.cancelled } }
  /// How many calls have begun to wait so far.
  public var started: Int { state.withLock { $0.started } }
  /// How many calls wait now.
  public var running: Int { state.withLock { $0.running } }

  private static let all: [ToolDescription] = [
    ToolDescription(
      name: "add", title: "Add", description: "Adds two integers.",
      input: [
        .required("a", .integer("First summand", in: -1_000_000...1_000_000)),
        .required("b", .integer("Second summand", in: -1_000_000...1_000_000)),
      ], output: .object(fields: [.required("result", .integer())]), isOpenWorld: false),
    ToolDescription(
      name: "slow", description: "Reports progress n times.",
      input: [
        .required("n", .integer("Steps", in: 0...100)),
        .optional(
          "pause_ms", .integer("Pause of a step", in: 0...10_000).with(default: .integer(10))),
        .optional("text", .string("Message of each step", length: 0...1_000)),
        .optional("commit", .boolean("Whether to commit first").with(default: .bool(true))),
      ], output: .object(fields: [.required("result", .string())])),
    ToolDescription(
      name: "echo", description: "Repeats a value.",
      input: [
        .optional("value", .any("Anything")),
        .optional("text", .string("A text", length: 0...100_000)),
        .optional("mode", .choice("How to answer", of: ["result", "failure", "serialised"])),
        .optional("tags", .array("Short texts", of: .string(length: 1...8), count: 0...3)),
      ]),
    ToolDescription(
      name: "whoami", description: "Says who the caller is, after a random pause.",
      output: .object(fields: [.required("user", .string())])),
    ToolDescription(
      name: "fail", description: "Fails in some way.",
      input: [
        .required(
          "how",
          .choice(
            "The way",
            of: ["throw", "unauthorised", "unauthorised_late", "too_large", "too_large_text"])),
        .optional("text", .string("Text of the error")),
      ]),
    ToolDescription(
      name: "hang", description: "Waits until it is cancelled.",
      input: [
        .optional("commit", .boolean()),
        .optional("deaf_ms", .integer("Time to wait without listening", in: 0...10_000)),
      ]),
    ToolDescription(
      name: "headers", description: "Shows the headers that tools may see.",
      output: .object(isOpen: true)),
  ]

  /// All tools, or only those that the header `x-demo-tools` names.
  public func tools(for context: RequestContext) async -> [ToolDescription] {
    guard let wanted = context.headers["x-demo-tools"]?.split(separator: ",").map(String.init)
    else { return Self.all }
    return Self.all.filter { wanted.contains("\($0.name)") }
  }

  /// Runs a tool.
  public func call(
    _ name: String, arguments: JSONObject, context: CallContext
  ) async throws -> ToolOutcome {
    let gate = context.gate
    switch name {
    case "add":
      let sum = (arguments["a"]?.int ?? 0) + (arguments["b"]?.int ?? 0)
      return .result(
        ScrubbedJSON(object: [("result", ScrubbedJSON(sum))]), text: try gate.scrub(text: "\(sum)"))
    case "slow":
      return try await slow(arguments, context)
    case "echo":
      return try echo(arguments, gate)
    case "whoami":
      try await Task.sleep(for: .milliseconds(.random(in: 0...30)))
      let token = context.request.bearer?.withBytes { String(decoding: $0, as: UTF8.self) } ?? ""
      let user = token.split(separator: ".").first.map(String.init) ?? "nobody"
      return .result(
        try gate.scrub(["user": .string(user)]), text: try gate.scrub(text: "\(user) has \(token)"))
    case "fail":
      return try fail(arguments, context)
    case "hang":
      return try await hang(arguments, context)
    default:
      var object = JSONObject()
      for (key, value) in context.request.headers.sorted(by: { $0.key < $1.key }) {
        object[key] = .string(value)
      }
      return .result(try gate.scrub(.object(object)), text: "headers")
    }
  }

  private func slow(_ arguments: JSONObject, _ context: CallContext) async throws -> ToolOutcome {
    if arguments["commit"]?.bool ?? true { context.commit() }
    let steps = arguments["n"]?.int ?? 0
    for step in 0..<steps {
      try await Task.sleep(for: .milliseconds(arguments["pause_ms"]?.int ?? 10))
      let text = arguments["text"]?.string ?? "step"
      context.progress.report(step + 1, of: steps, message: try context.gate.scrub(text: text))
    }
    return .result(try context.gate.scrub(["result": "done"]), text: "done")
  }

  private func echo(_ arguments: JSONObject, _ gate: ScrubGate) throws -> ToolOutcome {
    let value = try gate.scrub(.object(arguments))
    let text = try gate.scrub(text: arguments["text"]?.string ?? "")
    switch arguments["mode"]?.string {
    case "failure": return .failure(text, structured: value)
    case "serialised":
      return .result(value, text: ScrubbedText(serialising: value))
    default:
      return .result(value.adding("redactions", value.redactionSummary), text: text)
    }
  }

  /// An error whose text would give everything away.
  struct Telling: Error, CustomStringConvertible {
    let description: String
  }

  private func fail(_ arguments: JSONObject, _ context: CallContext) throws -> ToolOutcome {
    let text = arguments["text"]?.string ?? ""
    switch arguments["how"]?.string {
    case "unauthorised": return .unauthorised(try context.gate.scrub(text: "refused " + text))
    case "unauthorised_late":
      context.commit()
      return .unauthorised(try context.gate.scrub(text: "refused " + text))
    case "too_large":
      let large = String(repeating: "x ", count: 1 << 19)
      return .result(try context.gate.scrub(.string(large)), text: "large")
    case "too_large_text":
      let part = String(repeating: "x ", count: 200_000)
      let value = try context.gate.scrub(.string(part))
      let object = ScrubbedJSON(object: [("a", value), ("b", value), ("c", value)])
      return .result(object, text: "large")
    default: throw Telling(description: text)
    }
  }

  private func hang(_ arguments: JSONObject, _ context: CallContext) async throws -> ToolOutcome {
    if arguments["commit"]?.bool == true { context.commit() }
    state.withLock { state in
      state.running += 1
      state.started += 1
    }
    defer { state.withLock { $0.running -= 1 } }
    if let time = arguments["deaf_ms"]?.int {
      let end = ContinuousClock.now + .milliseconds(time)
      while ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(5)) }
      return .result(nil, text: "heard nothing")
    }
    do {
      try await Task.sleep(for: .seconds(600))
    } catch {
      state.withLock { $0.cancelled += 1 }
      throw error
    }
    return .result(nil, text: "nobody came")
  }
}

extension ServerInfo {
  /// What the demo says of itself.
  public static var demo: ServerInfo {
    ServerInfo(
      name: "mcp-demo", version: "1.0.0", title: "Demo",
      instructions: "A demo. What stands as [REDACTED:...] was a secret.")
  }
}
