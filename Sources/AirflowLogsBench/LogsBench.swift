import AirflowLogs
import Glibc
import RuleFormat
import Scrubber

/// Shows a recorded log as it would be returned, or measures speed and memory:
///
///     airflow-logs-bench show FILE [tail|head|errors|grep TEXT]
///     airflow-logs-bench speed lines|wide|loggers|ansi|hostile [RECORDS]
@main
enum LogsBench {
  static func main() throws {
    let arguments = Array(CommandLine.arguments.dropFirst())
    let rules = try DefaultPacks.load(withExamples: false).flatMap(\.rules)
    let scrubber = try SecretScrubber(rules: rules)
    switch arguments.first {
    case "show" where arguments.count > 1:
      try show(scrubber, arguments[1], Array(arguments.dropFirst(2)))
    case "speed" where arguments.count > 1:
      try speed(
        scrubber, arguments[1], records: arguments.count > 2 ? Int(arguments[2]) ?? 0 : 500_000)
    default: print("usage: airflow-logs-bench show FILE [MODE] | speed KIND [RECORDS]")
    }
  }

  private static func show(_ scrubber: SecretScrubber, _ path: String, _ mode: [String]) throws {
    let selection: LogSelection =
      switch mode.first {
      case "head": .head
      case "errors": .errors(context: 2)
      case "grep" where mode.count > 1: .grep(text: mode[1], context: 1)
      default: .tail
      }
    let reader = try LogReader(scrubber, selection)
    let file = open(path, O_RDONLY)
    guard file >= 0 else {
      print("\(path) can't be opened")
      return
    }
    defer { close(file) }
    var buffer = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = read(file, &buffer, buffer.count)
      if count <= 0 { break }
      reader.feed(Array(buffer[..<count]))
    }
    let window = reader.finish()
    for line in window.lines { print("\(line.number)\t\(line.text.text)") }
    print(window.counts)
  }

  private static func speed(_ scrubber: SecretScrubber, _ kind: String, records: Int) throws {
    let source = RecordSource(kind: kind, records: records)
    for selection in [LogSelection.tail, .grep(text: "row=123456", context: 2)] {
      let reader = try LogReader(scrubber, selection)
      var made = source
      var bytes = 0
      var busy = 0.0
      let before = resident()
      while let chunk = made.next() {
        bytes += chunk.count
        let start = seconds()
        reader.feed(chunk)
        busy += seconds() - start
      }
      let start = seconds()
      let window = reader.finish()
      busy += seconds() - start
      let rate = Double(bytes) / busy / 1_000_000
      print(
        "\(kind) \(selection): \(bytes) bytes, \(window.totalLines ?? 0) lines, "
          + "\(Int(rate)) MB/s, busy \(Int(busy * 1_000)) ms, peak memory grew by "
          + "\((resident() - before) / 1_024) KiB, withheld \(window.counts.withheld)")
    }
  }

  private static func seconds() -> Double {
    var time = timespec()
    clock_gettime(CLOCK_MONOTONIC, &time)
    return Double(time.tv_sec) + Double(time.tv_nsec) / 1e9
  }

  /// Peak resident memory in bytes.
  private static func resident() -> Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return usage.ru_maxrss * 1_024
  }
}
