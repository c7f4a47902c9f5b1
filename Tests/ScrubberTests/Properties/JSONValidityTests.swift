import Foundation
import Testing

@testable import RandomCases
@testable import Scrubber

@Suite("JSON stays JSON")
struct JSONValidityTests {
  @Test("Every line that is JSON is JSON after scrubbing")
  func linesStayValid() {
    Property.check(rounds: 300) { random in
      let example = PropertyCase(using: &random)
      let source = PropertyJSON(
        input: PropertyInput(rules: example.rules, secrets: example.secrets))
      let engine = try example.engine()
      let lines = (0..<random.number(1...4)).map { _ in source.value(depth: 3, using: &random) }
      let input = Array(lines.joined(separator: [0x0A]))
      let output = try engine.scrub(input).output
      let scrubbed = output.split(separator: 0x0A, omittingEmptySubsequences: false)
      if scrubbed.count != lines.count { return "lines were joined\n" + example.show(input) }
      for (line, result) in zip(lines, scrubbed) where Self.isValid(line) {
        if !Self.isValid(Array(result)) {
          return "broken: \(PropertyText.show(result))\n" + example.show(input)
        }
      }
      return nil
    }
  }

  private static func isValid(_ text: [UInt8]) -> Bool {
    (try? JSONSerialization.jsonObject(with: Data(text), options: [.fragmentsAllowed])) != nil
  }
}
