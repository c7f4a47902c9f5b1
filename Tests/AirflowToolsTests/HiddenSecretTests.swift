import Foundation
import MCPProtocol
import Testing

@testable import AirflowTools

/// Secrets that something stands in the middle of, in answers that are no logs.
@Suite struct HiddenSecretTests {
  /// What a reader does not see, or an escape of it: as characters, as JSON in a text writes them,
  /// and as Python's `repr` does.
  static let hidden = [
    "\u{1B}[31m", "\u{9B}0m", "\u{9D}0;t\u{7}", "\u{1B}Pq\u{7}", "\u{0}", "\r", "\u{C}", "\u{1F}",
    "\u{85}",
    "\u{2028}", "\u{7}", "\u{200B}", "\u{AD}", "\u{202E}", "\u{E0041}", "\u{3164}", "\u{34F}",
    "\u{61C}",
    "\u{180E}", "\u{FFFD}", "\u{FFF9}", "\u{FE0F}", "\u{E0100}", #"\u001b[31m"#, #"\u009b0m"#,
    #"\x1b[0m"#, #"\033[0m"#, #"\e[1m"#, #"\u200b"#, #"\ufeff"#, #"\ud800"#, "&#8203;", "",
  ]

  /// An id of an access key that was never one, and its halves around what hides it.
  static func split(_ seed: Int, _ item: String) -> (whole: String, halves: [String]) {
    var state = UInt64(seed) &* 0x9E37_79B9_7F4A_7C15 | 1
    let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
    var random = ""
    for _ in 0..<16 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      random.append(letters[Int(state >> 40) % letters.count])
    }
    let (first, second) = ("AK" + "IA" + random.prefix(6), String(random.suffix(10)))
    return (first + item + second, [String(first.dropFirst(4)), second])
  }

  static func airflow(_ text: String) throws -> FakeAirflow {
    let quoted = String(decoding: JSONWriter.bytes(of: .string(text)) ?? [], as: UTF8.self)
    return try FakeAirflow { asked in
      switch asked.path {
      case let path where path.hasSuffix("/xcomEntries/creds"):
        Reply(#"{"key":"creds","value":{"a":[\#(quoted)],\#(quoted):1},"timestamp":null}"#)
      case "/api/v2/variables":
        Reply(#"{"variables":[{"key":\#(quoted),"is_encrypted":true}],"total_entries":1}"#)
      case "/api/v2/dagSources/fx_source": Reply("K = '\(text)'\n", type: "text/plain")
      case "/api/v2/dags/fx_secrets/details":
        Reply(#"{"dag_id":"fx_secrets","description":\#(quoted),"doc_md":\#(quoted)}"#)
      default: nil
      }
    }
  }

  static let calls: [(tool: String, arguments: JSONValue)] = [
    (
      "get_xcom",
      ["dag_id": "fx_secrets", "run_id": "fx1", "task_id": "xcoms", "key": "creds"]
    ),
    ("list_variables", [:]), ("get_dag_source", ["dag_id": "fx_source"]),
    ("get_dag", ["dag_id": "fx_secrets"]),
  ]

  @Test(arguments: hidden.indices)
  func `What stands inside of a secret does not hide it`(index: Int) async throws {
    let (whole, halves) = Self.split(index + 1, Self.hidden[index])
    let caller = try Caller(try Self.airflow("id \(whole) end"))
    for (tool, arguments) in Self.calls {
      let called = try await caller.call(tool, arguments)
      #expect(!called.isError, "\(called.message)")
      #expect(
        called.message.contains("[REDACTED:"), "\(tool) \(Self.hidden[index].debugDescription)")
      for half in halves {
        #expect(!called.message.contains(half), "\(tool) \(Self.hidden[index].debugDescription)")
      }
    }
  }

  @Test func `A secret within base64, or within JSON in a text, is masked`() async throws {
    let (whole, halves) = Self.split(99, "")
    let base64 = Data(#"{"aws": "\#(whole)", "n": 1}"#.utf8).base64EncodedString()
    let caller = try Caller(try Self.airflow("v \(base64) end"))
    for (tool, arguments) in Self.calls {
      let called = try await caller.call(tool, arguments)
      #expect(!called.isError && !called.message.contains(base64.prefix(32)), "\(tool)")
    }
    let nested = #"{"a": "{\"b\": \"\#(whole)\"}"}"#
    let other = try Caller(try Self.airflow(nested))
    for (tool, arguments) in Self.calls {
      let called = try await other.call(tool, arguments)
      #expect(!called.isError && !called.message.contains(halves[1]), "\(tool)")
    }
  }
}
