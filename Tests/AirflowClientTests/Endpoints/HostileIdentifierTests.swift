import Testing

@testable import AirflowClient

/// Whatever is accepted as an identifier stays one path segment, for a server that decodes once
/// before it routes (as uvicorn does) as well as for one that doesn't.
@Suite struct HostileIdentifierTests {
  static let pieces = [
    "a", "B", "7", "_", "-", ".", "..", "/", "\\", "%", "%2F", "%2f", "%252F", "%00", "?", "#", "~",
    "+", " ", ";", ":", "@", "&", "=", "\n", "\r\n", "\u{0}", "\u{7F}", "\u{85}", "\u{2028}",
    "\u{202E}", "\u{200B}", "\u{FEFF}", "\u{E0020}", "\u{FF0F}", "\u{2215}", "é", "e\u{301}", "名",
    "😀", "١", "auth/logout", "../auth/logout", "dagRuns", "Bearer x", "\u{FFFD}", "'", "\"", "<",
  ]

  static func decodedOnce(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = text.utf8[...]
    while let byte = rest.popFirst() {
      guard byte == UInt8(ascii: "%") else {
        bytes.append(byte)
        continue
      }
      guard rest.count >= 2,
        let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
      else { return nil }
      bytes.append(value)
      rest = rest.dropFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
  }

  @Test func acceptedIdentifiersStayOneSegment() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed of acceptedIdentifiersStayOneSegment: \(seed)")
    var random = SeededRandom(seed: seed)
    let base = try BaseURL("https://host/airflow/")
    let task = try TaskID("task")
    let plain = try DagID("dag")
    var accepted = 0
    for _ in 0..<30_000 {
      let count = Int.random(in: 1...6, using: &random)
      let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
      var endpoints: [(Endpoint, Int)] = []
      if let dag = try? DagID(text) { endpoints.append((.dagDetails(dag), 5)) }
      if let name = try? TaskID(text) { endpoints.append((.task(plain, name), 5)) }
      if let run = try? RunID(text) {
        endpoints.append((.taskLogProbe(TaskPlace(dag: plain, run: run, task: task)), 7))
      }
      if let key = try? XComKey(text), let run = try? RunID("r") {
        endpoints.append((.xcomEntry(TaskPlace(dag: plain, run: run, task: task), key), 11))
      }
      accepted += endpoints.count
      for (endpoint, place) in endpoints {
        let url = base.url(for: endpoint).text
        let path = url.dropFirst("https://host".count).prefix { $0 != "?" }
        let segments = path.split(separator: "/", omittingEmptySubsequences: false)
        // One empty segment before the first slash, then "airflow", "api", "v2".
        try #require(segments.count == endpoint.path.count + 4, "seed \(seed): \(url)")
        let decoded = try #require(Self.decodedOnce(path), "seed \(seed): \(url)")
        try #require(
          decoded.split(separator: "/", omittingEmptySubsequences: false).count == segments.count,
          "seed \(seed): \(url)")
        try #require(place < segments.count, "seed \(seed): \(url)")
        let index = segments.firstIndex { Self.decodedOnce($0) == text }
        try #require(index != nil, "seed \(seed): \(url)")
        try #require(!segments.contains("..") && !segments.contains("."), "seed \(seed): \(url)")
        try #require(url.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F }, "seed \(seed): \(url)")
      }
    }
    #expect(accepted > 1000)
  }

  @Test func valuesStayInsideOfTheQuery() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    print("seed of valuesStayInsideOfTheQuery: \(seed)")
    var random = SeededRandom(seed: seed)
    let base = try BaseURL("https://host/")
    for _ in 0..<10_000 {
      let count = Int.random(in: 1...6, using: &random)
      let text = (0..<count).map { _ in Self.pieces.randomElement(using: &random) ?? "" }.joined()
      guard let value = try? FilterText(text, field: "owner") else { continue }
      var filter = EventLogFilter()
      filter.owner = value
      let url = base.url(for: .eventLogs(filter, .first)).text
      let query = try #require(url.split(separator: "?", maxSplits: 1).last)
      let items = query.split(separator: "&", omittingEmptySubsequences: false)
      try #require(items.count == 2, "seed \(seed): \(url)")
      let decoded = Self.decodedOnce(items[0].dropFirst("owner=".count))
      try #require(decoded == text, "seed \(seed): \(url)")
    }
  }
}
