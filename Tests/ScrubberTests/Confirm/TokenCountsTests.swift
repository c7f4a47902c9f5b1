import CScanKernels
import Testing

@testable import Scrubber

@Suite("TokenCounts")
struct TokenCountsTests {
  private static let alphabet = Array((SampleText.base62 + "+/-_").utf8)

  private func kind(_ byte: UInt8) -> Int {
    switch byte {
    case 0x41...0x5A: 0
    case 0x61...0x7A: 1
    case 0x30...0x39: 2
    default: 3
    }
  }

  /// The longest run of bytes in `set`; hyphens neither count nor interrupt if `skipsHyphens`.
  private func longestRun(_ token: [UInt8], _ set: String, skipsHyphens: Bool) -> Int {
    let members = Set(set.utf8)
    var run = 0
    var longest = 0
    for byte in token where !(skipsHyphens && byte == 0x2D) {
      run = members.contains(byte) ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  @Test(
    "Counts agree with plain loops on random tokens of every length",
    arguments: [scan_isa_portable, scan_best_isa()])
  func agreesWithPlainLoops(_ isa: scan_isa) {
    let seed: UInt64 = 606
    print("seed \(seed)")
    var sample = SampleText(seed: seed)
    let alphabets = [
      Self.alphabet, Array("0123456789abcdef-".utf8), Array("ABCDEF0123-x".utf8),
      Array("aAbB/+_z".utf8), Array("89aZ".utf8), Array("A".utf8), Array("7".utf8),
    ]
    for length in 8...256 {
      for alphabet in [alphabets[0], alphabets[length % alphabets.count]] {
        let token = (0..<length).map { _ in alphabet[sample.number(below: alphabet.count)] }
        let limit = length % 2 == 0 ? 8 : 11
        let counts = token.withUnsafeBufferPointer {
          TokenCounts($0, hexadecimalLimit: limit, isa: isa)
        }
        let kinds = token.map(kind)
        #expect(counts.upper == kinds.count { $0 == 0 })
        #expect(counts.lower == kinds.count { $0 == 1 })
        #expect(counts.digits == kinds.count { $0 == 2 })
        #expect(counts.separators == kinds.count { $0 == 3 })
        #expect(counts.changes == (1..<length).count { kinds[$0] != kinds[$0 - 1] })
        let steps = (1..<length).count { position in
          (1...min(2, position)).contains { back in
            abs(Int(token[position]) - Int(token[position - back])) == 1
          }
        }
        #expect(counts.steps == steps)
        let folded = token.map { $0 == 0x2D ? 0x2B : $0 == 0x5F ? 0x2F : $0 }
        #expect(counts.distinct == Set(folded).count)
        #expect(counts.hasSlash == token.contains(0x2F))
        #expect(counts.hasPlus == token.contains(0x2B))
        let hexadecimal = max(
          longestRun(token, "0123456789abcdef", skipsHyphens: true),
          longestRun(token, "0123456789ABCDEF", skipsHyphens: true))
        #expect(counts.hasHexadecimal == (hexadecimal >= limit))
        let number = longestRun(token, "0123456789", skipsHyphens: false)
        #expect(counts.hasLongNumber == (number >= 7))
        let hasRepeat = (3..<length).contains { Set(token[($0 - 3)...$0]).count == 1 }
        #expect(counts.hasRepeat == hasRepeat)
      }
    }
  }
}
