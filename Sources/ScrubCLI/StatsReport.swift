import Glibc
import Scrubber

/// Adds up what the streams counted and shows it.
struct StatsReport {
  private(set) var bytesIn = 0
  private(set) var bytesOut = 0
  private(set) var findings = 0
  private(set) var unscanned = 0
  private(set) var peakHeld = 0
  private(set) var hits: [String: Int] = [:]
  private let start = Self.now()

  /// Adds what one stream counted.
  mutating func add(_ statistics: Statistics) {
    bytesIn += statistics.bytesIn
    bytesOut += statistics.bytesOut
    findings += statistics.findings
    unscanned += statistics.unscanned
    peakHeld = max(peakHeld, statistics.peakHeld)
    hits.merge(statistics.hits, uniquingKeysWith: +)
  }

  /// One `name value` pair a line, hits indented under `findings`, most frequent first.
  var text: String {
    let elapsed = max(Self.now() - start, 1)
    // Bytes a microsecond are megabytes a second; one decimal without the help of Foundation.
    let tenths = bytesIn * 10 / elapsed
    var lines = [
      ("bytes in", "\(bytesIn)"),
      ("bytes out", "\(bytesOut)"),
      ("MB/s", "\(tenths / 10).\(tenths % 10)"),
      ("findings", "\(findings)"),
    ]
    let ordered = hits.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
    lines += ordered.map { ("  " + $0.key, "\($0.value)") }
    lines += [("unscanned", "\(unscanned)"), ("peak held bytes", "\(peakHeld)")]
    let width = (lines.map(\.0.count).max() ?? 0) + 2
    return lines.map { name, value in
      name + String(repeating: " ", count: width - name.count) + value + "\n"
    }.joined()
  }

  /// Microseconds of a clock that never goes back.
  private static func now() -> Int {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return time.tv_sec * 1_000_000 + time.tv_nsec / 1_000
  }
}
