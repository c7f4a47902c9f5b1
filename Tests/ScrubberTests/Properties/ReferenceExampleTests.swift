import Testing

@testable import RandomCases
@testable import ReferenceMatcher
@testable import Scrubber

@Suite("The reference matcher by examples")
struct ReferenceTests {
  private func scrub(
    _ text: String, _ rules: [Rule], secrets: [String] = [], policy: Policy = Policy()
  ) throws -> String {
    let reference = try ReferenceScrubber(
      rules: rules, secrets: secrets.map { Array($0.utf8) }, policy: policy)
    return String(decoding: reference.scrub(Array(text.utf8)).output, as: UTF8.self)
  }

  private let simple = Rule(id: "t", secret: "tok_[a-z0-9]{4}")
  private let quoted = Rule(
    id: "q", before: "pw=\\\\{0,7}[\"']", secret: "[^\"'\\r\\n]{1,40}", eater: .quoted)

  @Test("No match consumes bytes that another one needs")
  func overlappingMatches() throws {
    #expect(try scrub("a12a34a", [Rule(id: "o", before: "", secret: "a..a")]) == "[REDACTED:o]")
  }

  @Test("A match goes on to the end of the run of its own bytes")
  func runExtension() throws {
    #expect(try scrub("tok_ab12cd34,x", [simple]) == "[REDACTED:t],x")
    var bounded = simple
    bounded.after = ""
    #expect(try scrub("tok_ab12cd34,x", [bounded]) == "[REDACTED:t]cd34,x")
  }

  @Test("The computed left boundary keeps a match from starting inside of a word")
  func leftBoundary() throws {
    #expect(try scrub("xtok_ab12 -tok_ab12", [simple]) == "xtok_ab12 -[REDACTED:t]")
  }

  @Test("Escape sequences are a boundary in one view and nothing in another")
  func escapeSequences() throws {
    #expect(try scrub("a\u{1B}[1mtok_\u{1B}[0mab12 b", [simple]) == "a\u{1B}[1mtok_\u{1B}[0mab12 b")
    #expect(try scrub("a \u{1B}[1mtok_\u{1B}[0mab12 b", [simple]) == "a \u{1B}[1m[REDACTED:t] b")
    #expect(try scrub("=tok_a\u{200B}b12", [simple]) == "=[REDACTED:t]")
    #expect(try scrub("\u{1B}]0;x\u{7}tok_ab12", [simple]) == "\u{1B}]0;x\u{7}[REDACTED:t]")
    for inside in [
      "\u{9B}0m", "\u{1B}Pq\u{9C}", "\u{90}q\u{1B}\\", "\u{9D}0;t\u{7}", "\u{98}s\u{9C}",
      "\u{9E}s\u{9C}", "\u{9F}s\u{9C}", "\u{1B}Xs\u{7}", "\u{1B}^s\u{7}", "\u{1B}_s\u{7}", "\u{85}",
      "\u{2400}", "\u{240D}", "\u{2421}", "\u{2424}", "\u{2028}", "\u{2029}", "\u{FFFD}",
      "\u{FFFC}",
      "\u{FFF9}", "\u{3164}", "\u{34F}", "\u{61C}", "\u{180E}", "\u{115F}", "\u{1160}", "\u{17B5}",
      "\u{2061}", "\u{206A}", "\u{FE0F}", "\u{E0100}", "\u{E01EF}", "\u{FFA0}",
    ] {
      #expect(try scrub("=tok_a\(inside)b12", [simple]) == "=[REDACTED:t]", "\(inside.utf8)")
      // Beside it, too: what stands apart is found in the base view.
      #expect(try scrub("a=\(inside)tok_ab12 ", [simple]) == "a=\(inside)[REDACTED:t] ")
    }
    for inside in ["\u{A0}", "\u{2420}", "\u{3000}", "é", "\u{E01F0}"] {
      #expect(try scrub("=tok_a\(inside)b12", [simple]) == "=tok_a\(inside)b12")
    }
  }

  @Test("Escapes, entities and percent signs are decoded up to twice and masked whole")
  func decodedViews() throws {
    #expect(try scrub(#""\u0074ok_ab12""#, [simple]) == #""[REDACTED:t]""#)
    #expect(try scrub(#""\\u0074ok_ab12""#, [simple]) == #""[REDACTED:t]""#)
    #expect(try scrub("&#116;ok_&#x61;b12;", [simple]) == "[REDACTED:t];")
    #expect(try scrub("%74ok%5fab12", [simple]) == "[REDACTED:t]")
    #expect(try scrub("%2574ok%255fab12", [simple]) == "[REDACTED:t]")
    #expect(try scrub("%252574ok_ab12", [simple]) == "%252574ok_ab12")
  }

