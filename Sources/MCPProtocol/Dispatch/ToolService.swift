/// The tools behind the protocol.
public protocol ToolService: Sendable {
  /// The tools that a request may see, in an order that does not change.
  func tools(for context: RequestContext) async -> [ToolDescription]

  /// Runs a tool. The name is one of `tools(for:)`, and the arguments fit its input schema.
  ///
  /// Is cancelled (`Task.isCancelled`) when nobody waits for the answer any more.
  ///
  /// - Throws: anything; the client then sees a fixed text, so throw only what it can't act on.
  func call(
    _ name: String, arguments: JSONObject, context: CallContext
  ) async throws -> ToolOutcome
}

/// What a tool has to say. Only scrubbed values fit in.
public struct ToolOutcome: Sendable {
  enum Kind: Sendable {
    case success, failure, unauthorised
  }

  let kind: Kind
  let text: ScrubbedText
  let structured: ScrubbedJSON?

  /// An answer.
  ///
  /// - Parameters:
  ///   - structured: an object that conforms to the tool's output schema.
  ///   - text: the same in short, for models whose client shows no structured content.
  public static func result(_ structured: ScrubbedJSON?, text: ScrubbedText) -> ToolOutcome {
    ToolOutcome(kind: .success, text: text, structured: structured)
  }

  /// A failure that the model can act on: what happened, whether a retry may help, what to try.
  public static func failure(_ text: ScrubbedText, structured: ScrubbedJSON? = nil) -> ToolOutcome {
    ToolOutcome(kind: .failure, text: text, structured: structured)
  }

  /// Upstream did not take the caller's bearer.
  ///
  /// Over HTTP, and if nothing was sent yet (see `CallContext.commit`), the answer is 401 with
  /// `WWW-Authenticate: Bearer error="invalid_token"`; else it is a failure with this text.
  public static func unauthorised(_ text: ScrubbedText) -> ToolOutcome {
    ToolOutcome(kind: .unauthorised, text: text, structured: nil)
  }
}

/// What is known of a request.
public struct RequestContext: Sendable {
  /// How the request came.
  public enum Transport: String, Sendable, Hashable {
    /// Standard input and output.
    case stdio
    /// Streamable HTTP.
    case http
  }

  /// Which kind of MCP the request speaks.
  public var era: Era
  /// How the request came.
  public var transport: Transport
  /// Id under which upstream and the audit log know the request: the client's `x-request-id` if it
  /// is 1 to 64 bytes of `[A-Za-z0-9._-]`, else a random UUID.
  public var requestID: String
  /// The caller's own bearer.
  public var bearer: BearerToken?
  /// Values of the headers that the configuration names (`HTTPConfiguration.exposedHeaders`), by
  /// lower-case name. Untrusted: they may only narrow what the operator allows.
  public var headers: [String: String]
  /// What the client calls itself, cut to 128 characters. Unverified.
  public var clientName: String?
}

/// What a tool gets along with its arguments.
public struct CallContext: Sendable {
  /// The request.
  public let request: RequestContext
  /// Makes values that can be sent; knows the caller's bearer.
  public let gate: ScrubGate
  /// Tells the client how far the tool is.
  public let progress: ProgressReporter
  let commitment: Commitment

  /// Says that upstream has accepted the caller, so that the HTTP status may be sent.
  ///
  /// Before it nothing is sent, and `ToolOutcome.unauthorised` is a real 401; progress that was
  /// reported before is sent now. Without it, the status goes with the answer.
  public func commit() {
    commitment.commit()
  }
}
