import Testing

@testable import Scrubber

/// What a flush must hold back, and what it need not.
@Suite("Hazards of flushing")
struct FlushHazardTests {
  private static let mask = RegisteredHazard.mask
  private static let filler = RegisteredHazard.filler

  @Test(
    "Letters before a base64 form are held back, however they are written",
    arguments: [
      "eLs", #"\u0065\x4c\u0073"#, "%65%4c%73", "&#101;&#x4c;&#0000115;", "%2565%254c%2573",
      "%25%36%35%25%34%63%73", #"\\u0065\\x4c\\u0073"#, #"\\u006\x35L\x73"#, #"\u00&#54;5Ls"#,
      #"\u005cu0065\u005cx4cs"#, "&amp;#101;&amp;#x4c;&#38;#115;", "e\u{1B}[0mL\u{200B}s",
      "e\u{1B}]0;some title %41\u{7}\u{1B}[1mLs",
    ])
  func escapedEdge(_ letters: String) throws {
    // Base64 of the secret behind two other bytes, up to the last whole letter.
    let form = "iYmJiYWFiYmJhYWFhYmJiYWFhYWFiYW"
    for before in ["", "-> ", #"\n"#, "%20"] {
      // An escape that ends in no letter stands between the form and what is kept.
      try RegisteredHazard.expect(
        before + letters + form + "J", before + Self.mask, secret: "bbbbaabbbaaaabbbaaaaabab")
    }
  }

  @Test("A secret goes on behind a command of the terminal that holds escapes")
  func insideOfCommand() throws {
    for title in ["0;x%41y", #"0;C:\\temp\u0041"#, "8;;http://host/?a=b&amp;c"] {
      try RegisteredHazard.expect(
        "abcd\u{1B}]\(title)\u{7}efgh", Self.mask, secret: "abcdefgh")
    }
  }

  @Test("An escape one of whose digits is an escape may begin a secret")
  func escapeInsideOfEscape() throws {
    for letter in [#"\u00&#54;5"#, #"\\u006\x35"#, "%2565", "%25%36%35", "%6%35"] {
      try RegisteredHazard.expect("\(letter)bcdefgh", Self.mask, secret: "ebcdefgh")
    }
  }

  @Test("Letters before the first form of a secret that is added later are held back")
  func rotation() throws {
    let plain = try RegisteredHazard.scrubber([])
    let second = try RegisteredHazard.scrubber(["bbbbaabbbaaaabbbaaaaabab"])
    let letters = Array((Self.filler + #"\u0065\x4c\u0073"#).utf8)
    let form = Array(("iYmJiYWFiYmJhYWFhYmJiYWFhYWFiYWJ" + Self.filler).utf8)
    for flushes in [false, true] {
      var sink = MemorySink()
      var stream = ScrubStream(plain)
      for byte in letters { try stream.feed([byte], into: &sink) }
      stream.adopt(second)
      for byte in form {
        try stream.feed([byte], into: &sink)
        if flushes { try stream.flush(into: &sink) }
      }
      try stream.finish(into: &sink)
      #expect(sink.bytes.text == Self.filler + Self.mask + Self.filler)
    }
  }

  @Test(
    "A flush lets go of plain text up to what may yet be a secret",
    arguments: [
      ("2024-01-02 INFO request done in 12 ms\n", ""), ("caf\u{E9}: nothing to see, ", ""),
      ("a line\nkey: ", "hunt"), ("the end of a ", "word"), ("done. C:", #"\n and more"#),
    ])
  func latency(_ free: String, _ held: String) throws {
    var sink = MemorySink()
    var stream = ScrubStream(try RegisteredHazard.scrubber(["hunter22"]))
    try stream.feed(Array((free + held).utf8), into: &sink)
    try stream.flush(into: &sink)
    #expect(sink.bytes.text == free)
    try stream.finish(into: &sink)
    #expect(sink.bytes.text == free + held)
  }
}
