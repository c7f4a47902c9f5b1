/// Names of settings, variables and members of connections whose values are secrets.
enum SecretNames {
  /// Those of Airflow's own masker (`DEFAULT_SENSITIVE_FIELDS`), and settings of its configuration.
  private static let parts = [
    "access_key", "api_key", "apikey", "auth_header", "authorization", "basic_auth",
    "connection_string", "dsn", "encryption_key", "fernet_key", "passphrase", "passwd", "password",
    "private_key", "secret", "service_account", "service_key", "token", "keyfile_dict",
    "webhook_url",
  ]

  static func contains(_ name: String) -> Bool {
    let plain = String(name.lowercased().map { $0.isLetter || $0.isNumber ? $0 : "_" })
    return parts.contains { plain.contains($0) }
  }

  /// Settings such as `min_length_masked_secret = 5` have such names as well.
  static func isSwitchOrNumber(_ value: String) -> Bool {
    ["true", "false", "none"].contains(value.lowercased())
      || (value.utf8.count < 8 && Double(value) != nil)
  }
}

/// Percent signs of URLs.
enum PercentDecoding {
  static func decode(_ text: Substring) -> String {
    let bytes = Array(text.utf8)
    var result: [UInt8] = []
    var index = 0
    while index < bytes.count {
      if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
        let high = Character(Unicode.Scalar(bytes[index + 1])).hexDigitValue,
        let low = Character(Unicode.Scalar(bytes[index + 2])).hexDigitValue
      {
        result.append(UInt8(high * 16 + low))
        index += 3
      } else {
        result.append(bytes[index])
        index += 1
      }
    }
    return String(decoding: result, as: UTF8.self)
  }
}

extension StringProtocol {
  /// The text without spaces and tabs around it.
  func trimmingBlanks() -> SubSequence {
    let start = firstIndex { $0 != " " && $0 != "\t" } ?? endIndex
    guard let last = lastIndex(where: { $0 != " " && $0 != "\t" }) else {
      return self[start..<start]
    }
    return self[start...last]
  }
}
