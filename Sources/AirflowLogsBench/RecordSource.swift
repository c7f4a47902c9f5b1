/// Makes NDJSON as Airflow sends it, in chunks of about 64 KiB.
struct RecordSource {
  let kind: String
  let records: Int
  private var at = 0

  init(kind: String, records: Int) {
    self.kind = kind
    self.records = records
  }

  mutating func next() -> [UInt8]? {
    guard at < records else { return nil }
    var text = ""
    while at < records, text.utf8.count < 65_536 {
      text += record(at) + "\n"
      at += 1
    }
    return Array(text.utf8)
  }

  private func record(_ number: Int) -> String {
    let time =
      "2026-11-22T10:\(two(number / 60_000 % 60)):\(two(number / 1_000 % 60)).\(100_000 + number % 899_999)Z"
    let start = "{\"timestamp\":\"\(time)\",\"event\":\""
    let row =
      "\(10_000_000 + number) INFO worker-\(number % 7) processed batch row=\(number) status=ok latency=\(number % 997)ms id=\(String(UInt32(truncatingIfNeeded: number &* 2_654_435_761), radix: 16))"
    switch kind {
    case "wide":
      return start + String(repeating: "x", count: 1_500_000)
        + "\",\"level\":\"info\",\"logger\":\"task.stdout\"}"
    case "loggers":
      return start + row + "\",\"level\":\"info\",\"logger\":\"task.number\(number)\"}"
    case "ansi":
      return start + "\\u001b[32m\(row)\\u001b[0m\",\"level\":\"info\",\"logger\":\"task.stdout\"}"
    case "hostile":
      let logger = number % 2_000 == 0 ? "rare" : "task.l\(number % 40)"
      return start + (number % 500 == 0 ? "-----BEGIN RSA PRIVATE KEY-----" : row)
        + "\",\"level\":\"info\",\"password\":\"\(number)\",\"logger\":\"\(logger)\"}"
    default:
      return start + row + "\",\"level\":\"info\",\"logger\":\"task.stdout\"}"
    }
  }

  private func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
