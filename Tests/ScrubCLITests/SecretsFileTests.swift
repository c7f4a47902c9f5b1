import Scrubber
import SecretFiles
import Testing

@testable import scrub

/// The formats of secrets files, byte by byte.
@Suite struct SecretsFileTests {
  private func values(_ text: String, _ format: SecretsFile.Format = .auto) throws -> [String] {
    try SecretsFile(Array(text.utf8), format: format, name: "file").secrets.map {
      String(decoding: $0.value, as: UTF8.self)
    }
  }

  private func format(_ text: String) throws -> SecretsFile.Format {
    try SecretsFile(Array(text.utf8), format: .auto, name: "file").format
  }

  @Test func theFormatIsToldFromTheContent() throws {
    #expect(try format("one\ntwo") == .lines)
    #expect(try format("one\0two") == .nul)
    #expect(try format(" [\"one\"]") == .json)
    #expect(try format("{\"a\": \"one\"}") == .json)
    #expect(try format("\"one\"") == .json)
    #expect(try format("A=one\n\n# B\nexport C='two'\n") == .env)
    #expect(try format("\u{FEFF}A=one\n") == .env)
  }

  @Test func linesWithPaddedBase64AreNoEnvironment() throws {
    #expect(try values("Zm9vYmFyCg==\nYmFyYmF6Cg==\n") == ["Zm9vYmFyCg==", "YmFyYmF6Cg=="])
  }

  @Test func aLineThatLooksLikeAnAssignmentAmongOthersIsReported() throws {
    let file = try SecretsFile(Array("A=one\ntwo three\n".utf8), format: .auto, name: "file")
    #expect(file.format == .lines)
    #expect(file.warnings.count == 1)
    #expect(file.warnings.allSatisfy { $0.contains("line 1") && !$0.contains("one\n") })
  }

  @Test func spacesAroundLinesAreKept() throws {
    #expect(try values(" one \n\ttwo", .lines) == [" one ", "\ttwo"])
  }

  @Test func valuesMayHoldLineEndsBetweenNULBytes() throws {
    #expect(try values("one\ntwo\0three\0\n", .nul) == ["one\ntwo", "three"])
  }

  @Test func jsonEscapesAreDecoded() throws {
    let text = #"["a\n\t\"\\\/\u00e9\ud83d\ude00"]"#
    #expect(try values(text) == ["a\n\t\"\\/\u{E9}\u{1F600}"])
  }

  @Test(arguments: [
    "[\"a\"", "[\"a\",]", "{\"a\"}", "{a: \"b\"}", "\"a", "[\"\\ud83d\"]", "[\"\\x41\"]",
    "[\"a\nb\"]", "[nope]", "[\"a\"] []", "[--1]",
  ])
  func brokenJSONIsRefused(text: String) {
    #expect(throws: SecretsFileError.self) { try values(text, .json) }
  }

  @Test func deepJSONIsRefusedInsteadOfOverflowingTheStack() {
    let text = String(repeating: "[", count: 100_000)
    #expect(throws: SecretsFileError.self) { try values(text, .json) }
  }

  @Test func numbersInJSONAreReported() throws {
    let file = try SecretsFile(Array("[1,\n-2.5e3]".utf8), format: .json, name: "file")
    #expect(file.secrets.isEmpty)
    #expect(file.warnings.count == 2)
  }

  @Test func shellQuotesAreRemoved() throws {
    #expect(try values("A='one $two'", .env) == ["one $two"])
    #expect(try values("A=\"one two\"", .env) == ["one two"])
    #expect(try values("A='one'\"two\"three # four", .env) == ["onetwothree"])
    #expect(try values("A=$'a\\'b'", .env).contains("a'b"))
    #expect(try values("A='one\ntwo'\nB='three'", .env) == ["one\ntwo", "three"])
  }

  @Test func allReadingsOfAnAmbiguousValueCount() throws {
    #expect(try values("A=one #two", .env) == ["one #two", "one"])
    #expect(try values("A=on\\e", .env) == ["on\\e", "one"])
    #expect(try values("A=\"a\\nb\"", .env) == ["a\nb", "a\\nb"])
  }

  @Test func namesSayWhereAValueStands() throws {
    let file = try SecretsFile(Array("\nA='one'\n".utf8), format: .env, name: "file")
    #expect(file.secrets.map(\.name) == ["file, line 2, A"])
  }

  @Test func aKeyFileEndsWithItsText() {
    let text = Array("0123456789abcdef0123456789abcdef".utf8)
    #expect(KeyedTag.key(inFile: text + [0x0A]) == text)
    #expect(KeyedTag.key(inFile: text + [0x0D, 0x0A]) == text)
    let binary = [0x80] + text + [0x0A]
    #expect(KeyedTag.key(inFile: binary) == binary)
  }
}