  @Test("What is not seen is nothing in escaped form, too")
  func escapedSequences() throws {
    for inside in [
      #"\u001b[31m"#, #"\x1b[0m"#, #"\e[K"#, #"\033[1;31m"#, #"\u009b0m"#, #"\x9bm"#, #"\u200b"#,
      #"\ufeff"#,
      #"\u00ad"#, #"\ufffd"#, #"\udb40\udc41"#, #"\\u001b[31m"#, #"\\u200b"#, "&#8203;", "&#x200b;",
    ] {
      #expect(try scrub("\"tok_a\(inside)b12\"", [simple]) == "\"[REDACTED:t]\"", "\(inside)")
      #expect(
        try scrub("\"\(inside)tok_ab12 \"", [simple]) == "\"\(inside)[REDACTED:t] \"", "\(inside)")
    }
  }

  @Test("A base64 run whose text matches is masked whole")
  func base64() throws {
    let text = PropertyInput.base64(Array("user: tok_ab12 and more".utf8), isURL: false)
    let run = String(decoding: text, as: UTF8.self)
    #expect(try scrub("x " + run + " y", [simple]) == "x [REDACTED:t] y")
    #expect(try scrub("x AB" + run + " y", [simple]) == "x [REDACTED:t] y")
  }

  @Test("A quoted value ends at the quote of its own escape depth")
  func quotedValues() throws {
    #expect(try scrub(#"pw="a b" c"#, [quoted]) == #"pw="[REDACTED:q]" c"#)
    #expect(try scrub(#"pw="a\"b" c"#, [quoted]) == #"pw="[REDACTED:q]" c"#)
    #expect(try scrub(#"pw=\"a b\" c"#, [quoted]) == #"pw=\"[REDACTED:q]\" c"#)
    #expect(try scrub(#"pw=\"a\\\"b\" c"#, [quoted]) == #"pw=\"[REDACTED:q]\" c"#)
    #expect(try scrub("pw=\"a b\nc\"", [quoted]) == "pw=\"[REDACTED:q]\nc\"")
  }

  @Test("Template values and repeated bytes are left alone")
  func templates() throws {
    for value in ["***", "aaaa", "${A}", "{{ a }}", "<a>", "%(a)s"] {
      #expect(try scrub("pw=\"\(value)\"", [quoted]) == "pw=\"\(value)\"")
    }
    #expect(try scrub("pw='${A}${B}'", [quoted]) == "pw='[REDACTED:q]'")
  }

  @Test("Placeholders of known ids are opaque, others are text")
  func placeholders() throws {
    #expect(
      try scrub("pw='a[REDACTED:q]b'", [quoted]) == "pw='[REDACTED:q][REDACTED:q][REDACTED:q]'")
    #expect(try scrub("pw='a[REDACTED:z]b'", [quoted]) == "pw='[REDACTED:q]'")
  }

  @Test("Numbers become quoted placeholders, structure and quotes stay")
  func json() throws {
    let rule = Rule(id: "n", before: "card\":\\s?", secret: "[0-9]{4}", after: "")
    #expect(try scrub("{\"card\": 123456}", [rule]) == "{\"card\": \"[REDACTED:n]\"}")
    #expect(
      try scrub(#"{"a":"x","b":1}"#, [], secrets: [#"x","b":1}"#])
        == #"{"a":"[REDACTED:registered-secret]","[REDACTED:registered-secret]":"#
        + #""[REDACTED:registered-secret]"}"#)
  }

  @Test("Registered secrets of four to seven bytes need a whole token")
  func registered() throws {
    let mark = "[REDACTED:registered-secret]"
    #expect(try scrub("abXyz1 Xyz1, x", [], secrets: ["Xyz1"]) == "abXyz1 \(mark), x")
    #expect(try scrub("abs3cretword1z", [], secrets: ["s3cretword1"]) == "ab\(mark)z")
    #expect(try scrub("a qq password=qq", [], secrets: ["qq"]) == "a qq password=\(mark)")
    #expect(try scrub("735f6b65795f3132", [], secrets: ["s_key_12"]) == mark)
  }
}
