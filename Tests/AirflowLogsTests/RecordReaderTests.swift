import Testing

@testable import AirflowLogs

@Suite("Records of any shape")
struct RecordReaderTests {
  private func read(_ text: String) -> (record: DecodedRecord, counts: CleanedCounts) {
    read(Array(text.utf8))
  }

  private func read(_ bytes: [UInt8]) -> (record: DecodedRecord, counts: CleanedCounts) {
    var reader = RecordReader()
    var record = DecodedRecord()
    bytes.withUnsafeBufferPointer { reader.read($0, into: &record) }
    return (record, reader.counts)
  }

  private func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

  @Test(
    "what is no object is text",
    arguments: [
      "plain", "[1]", "{\"event\":\"a\"", "{\"a\":}", "12", "{\"a\" 1}", "{\"event\":\"a\"} x",
      "{\"a\":1,}",
    ])
  func malformed(_ line: String) {
    let (record, _) = read(line)
    #expect(record.isMalformed)
    #expect(text(record.event) == line)
    #expect(record.fields.isEmpty && record.logger.isEmpty)
  }

  @Test(
    "an event of another type is shown as JSON",
    arguments: [
      ("12", "12"), ("null", "null"), ("{\"a\" : [1, \"b\"]}", "{\"a\": [1, \"b\"]}"),
      ("true", "true"),
      ("[]", "[]"),
    ])
  func oddEvent(_ value: String, _ shown: String) {
    let (record, _) = read("{\"event\":\(value),\"level\":\"info\"}")
    #expect(!record.isMalformed)
    #expect(text(record.event) == shown)
    #expect(record.level == .info)
  }

  @Test("of duplicate keys the first counts and the others become fields")
  func duplicates() {
    let (record, _) = read(
      #"{"event":"one","event":"two","level":"error","level":"info","logger":"a","logger":"b"}"#)
    #expect(text(record.event) == "one")
    #expect(record.level == .error)
    #expect(text(record.logger) == "a")
    #expect(text(record.fields) == "event=two level=info logger=b")
  }

  @Test("odd types of the known keys become fields")
  func oddTypes() {
    let (record, _) = read(
      #"{"timestamp":"yesterday","event":"e","level":7,"logger":["x"],"lineno":"n"}"#)
    #expect(record.timestamp == nil && record.level == .none && record.logger.isEmpty)
    #expect(text(record.fields) == #"timestamp=yesterday level=7 logger=["x"] lineno=n"#)
  }

  @Test("fields are written bare where that is clear, else as JSON, on one line")
  func fields() {
    let (record, _) = read(
      #"{"event":"e","a":"x","b":"x y","c d":"","n":-1.5,"o":{"k":[null,"l\n"]},"q":"\"","line":"1\n2"}"#
    )
    #expect(
      text(record.fields)
        == #"a=x b="x y" "c d"="" n=-1.5 o={"k": [null, "l\n"]} q="\"" line="1\n2""#)
  }

  @Test("depth costs nothing")
  func depth() {
    let deep = String(repeating: "[", count: 10_000) + String(repeating: "]", count: 10_000)
    for key in ["event", "other", "error_detail"] {
      let (record, _) = read("{\"\(key)\":\(deep),\"level\":\"info\"}")
      #expect(!record.isMalformed)
      #expect(record.event.count + record.fields.count >= 20_000)
    }
    #expect(read("{\"event\":" + String(repeating: "{\"a\":", count: 10_000)).record.isMalformed)
    let groups = String(repeating: #"[{"exc_type":"E","exceptions":"#, count: 500)
    let (record, _) = read(
      "{\"error_detail\":\(groups)[]\(String(repeating: "}]", count: 500))}")
    #expect(!record.isMalformed && record.isError)
  }

  @Test("escapes, lone surrogates and invalid UTF-8 become characters")
  func characters() {
    let (record, counts) = read(#"{"event":"\u0041\ud83d\ude00\ud800x\udc00\u00e9\/\q\u12"}"#)
    #expect(text(record.event) == "A\u{1F600}\u{FFFD}x\u{FFFD}\u{E9}/\\q\\u12")
    #expect(counts.invalid == 4)
    let bytes =
      Array(#"{"event":"a"#.utf8) + [0xFF, 0xC3, 0x28, 0xED, 0xA0, 0x80] + Array("\"}".utf8)
    let invalid = read(bytes)
    #expect(
      text(invalid.record.event) == "a\u{FFFD}\u{FFFD}(\u{FFFD}\u{FFFD}\u{FFFD}")
    #expect(invalid.counts.invalid == 5)
  }

  @Test("the task's own ids and the call site are left out and counted, others stay")
  func omitted() {
    let (record, _) = read(
      #"{"event":"e","dag_id":"d","run_id":"r","filename":"a.py","lineno":3,"size":4}"#)
    #expect(text(record.fields) == "size=4")
    #expect(record.omitted == 4)
    #expect(
      text(read(#"{"event":"e","filename":"s3://b/a.py"}"#).record.fields) == "filename=s3://b/a.py"
    )
    #expect(
      text(read(#"{"event":"e","filename":"x.csv","lineno":3}"#).record.fields)
        == "filename=x.csv lineno=3")
  }

  @Test("exceptions read like a traceback")
  func exceptions() {
    let (record, _) = read(
      #"{"event":"e","error_detail":[{"exc_type":"A","exc_value":"one\ntwo","exc_notes":["n"],"#
        + #""syntax_error":null,"is_cause":false,"frames":[{"filename":"f.py","lineno":3,"name":"g","#
        + #""locals":{"x":"1"}}],"is_group":false,"exceptions":[]},{"exc_type":"B","exc_value":"b","#
        + #""is_cause":true,"frames":[]}]}"#)
    #expect(
      text(record.detail) == """
        Traceback (most recent call last):
          File f.py, line 3, in g
            locals={"x": "1"}
        A: one
        two
        n
        Caused by:
        B: b

        """)
    let odd = read(#"{"event":"e","error_detail":{"exc_type":"A"}}"#).record
    #expect(odd.detail.isEmpty)
    #expect(text(odd.fields) == #"error_detail={"exc_type": "A"}"#)
  }
}
