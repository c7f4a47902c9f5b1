/// A piece of a filter's text.
enum FilterToken: Equatable {
  case word(String)
  case string(String)
  case number(Double)
  case symbol(String)

  /// How much deeper the text after it is in brackets.
  var depth: Int {
    switch self {
    case .symbol("("), .symbol("["), .symbol("{"): 1
    case .symbol(")"), .symbol("]"), .symbol("}"): -1
    default: 0
    }
  }

  private static let pairs = ["||", "&&", "<=", ">=", "==", "!=", "??"]

  /// The pieces of a text; comments and white space are none.
  static func tokens(of text: String) -> [FilterToken] {
    let scalars = Array(text.unicodeScalars)
    var tokens: [FilterToken] = []
    var index = 0
    while index < scalars.count {
      let scalar = scalars[index]
      let pair = String(String.UnicodeScalarView(scalars[index...].prefix(2)))
      if scalar.properties.isWhitespace {
        index += 1
      } else if pair == "//" {
        index += scalars[index...].prefix { $0 != "\n" }.count
      } else if scalar == "`" || scalar == "\"" || scalar == "'" {
        let (string, end) = string(in: scalars, at: index)
        tokens.append(.string(string))
        index = end
      } else if scalar == "_" || scalar.properties.isAlphabetic {
        let word = scalars[index...].prefix {
          $0 == "_" || $0.properties.isAlphabetic || isDigit($0)
        }
        tokens.append(.word(String(String.UnicodeScalarView(word))))
        index = word.endIndex
      } else if isDigit(scalar) {
        let digits = scalars[index...].prefix { $0 == "." || isDigit($0) }
        tokens.append(.number(Double(String(String.UnicodeScalarView(digits))) ?? 0))
        index = digits.endIndex
      } else if pairs.contains(pair) {
        tokens.append(.symbol(pair))
        index += 2
      } else {
        tokens.append(.symbol(String(scalar)))
        index += 1
      }
    }
    return tokens
  }

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    ("0"..."9").contains(scalar)
  }

  /// The string whose quote stands at `start`, and the index after it. Only back-ticks have no
  /// escapes.
  private static func string(
    in scalars: [Unicode.Scalar], at start: Int
  ) -> (text: String, end: Int) {
    let quote = scalars[start]
    var text = String.UnicodeScalarView()
    var index = start + 1
    while index < scalars.count, scalars[index] != quote {
      if scalars[index] == "\\", quote != "`", index + 1 < scalars.count {
        index += 1
        switch scalars[index] {
        case "n": text.append("\n")
        case "t": text.append("\t")
        case "r": text.append("\r")
        default: text.append(scalars[index])
        }
      } else {
        text.append(scalars[index])
      }
      index += 1
    }
    return (String(text), min(index + 1, scalars.count))
  }
}
