public import Scrubber
internal import Synchronization

/// Where the scrubbers come from; a new one after rules or secrets have been reloaded.
public protocol ScrubberSource: Sendable {
  /// Rules and registered secrets as they are now.
  var scrubber: SecretScrubber { get }
  /// The same with more registered secrets. Asked for only where one of them has been seen.
  ///
  /// - Throws: what the compiler says; the value is not sent then.
  func scrubber(registering secrets: [RegisteredSecret]) throws -> SecretScrubber
}

/// Why a value may not be sent.
public enum GateError: Error, Sendable, Hashable {
  /// Nested more than 256 deep.
  case tooDeep
  /// More bytes than may be sent at once.
  case tooLarge
  /// What the scrubber emitted is not the JSON that went in, or could not be made at all.
  case unsafe
}

/// The one way from values of a tool to values that can be sent: writes JSON, scrubs it, and checks
/// that it is the same JSON still.
///
/// The gate of a request also masks that request's own bearer.
public struct ScrubGate: Sendable {
  /// Most bytes of one value by default: clients refuse events of more than 1 MiB
  /// (`max_sse_event_size` of the Python SDK 2.3.0).
  public static let defaultMaximumBytes = 512 << 10

  private let source: any ScrubberSource
  private let scrubber: SecretScrubber
  private let maximumBytes: Int
  private let clean: (@Sendable (String) -> String)?
  private let own: OwnSecret?

  /// Creates a gate.
  ///
  /// - Parameters:
  ///   - source: asked for its scrubber once a request.
  ///   - maximumBytes: most bytes of one value after scrubbing.
  ///   - clean: applied to every string and key before scrubbing, for example to take out control
  ///     and invisible characters.
  public init(
    source: any ScrubberSource, maximumBytes: Int = ScrubGate.defaultMaximumBytes,
    clean: (@Sendable (String) -> String)? = nil
  ) {
    self.init(source: source, maximumBytes: maximumBytes, clean: clean, own: nil)
  }

  private init(
    source: any ScrubberSource, maximumBytes: Int, clean: (@Sendable (String) -> String)?,
    own: OwnSecret?
  ) {
    self.source = source
    scrubber = source.scrubber
    self.maximumBytes = maximumBytes
    self.clean = clean
    self.own = own
  }

  /// The gate of one request: the scrubber as it is now, and the request's bearer as a secret.
  public func forRequest(bearer: BearerToken?) throws(GateError) -> ScrubGate {
    var own: OwnSecret?
    if let bearer {
      do {
        own = try OwnSecret(bearer)
      } catch {
        throw .unsafe
      }
    }
    return ScrubGate(source: source, maximumBytes: maximumBytes, clean: clean, own: own)
  }

  /// Scrubs a value.
  ///
  /// A masked number or literal becomes a string; keys are masked like strings.
  ///
  /// - Throws: `GateError`; nothing of the value may be sent then.
  public func scrub(_ value: JSONValue) throws(GateError) -> ScrubbedJSON {
    // Scrubbing may shorten; what is far beyond the limit is not worth the time.
    let result = try pass(value, upTo: 4 * maximumBytes)
    guard result.count <= maximumBytes else { throw .tooLarge }
    return result
  }

  /// Scrubs a value whole, and then cuts its long strings: what is cut before scrubbing may be a
  /// secret of which the rest is not seen as one.
  ///
  /// - Parameter limit: most bytes of a string; what is longer ends with a note.
  /// - Returns: the value, and how many strings were cut.
  /// - Throws: `GateError`; nothing of the value may be sent then.
  public func scrub(
    _ value: JSONValue, cuttingStringsAt limit: Int
  ) throws(GateError) -> (value: ScrubbedJSON, cut: Int) {
    let result = try pass(value, upTo: 16 * maximumBytes).cuttingStrings(at: limit)
    guard result.value.count <= maximumBytes else { throw .tooLarge }
    return result
  }

  private func pass(_ value: JSONValue, upTo most: Int) throws(GateError) -> ScrubbedJSON {
    let value = clean.map { value.mappingStrings($0) } ?? value
    guard let bytes = JSONWriter.bytes(of: value) else { throw .tooDeep }
    guard bytes.count <= most else { throw .tooLarge }
    var scrubber = scrubber
    if let own, own.isFound(in: bytes) {
      do {
        scrubber = try own.scrubber(from: source)
      } catch {
        throw .unsafe
      }
    }
    let (output, findings) = scrubber.scrub(bytes)
    var redactions: [String: Int] = [:]
    for finding in findings where finding.isMasked { redactions[finding.rule, default: 0] += 1 }
    guard let result = ScrubbedJSON(output, from: value, redactions: redactions) else {
      throw .unsafe
    }
    return result
  }

  /// Scrubs a text.
  ///
  /// - Throws: `GateError`; nothing of the text may be sent then.
  public func scrub(text: String) throws(GateError) -> ScrubbedText {
    ScrubbedText(string: try scrub(.string(text)))
  }
}

/// The bearer of one request as registered secrets.
///
/// A scrubber of these alone tells cheaply whether it occurs. Where it does, one with all
/// rules as well decides: two passes in a row could each spoil the context that the other needs.
private final class OwnSecret: Sendable {
  private let secrets: [RegisteredSecret]
  private let probe: SecretScrubber
  private let full = Mutex<SecretScrubber?>(nil)

  init(_ bearer: BearerToken) throws(ScrubberError) {
    secrets = bearer.secrets
    probe = try SecretScrubber(rules: [], secrets: secrets)
  }

  func isFound(in bytes: [UInt8]) -> Bool {
    !probe.scrub(bytes).findings.isEmpty
  }

  func scrubber(from source: any ScrubberSource) throws -> SecretScrubber {
    if let known = full.withLock({ $0 }) { return known }
    let made = try source.scrubber(registering: secrets)
    full.withLock { $0 = made }
    return made
  }
}

extension JSONValue {
  /// The value with every string and key replaced.
  public func mappingStrings(_ change: (String) -> String) -> JSONValue {
    switch self {
    case .string(let text): return .string(change(text))
    case .array(let elements): return .array(elements.map { $0.mappingStrings(change) })
    case .object(let object):
      return .object(
        JSONObject(
          checked: object.members.map {
            JSONObject.Member(key: change($0.key), value: $0.value.mappingStrings(change))
          }))
    default: return self
    }
  }
}
