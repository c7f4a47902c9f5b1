/// Looks for keys of so many parts that the TOML parser, which calls itself for each, would run out of
/// stack.
package enum KeyDepth {
  /// Most dots that a key may have. Packs need two.
  package static let mostDots = 64

  /// The line, from 1, of the first key with more dots; `nil` if there is none.
  ///
  /// Looks at bytes only, so a text counts, too, where it is all of what keys are made of.
  package static func first(in text: UnsafeBufferPointer<UInt8>) -> Int? {
    var line = 1
    var dots = 0
    for byte in text {
      switch byte {
      case UInt8(ascii: "."):
        dots += 1
        if dots > mostDots { return line }
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"),
        UInt8(ascii: " "), UInt8(ascii: "\t"), UInt8(ascii: "\""), UInt8(ascii: "'"):
        continue
      case 0x0A:
        line += 1
        dots = 0
      default: dots = 0
      }
    }
    return nil
  }
}
