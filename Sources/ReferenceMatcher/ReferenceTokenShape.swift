/// `TokenShape.looksLikeSecret`, written from docs/TOKEN-SHAPE.md: every step is tried.
struct ReferenceTokenShape {
  /// The steps of the document's table, by its names.
  enum Step: String, CaseIterable {
    case length, classes, word, hexadecimal, digits, balance, changes, separators, weight, alphabet
    case sequence, repeats, identifier, prefix, text
  }

  private enum Kind {
    case upper, lower, digit, separator
  }

  private let token: [UInt8]
  private let count: Int
  private let kinds: [Kind]
  private let isMixed: Bool
  /// Weight of each neighbouring pair.
  private let weights: [Int]

  static func looksLikeSecret(_ token: [UInt8]) -> Bool { refusals(of: token).isEmpty }

  /// The steps that refuse the token.
  static func refusals(of token: [UInt8]) -> [Step] {
    // No other step is defined for bytes without a code.
    guard token.allSatisfy({ ReferencePairWeights.code($0) != nil }) else { return [.classes] }
    let shape = ReferenceTokenShape(token)
    return Step.allCases.filter(shape.refuses)
  }

  /// All bytes of the token have a code.
  private init(_ token: [UInt8]) {
    self.token = token
    count = token.count
    kinds = token.map { byte in
      if ReferenceBytes.isUpper(byte) { return .upper }
      if ReferenceBytes.isLower(byte) { return .lower }
      return ReferenceBytes.isDigit(byte) ? .digit : .separator
    }
    let isMixed = kinds.contains(.upper) && kinds.contains(.lower)
    self.isMixed = isMixed
    weights = zip(token, token.dropFirst()).compactMap { first, second in
      ReferencePairWeights.weight(first, second).map { isMixed ? $0 : $0 - 7 }
    }
  }

  private func number(of kind: Kind) -> Int { kinds.count { $0 == kind } }

  private func refuses(_ step: Step) -> Bool {
    switch step {
    case .length: return count < 24 || count > 256 || !isMixed && count < 28
    case .classes:
      let hasLetter = kinds.contains(.upper) || kinds.contains(.lower)
      return !hasLetter || isMixed && !kinds.contains(.digit) && count < 32
    case .word: return heaviestPiece >= 94
    case .hexadecimal:
      let most = isMixed ? 8 : 11
      return longestRun(of: "0123456789abcdef", ignoring: "-") >= most
        || longestRun(of: "0123456789ABCDEF", ignoring: "-") >= most
    case .digits: return longestRun(of: "0123456789", ignoring: "") >= 7
    case .balance:
      let digits = number(of: .digit)
      if isMixed {
        return number(of: .lower) * 7 < count || number(of: .upper) * 7 < count
          || digits * 2 > count
      }
      return digits * 8 < count || digits * 2 > count
    case .changes:
      let changes = zip(kinds, kinds.dropFirst()).count { $0 != $1 }
      return isMixed ? changes * 8 < (count - 1) * 3 : changes * 5 < count
    case .separators:
      let separators = number(of: .separator)
      if isMixed { return separators * 6 > count }
      return separators > 2 || token.contains { $0 == UInt8(ascii: "/") || $0 == UInt8(ascii: "+") }
    case .weight: return weights.reduce(0, +) > -8 * (count - 1)
    case .alphabet:
      return Set(token.map(ReferencePairWeights.code)).count < min(count / 2, 20)
    case .sequence:
      let steps = token.indices.count { index in
        func isNear(_ distance: Int) -> Bool {
          index >= distance && abs(Int(token[index]) - Int(token[index - distance])) == 1
        }
        return isNear(1) || isNear(2)
      }
      return steps * 3 > count
    case .repeats:
      return token.indices.contains { index in
        let four = token[index...].prefix(4)
        return four.count == 4 && four.allSatisfy { $0 == token[index] }
      }
    case .identifier: return isIdentifier
    case .prefix: return hasPrefix
    case .text: return isOnlyText
    }
  }

  /// The largest sum of the weights of consecutive pairs.
  private var heaviestPiece: Int {
    var heaviest = 0
    for start in weights.indices {
      var sum = 0
      for weight in weights[start...] {
        sum += weight
        heaviest = max(heaviest, sum)
      }
    }
    return heaviest
  }

  /// Most bytes of `set` in a row, where bytes of `ignored` neither count nor interrupt.
  private func longestRun(of set: String, ignoring ignored: String) -> Int {
    let (set, ignored) = (Array(set.utf8), Array(ignored.utf8))
    var longest = 0
    var run = 0
    for byte in token where !ignored.contains(byte) {
      run = set.contains(byte) ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  private var isIdentifier: Bool {
    let segments = token.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    let hasUUID = segments.contains { segment in
      segment.count == 22 && segment.last.map { Array("AQgw".utf8).contains($0) } == true
    }
    let isKSUID =
      count == 27 && token.allSatisfy(ReferenceBytes.isAlphanumeric)
      && Array("0123".utf8).contains(token[0])
    return hasUUID || isKSUID
  }

  private static let prefixes: [[UInt8]] = {
    var prefixes = [
      "_Z", "_R", "_T", "sS", "__", "--", "//", "++", "MII", "iVBORw", "R0lGOD", "/9j/", "H4sI",
      "UEsDB", "d09G", "AFQjC", "AOvVaw", "ALkJrh",
      "AAAAB3NzaC1", "AAAAC3NzaC1", "AAAAE2VjZHNh", "AAAAGnNrLX", "AAAAInNrLX", "nonce-",
      "age1", "phc_", "sq0id",
    ]
    for hash in ["sha1", "sha224", "sha256", "sha384", "sha512"] {
      prefixes += ["-", "/", "_"].map { hash + $0 }
    }
    prefixes += (0...9).map { "s\($0)" }
    return prefixes.map { Array($0.utf8) }
  }()

  private var hasPrefix: Bool { Self.prefixes.contains { token.starts(with: $0) } }

  /// Whether the token is base64 of text without a secret.
  private var isOnlyText: Bool {
    if count % 4 == 1 { return false }
    let text = decoded
    let isText = text.allSatisfy { 0x20...0x7E ~= $0 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D }
    if !isText { return false }
    let runs = text.split { !ReferenceBytes.isToken($0) }
    return !runs.contains { run in
      Self.refusals(of: Array(run)).allSatisfy { $0 == .text }
    }
  }

  /// What the token's codes stand for in base64.
  private var decoded: [UInt8] {
    var bits: [UInt8] = []
    for case let code? in token.map(ReferencePairWeights.code) {
      for shift in (0..<6).reversed() { bits.append(UInt8(code >> shift & 1)) }
    }
    return (0..<bits.count / 8).map { index in
      bits[index * 8..<index * 8 + 8].reduce(0) { $0 * 2 + $1 }
    }
  }
}
