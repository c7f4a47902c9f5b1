import Testing

@testable import AirflowLogs

@Suite("The record splitter")
struct SplitterTests {
  private struct Taker: RecordTaker {
    var records: [[UInt8]] = []
    var long: [Int] = []
    private var open = 0
    var isSatisfied = false

    mutating func take(record: UnsafeBufferPointer<UInt8>) { records.append(Array(record)) }
    mutating func take(part: UnsafeBufferPointer<UInt8>) { open += part.count }
    mutating func endParts() {
      long.append(open)
      open = 0
    }
  }

  private func split(_ bytes: [UInt8], chunk: Int) -> Taker {
    var splitter = RecordSplitter(cap: 8)
    var taker = Taker()
    for start in stride(from: 0, to: bytes.count, by: chunk) {
      Array(bytes[start..<min(start + chunk, bytes.count)]).withUnsafeBufferPointer {
        splitter.feed($0, to: &taker)
      }
    }
    splitter.finish(to: &taker)
    return taker
  }

  @Test("cuts at LF alone and passes long records in parts, however the bytes come")
  func cuts() {
    let bytes = Array("ab\r\u{2028}\n\n12345678\n123456789\nx\n0123456789abc".utf8)
    for chunk in 1...bytes.count {
      let taker = split(bytes, chunk: chunk)
      #expect(
        taker.records.map { String(decoding: $0, as: UTF8.self) } == [
          "ab\r\u{2028}", "", "12345678", "x",
        ])
      #expect(taker.long == [9, 13])
    }
  }
}
