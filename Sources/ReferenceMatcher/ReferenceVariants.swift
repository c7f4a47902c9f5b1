/// The byte strings that stand for a registered value, by `docs/VARIANTS.md`.
package struct ReferenceVariants {
  /// How far an occurrence may be widened, in bytes.
  package struct Widening {
    var left = 0
    var right = 0
  }

  package private(set) var strings: [[UInt8]: Widening] = [:]

  package init(of value: [UInt8], isCommon: ([UInt8]) -> Bool) {
    let core = Self.core(value)
    var forms = [value]
    if core != value, !core.isEmpty { forms.append(core) }
    for form in forms {
      add(form)
      addLineEnds(form)
      for quote in Self.quotings { add(quote(form)) }
      addHexadecimal(form)
      addBase64(form)
    }
    let lines = Self.lines(value)
    if lines.count >= 2 {
      for line in lines {
        let core = Self.core(line)
        let isRule = core.starts(with: "-----".utf8) && core.suffix(5).elementsEqual("-----".utf8)
        if core.count < 8 || isCommon(core) || isRule { continue }
        add(line)
        add(core)
      }
    }
  }

  private mutating func add(_ string: [UInt8], _ widening: Widening = Widening()) {
    if string.isEmpty { return }
    var widest = strings[string] ?? widening
    widest.left = max(widest.left, widening.left)
    widest.right = max(widest.right, widening.right)
    strings[string] = widest
  }

  // MARK: Parts

  /// `text` without the white space at its ends.
  static func core(_ text: [UInt8]) -> [UInt8] {
    func isSpace(_ byte: UInt8) -> Bool { [0x20, 0x09, 0x0D, 0x0A].contains(byte) }
    guard let first = text.firstIndex(where: { !isSpace($0) }),
      let last = text.lastIndex(where: { !isSpace($0) })
    else { return [] }
    return Array(text[first...last])
  }

  /// The lines of `text`, without their ends.
  static func lines(_ text: [UInt8]) -> [[UInt8]] {
    var lines: [[UInt8]] = [[]]
    var index = 0
    while index < text.count {
      if text[index] == 0x0D, index + 1 < text.count, text[index + 1] == 0x0A { index += 1 }
      if text[index] == 0x0D || text[index] == 0x0A {
        lines.append([])
      } else {
        lines[lines.count - 1].append(text[index])
      }
      index += 1
    }
    return lines
  }

  private mutating func addLineEnds(_ form: [UInt8]) {
    let lines = Self.lines(form)
    guard lines.count >= 2 else { return }
    for end in ["\n", "\r\n", "\\n", "\\r\\n"] { add(Array(lines.joined(separator: end.utf8))) }
  }

  // MARK: Encodings

  private mutating func addHexadecimal(_ form: [UInt8]) {
    guard form.count >= 4 else { return }
    for digits in ["0123456789abcdef", "0123456789ABCDEF"] {
      let digits = Array(digits.utf8)
      add(form.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] })
    }
  }

  private mutating func addBase64(_ form: [UInt8]) {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"
    for alphabet in [letters + "+/", letters + "-_"].map({ Array($0.utf8) }) {
      for lead in 0...2 {
        let bytes = Array(repeating: 0, count: lead) + form
        let first = (8 * lead + 5) / 6
        let end = 8 * bytes.count / 6
        guard end - first >= 8 else { continue }
        let variant = (first..<end).map { letter -> UInt8 in
          let value = (0..<6).reduce(0) { value, bit in
            let position = 6 * letter + bit
            return value << 1 | Int(bytes[position / 8] >> (7 - UInt8(position % 8)) & 1)
          }
          return alphabet[value]
        }
        let right = 4 * ((bytes.count + 2) / 3) - end
        add(variant, Widening(left: first, right: right))
      }
    }
  }
}
