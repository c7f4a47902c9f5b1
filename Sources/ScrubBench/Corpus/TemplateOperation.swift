/// One step in the rendering of a template. Eight bytes, so that a template is a short flat run.
struct TemplateOperation {
  var code: Code
  var alphabet: UInt8 = 0
  /// Length, maximum digits, or the index of a dictionary or mark kind.
  var count: UInt16 = 0
  /// Where a literal starts in the literal pool.
  var offset: UInt32 = 0

  enum Code: UInt8 {
    case literal
    case characters
    case number
    case word
    case uuid
    case ipv4
    case ipv6
    case mac
    case isoSeconds
    case isoMilliseconds
    case isoMicroseconds
    case isoNanoseconds
    case commaTime
    case dotTime
    case slashTime
    case clfTime
    case syslogTime
    case klogTime
    case date
    case timeOfDay
    case epochSeconds
    case epochMilliseconds
    case markStart
    case markEnd
    case secret
    case checksum
    case jsonWebToken
    case privateKey
    case escapedPrivateKey
    case key32
    case basicCredentials
  }
}

extension TemplateOperation.Code {
  /// The slots that have a plain name, and the most bytes each can write (random characters are
  /// stored in tens, and the surplus dropped afterwards).
  static let named: [String: (code: Self, maximumSize: Int)] = [
    "uuid": (.uuid, 40),
    "ip": (.ipv4, 15),
    "ip6": (.ipv6, 39),
    "mac": (.mac, 20),
    "isos": (.isoSeconds, 20),
    "iso": (.isoMilliseconds, 24),
    "isou": (.isoMicroseconds, 27),
    "ison": (.isoNanoseconds, 30),
    "ts": (.commaTime, 23),
    "td": (.dotTime, 23),
    "slash": (.slashTime, 19),
    "clf": (.clfTime, 26),
    "syslog": (.syslogTime, 15),
    "klog": (.klogTime, 20),
    "date": (.date, 10),
    "hms": (.timeOfDay, 8),
    "epoch": (.epochSeconds, 20),
    "epochms": (.epochMilliseconds, 20),
    "]": (.markEnd, 0),
    "secret": (.secret, 4096),
    "jwt": (.jsonWebToken, 512),
    "pem": (.privateKey, 2048),
    "pemesc": (.escapedPrivateKey, 2048),
    "key32": (.key32, 44),
    "basic": (.basicCredentials, 64),
  ]
}

/// A compiled template: its run of operations in a `TemplateBank`.
struct Template {
  var first: Int
  var count: Int
  /// No rendering of this template is longer, in bytes.
  var maximumSize: Int
  /// Line ends among its literals.
  var lineCount: Int
}
