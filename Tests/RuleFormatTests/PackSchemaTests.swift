import Foundation
import Scrubber
import Testing

@testable import RuleFormat

@Suite("The JSON Schema of packs says what the loader takes")
struct PackSchemaTests {
  private static let root = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func schema() throws -> [String: Any] {
    let data = try Data(contentsOf: Self.root.appending(path: "Rules/pack.schema.json"))
    return try #require(JSONSerialization.jsonObject(with: data) as? [String: Any])
  }

  private func at(_ path: String...) throws -> [String: Any] {
    try path.reduce(schema()) { part, key in try #require(part[key] as? [String: Any]) }
  }

  private func values(_ path: String, _ properties: [String: Any]) throws -> Set<String> {
    let property = try #require(properties[path] as? [String: Any])
    return Set(try #require(property["enum"] as? [String]))
  }

  @Test("the keys")
  func keys() throws {
    #expect(try Set(at("properties").keys) == Set(RulePackLoader.packKeys))
    let rule = try at("properties", "rules", "items", "properties")
    #expect(Set(rule.keys) == Set(RuleReader.keys))
    let change = try at("properties", "overrides", "items", "properties")
    #expect(Set(change.keys) == Set(RuleOverride.keys))
    let allowlist = try at("properties", "allowlist", "properties")
    #expect(Set(allowlist.keys) == Set(Allowlist.keys))
  }

  @Test("the words that have a fixed choice")
  func choices() throws {
    let rule = try at("properties", "rules", "items", "properties")
    #expect(try values("kind", rule) == Set(Rule.Kind.allCases.map(\.rawValue)))
    #expect(try values("eater", rule) == Set(Rule.Eater.allCases.map(\.rawValue)))
    #expect(try values("action", rule) == Set(Rule.Action.allCases.map(\.rawValue)))
    #expect(try values("confidence", rule) == Set(Confidence.allCases.map(\.rawValue)))
    #expect(try values("validator", rule) == Set(Validator.allCases.map(\.rawValue)))
    let text = try String(
      contentsOf: Self.root.appending(path: "Rules/pack.schema.json"), encoding: .utf8)
    for context in ExampleContext.allCases { #expect(text.contains("\"\(context.rawValue)\"")) }
  }
}
