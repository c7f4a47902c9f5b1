import CPCRE2
import Testing

@testable import Scrubber

@Suite struct ExpressionTests {
  @Test func `Matches are anchored unless a search is asked for`() throws {
    var scratch = try MatchScratch()
    let text = Array("xxab".utf8)
    for interpreted in [false, true] {
      let anchored = try Expression(pattern: "ab", usesInterpreter: interpreted)
      let search = try Expression(pattern: "ab", isSearch: true, usesInterpreter: interpreted)
      #expect(anchored.isJIT == !interpreted)
      #expect(scratch.match(anchored, subject: text, count: 4, at: 0) == .none)
      #expect(scratch.match(anchored, subject: text, count: 4, at: 2) == .match)
      #expect(scratch.match(search, subject: text, count: 4, at: 0) == .match)
      #expect(scratch.start(of: 0) == 2)
      #expect(scratch.end(of: 0) == 4)
    }
  }

  @Test func `Captures that took no part have no offsets`() throws {
    var scratch = try MatchScratch(groups: 2)
    let expression = try Expression(pattern: "(a)|(b)(c)(d)")
    #expect(scratch.match(expression, subject: Array("bcd".utf8), count: 3, at: 0) == .match)
    #expect(scratch.start(of: 1) == nil)
    #expect(scratch.start(of: 2) == 0)
    #expect(scratch.end(of: 2) == 1)
    #expect(scratch.start(of: 3) == nil)
    #expect(scratch.start(of: -1) == nil)
  }

  @Test func `Edges that are no ends of the text match no anchor`() throws {
    var scratch = try MatchScratch()
    let expression = try Expression(pattern: "^a$")
    let text = Array("a".utf8)
    #expect(scratch.match(expression, subject: text, count: 1, at: 0) == .match)
    #expect(
      scratch.match(expression, subject: text, count: 1, at: 0, edges: .notBeginning) == .none)
    #expect(scratch.match(expression, subject: text, count: 1, at: 0, edges: .notEnd) == .none)
    #expect(scratch.match(expression, subject: Array("a\n".utf8), count: 2, at: 0) == .none)
  }

  @Test func `Running into a limit is a failure and not a miss`() throws {
    let text = [UInt8](repeating: UInt8(ascii: "a"), count: 4_000)
    for interpreted in [false, true] {
      var scratch = try MatchScratch(matchLimit: 1_000)
      let expression = try Expression(pattern: "(?:a+)+b", usesInterpreter: interpreted)
      let outcome = scratch.match(expression, subject: text, count: text.count, at: 0)
      #expect(outcome == .failed(code: PCRE2_ERROR_MATCHLIMIT))
    }
  }

  @Test func `Running out of stack is a failure and not a miss`() throws {
    var scratch = try MatchScratch(matchLimit: .max)
    let expression = try Expression(pattern: "(?:a|b|cc)*(?:c)d")
    let text = [UInt8](repeating: UInt8(ascii: "a"), count: 2_000_000)
    let outcome = scratch.match(expression, subject: text, count: text.count, at: 0)
    #expect(outcome == .failed(code: PCRE2_ERROR_JIT_STACKLIMIT))
  }

  @Test func `Offsets out of the subject are failures`() throws {
    var scratch = try MatchScratch()
    let expression = try Expression(pattern: "a")
    for start in [-1, 2] {
      let outcome = scratch.match(expression, subject: [97], count: 1, at: start)
      #expect(outcome == .failed(code: PCRE2_ERROR_BADOFFSET))
    }
  }

  @Test func `Bytes above 7F are plain bytes`() throws {
    var scratch = try MatchScratch()
    let expression = try Expression(pattern: "[\\x80-\\xff]+A")
    #expect(scratch.match(expression, subject: [0xFF, 0xFE, 0x41], count: 3, at: 0) == .match)
  }

  @Test func `A repeat before an atomic alternation gives bytes back`() throws {
    var scratch = try MatchScratch()
    let expression = try Expression(pattern: "\\x7d*(?>a?|b)\\x7d")
    #expect(scratch.match(expression, subject: Array("}".utf8), count: 1, at: 0) == .match)
  }

  @Test func `A pattern that PCRE2 refuses is an error with its place`() {
    let error = #expect(throws: PatternError.self) { try Expression(pattern: "ab(") }
    #expect(error?.offset == 3)
    #expect(throws: PatternError.self) { try Expression(pattern: "(*UTF)a") }
    #expect(throws: PatternError.self) { try Expression(pattern: "\\C") }
    #expect(throws: PatternError.self) { try Expression(pattern: "(?:(?:a{999}){999}){999}") }
    #expect(throws: Never.self) { try Expression(pattern: "") }
  }

  @Test func `A lazy expression is compiled once by whichever thread is first`() async throws {
    let lazy = LazyExpression(pattern: "a[bc]+")
    #expect(!lazy.isCompiled)
    let codes = try await withThrowingTaskGroup(of: UInt.self) { group in
      for _ in 0..<16 { group.addTask { UInt(bitPattern: try lazy.handle().code) } }
      return try await group.reduce(into: Set()) { $0.insert($1) }
    }
    #expect(codes.count == 1)
    #expect(lazy.isCompiled)
    var scratch = try MatchScratch()
    let handle = try lazy.handle()
    #expect(handle.isJIT)
    #expect(scratch.match(handle, subject: Array("abcb".utf8), count: 4, at: 0) == .match)
    #expect(scratch.end(of: 0) == 4)
  }

  @Test func `A lazy expression gives the same error every time`() {
    let lazy = LazyExpression(pattern: "a(")
    let first = #expect(throws: PatternError.self) { try lazy.handle() }
    let second = #expect(throws: PatternError.self) { try lazy.handle() }
    #expect(first == second)
  }
}
