import Testing

@testable import AirflowClient

@Suite struct AnswerHeadReaderTests {
  private func read(
    _ lines: [String], length: Int = 1000, count: Int = 10
  ) -> (AnswerHeadReader, [AnswerHeadReader.Event]) {
    var reader = AnswerHeadReader(maximumLength: length, maximumCount: count)
    let events = lines.map { line in
      Array((line + "\r\n").utf8).withUnsafeBytes { reader.read($0) }
    }
    return (reader, events)
  }

  @Test func theThreeHeadersAreRead() {
    let (reader, events) = read([
      "HTTP/1.1 200 OK", "CONTENT-type:\tApplication/JSON ; charset=utf-8",
      "content-encoding: GZip ",
      "Content-Length: 3", "no colon here", "",
    ])
    #expect(events.last == .complete && events.dropLast().allSatisfy { $0 == .proceed })
    #expect(reader.contentType == "application/json")
    #expect(reader.contentEncoding == "gzip")
    #expect(reader.isDelimited)
  }

  @Test func anInterimAnswerIsForgotten() {
    let (reader, _) = read([
      "HTTP/1.1 103 Early", "Content-Type: text/html", "Transfer-Encoding: chunked", "",
      "HTTP/1.1 200 OK", "Content-Type: application/json", "",
    ])
    #expect(reader.contentType == "application/json")
    #expect(!reader.isDelimited)
  }

  @Test func limitsAreExact() {
    let ten = (0..<10).map { "A: \($0)" }
    #expect(read(["HTTP/1.1 200 OK"] + ten).1.allSatisfy { $0 == .proceed })
    #expect(read(["HTTP/1.1 200 OK"] + ten + ["B: c"]).1.last == .tooLarge)
    #expect(read(["HTTP/1.1 200 OK", "A: 1"], length: 23).1 == [.proceed, .proceed])
    #expect(read(["HTTP/1.1 200 OK", "A: 1"], length: 22).1 == [.proceed, .tooLarge])
  }

  @Test func repeatedHeadersMustAgree() {
    #expect(read(["Content-Type: a/b", "Content-Type: a/b; x=y"]).1.last == .proceed)
    #expect(read(["Content-Type: a/b", "Content-Type: a/c"]).1.last == .contradictory)
    #expect(read(["Content-Encoding: gzip", "Content-Encoding: gzip"]).1.last == .contradictory)
  }
}
