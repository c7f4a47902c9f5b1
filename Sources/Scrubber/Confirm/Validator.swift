/// An offline check of a secret's own checksum or structure, named by a rule.
///
/// A passed check raises a finding's confidence; a failed one must only lower it, since samples in
/// documentation are mangled and issuers change their formats. The raw value is the name in rule
/// files.
public enum Validator: String, Sendable, CaseIterable {
  /// `ghp_`, `gho_`, `ghu_` or `ghr_`, a body, 6 characters of CRC-32 in base 62 over the body.
  case githubToken = "github-token"
  /// `npm_`, 30 characters, 6 characters of CRC-32 in base 62 over them.
  case npmToken = "npm-token"
  /// `vc` and one letter, `_`, 50 characters, 6 characters of CRC-32 in base 62 over them.
  case vercelToken = "vercel-token"
  /// Ends with 7 characters of CRC-32 in base 36 over everything before, prefix included.
  case gitlabRoutable = "gitlab-routable"
  /// `glsa_`, 32 characters, `_`, 8 hexadecimal digits: little-endian CRC-32 of the first 37 bytes.
  case grafanaServiceAccount = "grafana-service-account"
  /// Ends with 8 upper-case hexadecimal digits: CRC-32 of everything before.
  case atlassianToken = "atlassian-token"
  /// `cflt`, 54 base64 characters, 6 characters of base64 of their little-endian CRC-32.
  case confluentSecret = "confluent-secret"
  /// `zpka_`, 32 characters, `_`, 8 hexadecimal digits: CRC-32 of the 32.
  case zuploKey = "zuplo-key"
  /// An identifiable key of a cloud service in base64: the last 4 of its bytes are the
  /// little-endian Marvin32 of those before, under one of the published seeds.
  case azureIdentifiableKey = "azure-identifiable-key"
  /// The part up to the first dot decodes to a JSON object with `alg`, `enc` or `typ`.
  case jwtHeader = "jwt-header"
  /// The base64 from the first `eyJ` or `ewo` on decodes to a JSON object.
  case base64JSON = "base64-json"
  /// 44 base64url characters that decode to 32 bytes.
  case fernetKey = "fernet-key"
  /// Version 0x80, a time between 2010 and 2100, blocks of 16 bytes, and a code of 32.
  case fernetToken = "fernet-token"
  /// A four-letter kind and 16 base32 characters whose leading bits are a 12-digit account id.
  case awsAccessKeyID = "aws-access-key-id"
  /// The first part is base64 of a decimal user id; 6 and 27 to 38 base64url characters follow.
  case discordBotToken = "discord-bot-token"
  /// 8 to 10 digits, `:AA`, 33 base64url characters.
  case telegramBotToken = "telegram-bot-token"
  /// An age identity with a valid Bech32 checksum, in either case.
  case ageBech32 = "age-bech32"
  /// A Bitcoin private key (extended, or in the wallet import format) in Base58Check.
  case base58Check = "base58check"
  /// `pypi-` and base64 of a macaroon whose location ends with `pypi.org`.
  case pypiMacaroon = "pypi-macaroon"
  /// Base64 of text that begins with the marker of a private key block.
  case base64PrivateKey = "base64-private-key"
  /// 12 to 19 decimal digits, spaces and hyphens apart, with a valid Luhn digit.
  case luhn
  /// An international bank account number: 15 to 34 characters, remainder 1 modulo 97.
  case iban
  /// An even number of hexadecimal digits, at least one of them a digit and one a letter.
  case hex

  /// Whether `secret`, the whole of a match with its prefix, passes.
  ///
  /// Pure; any bytes of any length are allowed.
  public func check(_ secret: UnsafeBufferPointer<UInt8>) -> Bool {
    switch self {
    case .githubToken:
      Checks.crc32Base62(
        secret, prefixes: ["ghp_", "gho_", "ghu_"], body: 30)
        || Checks.crc32Base62(secret, prefixes: ["ghr_"], body: 70)
    case .npmToken: Checks.crc32Base62(secret, prefixes: ["npm_"], body: 30)
    case .vercelToken:
      Checks.crc32Base62(
        secret, prefixes: ["vcp_", "vci_", "vca_", "vcr_", "vck_"], body: 50)
    case .gitlabRoutable: Checks.crc32Base36OfAllBefore(secret)
    case .grafanaServiceAccount: Checks.grafanaServiceAccount(secret)
    case .atlassianToken: Checks.atlassianToken(secret)
    case .confluentSecret: Checks.confluentSecret(secret)
    case .zuploKey: Checks.zuploKey(secret)
    case .azureIdentifiableKey: Checks.azureIdentifiableKey(secret)
    case .jwtHeader: Checks.jwtHeader(secret)
    case .base64JSON: Checks.base64JSON(secret)
    case .fernetKey: Checks.fernetKey(secret)
    case .fernetToken: Checks.fernetToken(secret)
    case .awsAccessKeyID: Checks.awsAccessKeyID(secret)
    case .discordBotToken: Checks.discordBotToken(secret)
    case .telegramBotToken: Checks.telegramBotToken(secret)
    case .ageBech32: Checks.ageIdentity(secret)
    case .base58Check: Checks.base58Check(secret)
    case .pypiMacaroon: Checks.pypiMacaroon(secret)
    case .base64PrivateKey: Checks.base64PrivateKey(secret)
    case .luhn: Checks.luhn(secret)
    case .iban: Checks.iban(secret)
    case .hex: Checks.hex(secret)
    }
  }
}
