internal import AirflowLogs
internal import MCPProtocol

/// What a tool found, not yet scrubbed.
struct Answer: Sendable {
  /// One or two sentences in our own words, with names of upstream.
  var summary: String
  /// Members of the structured content, a fixed set for each tool.
  var fields: JSONObject
  /// Most bytes of one string; cut after scrubbing.
  var longestString = 2_000
  /// Whether something was left out already.
  var isTruncated = false
  /// What was masked and removed before, in logs and source text.
  var redactions: [String: Int] = [:]
  var cleaned = CleanedCounts()

  init(_ summary: String, _ fields: JSONObject) {
    self.summary = summary
    self.fields = fields
  }

  init(_ summary: String, _ fields: KeyValuePairs<String, JSONValue>) {
    self.init(summary, JSONObject(fields))
  }

  /// Largest content that is repeated as text; the rest of the message has to fit beside it.
  private static let largestText = 96 << 10

  /// The answer as it may be sent.
  func outcome(
    gate: ScrubGate, requestID: String, repeatsContent: Bool
  ) throws(GateError) -> ToolOutcome {
    var object = JSONObject()
    object["summary"] = .string(summary)
    for member in fields.members { object[member.key] = member.value }
    var cleaned = cleaned
    let value = JSONValue.object(object).mappingStrings { CleanText.clean($0, &cleaned) }
    let (content, cut) = try gate.scrub(value, cuttingStringsAt: longestString)
    let all = redactions.merging(content.redactions, uniquingKeysWith: +)
    let end = try gate.scrub([
      "truncated": .bool(isTruncated || cut > 0),
      "redactions": .summary(of: all),
      "cleaned_characters": .integer(cleaned.total),
      "request_id": .string(requestID),
    ])
    guard let structured = content.appending(end) else { throw .unsafe }
    let text =
      repeatsContent && structured.count <= Self.largestText
      ? ScrubbedText(serialising: structured) : try gate.scrub(text: summary)
    return .result(structured, text: text)
  }
}

extension JSONValue {
  /// Counts of masked findings by rule, sorted.
  static func summary(of redactions: [String: Int]) -> JSONValue {
    var rules = JSONObject()
    for (rule, count) in redactions.sorted(by: { $0.key < $1.key }) {
      rules[rule] = .integer(count)
    }
    return [
      "count": .integer(redactions.values.reduce(0, +)), "by_rule": .object(rules),
    ]
  }
}
