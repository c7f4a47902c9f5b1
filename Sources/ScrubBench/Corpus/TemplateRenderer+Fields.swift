extension TemplateRenderer {
  /// UUIDs (version 4) and network addresses.
  mutating func appendIdentifier(_ code: TemplateOperation.Code) {
    switch code {
    case .uuid: appendUUID()
    case .ipv4: appendIPv4()
    case .ipv6: appendIPv6()
    default: appendMAC()
    }
  }

  private mutating func appendUUID() {
    let start = buffer.count
    appendCharacters(Alphabet.hex.rawValue, count: 36)
    buffer[start + 8] = UInt8(ascii: "-")
    buffer[start + 13] = UInt8(ascii: "-")
    buffer[start + 18] = UInt8(ascii: "-")
    buffer[start + 23] = UInt8(ascii: "-")
    buffer[start + 14] = UInt8(ascii: "4")
    buffer[start + 19] = UInt8(ascii: "a")
  }

  /// Mostly private addresses, as in the logs of a cluster.
  private mutating func appendIPv4() {
    let word = random.next()
    let fourth = (word >> 8) % 254 + 1
    switch word & 7 {
    case 0, 1:
      buffer.append(decimal: (word >> 16) % 223 + 1)
      buffer.append(UInt8(ascii: "."))
      buffer.append(decimal: (word >> 24) & 255)
    case 2:
      buffer.append("192.168")
    default:
      buffer.append("10.")
      buffer.append(decimal: (word >> 24) & 255)
    }
    buffer.append(UInt8(ascii: "."))
    buffer.append(decimal: (word >> 32) & 255)
    buffer.append(UInt8(ascii: "."))
    buffer.append(decimal: fourth)
  }

  private mutating func appendIPv6() {
    buffer.append("2001:db8:")
    appendCharacters(Alphabet.hex.rawValue, count: 4)
    buffer.append("::")
    appendCharacters(Alphabet.hex.rawValue, count: 4)
  }

  private mutating func appendMAC() {
    let start = buffer.count
    appendCharacters(Alphabet.hex.rawValue, count: 17)
    for index in 0..<5 {
      buffer[start + index * 3 + 2] = UInt8(ascii: ":")
    }
  }

  /// The running clock in one of the formats of logs.
  mutating func appendTime(_ code: TemplateOperation.Code) {
    switch code {
    case .isoSeconds, .isoMilliseconds, .isoMicroseconds, .isoNanoseconds:
      appendISOTime(code)
    case .commaTime, .dotTime:
      clock.appendDate(to: &buffer, separator: UInt8(ascii: "-"))
      buffer.append(UInt8(ascii: " "))
      clock.appendTime(to: &buffer)
      buffer.append(code == .commaTime ? UInt8(ascii: ",") : UInt8(ascii: "."))
      clock.appendMilliseconds(to: &buffer)
    case .slashTime:
      clock.appendDate(to: &buffer, separator: UInt8(ascii: "/"))
      buffer.append(UInt8(ascii: " "))
      clock.appendTime(to: &buffer)
    case .clfTime:
      appendCLFTime()
    case .syslogTime:
      clock.appendMonthName(to: &buffer)
      buffer.append(UInt8(ascii: " "))
      buffer.append(clock.day < 10 ? UInt8(ascii: " ") : UInt8(48 + clock.day / 10))
      buffer.append(UInt8(48 + clock.day % 10))
      buffer.append(UInt8(ascii: " "))
      clock.appendTime(to: &buffer)
    case .klogTime:
      buffer.append(twoDigits: clock.month)
      buffer.append(twoDigits: clock.day)
      buffer.append(UInt8(ascii: " "))
      clock.appendTime(to: &buffer)
      buffer.append(UInt8(ascii: "."))
      clock.appendMicroseconds(to: &buffer)
    case .date:
      clock.appendDate(to: &buffer, separator: UInt8(ascii: "-"))
    case .timeOfDay:
      clock.appendTime(to: &buffer)
    case .epochMilliseconds:
      buffer.append(decimal: clock.microseconds / 1000)
    default:
      buffer.append(decimal: clock.epoch)
    }
  }

  private mutating func appendISOTime(_ code: TemplateOperation.Code) {
    clock.appendDate(to: &buffer, separator: UInt8(ascii: "-"))
    buffer.append(UInt8(ascii: "T"))
    clock.appendTime(to: &buffer)
    if code != .isoSeconds { buffer.append(UInt8(ascii: ".")) }
    switch code {
    case .isoMilliseconds: clock.appendMilliseconds(to: &buffer)
    case .isoMicroseconds: clock.appendMicroseconds(to: &buffer)
    case .isoNanoseconds:
      clock.appendMicroseconds(to: &buffer)
      buffer.append(decimal: random.next() % 1000, width: 3)
    default: break
    }
    buffer.append(UInt8(ascii: "Z"))
  }

  private mutating func appendCLFTime() {
    buffer.append(twoDigits: clock.day)
    buffer.append(UInt8(ascii: "/"))
    clock.appendMonthName(to: &buffer)
    buffer.append(UInt8(ascii: "/"))
    buffer.append(twoDigits: clock.year / 100)
    buffer.append(twoDigits: clock.year % 100)
    buffer.append(UInt8(ascii: ":"))
    clock.appendTime(to: &buffer)
    buffer.append(" +0000")
  }
}
