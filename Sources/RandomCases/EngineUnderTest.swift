internal import ReferenceMatcher
internal import Scrubber

/// The engine as the property tests use it, with small windows so that small inputs stream.
struct EngineUnderTest {
  /// What a run emitted.
  struct Result: Equatable {
    var output: [UInt8]
    var findings: [Finding]
  }

  private let scrubber: SecretScrubber

  init(
    rules: [Rule], secrets: [[UInt8]], policy: Policy = Policy(),
    limits: ReferenceLimits = ReferenceLimits(base64RunLimit: 128)
  ) throws {
    scrubber = try SecretScrubber(
      rules: rules, secrets: secrets.map { RegisteredSecret(value: $0) }, policy: policy,
      limits: SecretScrubber.Limits(
        stepQuantum: 1,
        base64RunLimit: limits.base64RunLimit))
  }

  /// Whether engine and reference take `rule`.
  static func accepts(_ rule: Rule) -> Bool {
    let engine = try? EngineUnderTest(rules: [rule], secrets: [])
    let reference = try? ReferenceScrubber(rules: [rule])
    return engine != nil && reference != nil
  }

  /// Feeds all of `input` at once.
  func scrub(_ input: [UInt8]) throws -> Result {
    try scrub(chunks: [input[...]])
  }

  /// Feeds `chunks`, with a flush after each one if `isFlushing`.
  func scrub(chunks: [ArraySlice<UInt8>], isFlushing: Bool = false) throws -> Result {
    var sink = MemorySink()
    var stream = ScrubStream(scrubber)
    for chunk in chunks {
      try stream.feed(Array(chunk), into: &sink)
      if isFlushing { try stream.flush(into: &sink) }
    }
    try stream.finish(into: &sink)
    return Result(output: sink.bytes.storage, findings: sink.findings)
  }

  /// What has been emitted after `chunks` and a flush, without an end of the stream.
  func emitted(afterFeeding chunks: [ArraySlice<UInt8>], isFlushing: Bool) throws -> [UInt8] {
    var sink = MemorySink()
    var stream = ScrubStream(scrubber)
    for chunk in chunks {
      try stream.feed(Array(chunk), into: &sink)
      if isFlushing { try stream.flush(into: &sink) }
    }
    return sink.bytes.storage
  }
}

extension ArraySlice<UInt8> {
  /// The slice cut at random places into up to `count` parts, some of them empty.
  func cut(into count: Int, using random: inout PropertyRandom) -> [ArraySlice<UInt8>] {
    let cuts = (0..<count - 1).map { _ in random.number(startIndex...endIndex) }.sorted()
    return zip([startIndex] + cuts, cuts + [endIndex]).map { self[$0..<$1] }
  }
}
