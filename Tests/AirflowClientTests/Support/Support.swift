import AirflowClient
import Glibc
import Synchronization

/// A source of random numbers that a printed seed repeats (SplitMix64).
struct SeededRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// A value that several threads write.
final class Shared<Value: Sendable>: Sendable {
  private let value: Mutex<Value>

  init(_ value: Value) { self.value = Mutex(value) }

  var current: Value { value.withLock { $0 } }

  func change(_ body: (inout Value) -> Void) {
    value.withLock { (value: inout sending Value) in
      var copy = value
      body(&copy)
      value = copy
    }
  }
}

/// The failure that `body` throws, or `nil` if it throws none.
func failure<Value>(
  of body: () async throws(UpstreamFailure) -> Value
) async -> UpstreamFailure? {
  do throws(UpstreamFailure) {
    _ = try await body()
    return nil
  } catch {
    return error
  }
}

/// Waits until something is so, looking every few milliseconds; `false` after some minutes.
func eventually(_ condition: @Sendable () async -> Bool) async -> Bool {
  for _ in 0..<24_000 {
    if await condition() { return true }
    try? await Task.sleep(for: .milliseconds(5))
  }
  return false
}

/// A JSON Web Token with these times and a signature of nothing.
func token(_ subject: String = "u", issued: Int64 = 0, expires: Int64? = nil) throws -> BearerToken
{
  let expiry = expires.map { ",\"exp\":\($0)" } ?? ""
  let payload = "{\"sub\":\"\(subject)\",\"iat\":\(issued)\(expiry)}"
  return try BearerToken(
    [#"{"alg":"HS512"}"#, payload, "none"].map { base64URL(Array($0.utf8)) }.joined(separator: "."))
}

func base64URL(_ bytes: [UInt8]) -> String {
  let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_".utf8)
  var text: [UInt8] = []
  for start in stride(from: 0, to: bytes.count, by: 3) {
    let group = bytes[start..<min(start + 3, bytes.count)]
    var bits = group.reduce(UInt32(0)) { $0 << 8 | UInt32($1) } << UInt32(8 * (3 - group.count))
    bits <<= 8
    for _ in 0...group.count {
      text.append(letters[Int(bits >> 26)])
      bits <<= 6
    }
  }
  return String(decoding: text, as: UTF8.self)
}

/// Blocks the thread, as a slow consumer does.
func usleepMilliseconds(_ milliseconds: UInt32) { usleep(milliseconds * 1000) }
