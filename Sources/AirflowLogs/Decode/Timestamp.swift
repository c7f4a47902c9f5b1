internal import Scrubber

/// A date and time, kept as numbers: no text of the log passes through it.
struct Timestamp: Equatable {
  private var year: UInt16 = 0
  private var month: UInt8 = 0
  private var day: UInt8 = 0
  private var hour: UInt8 = 0
  private var minute: UInt8 = 0
  private var second: UInt8 = 0
  private var fractionDigits: UInt8 = 0
  private var fraction: UInt32 = 0
  /// Offset from UTC in minutes; `Int16.min` for none, 0 is written as `Z`.
  private var offset = Int16.min

  /// Reads `YYYY-MM-DDThh:mm:ss[.fraction][Z|+hh:mm]`, up to nine digits of a fraction.
  init?(_ text: UnsafeBufferPointer<UInt8>) {
    guard text.count >= 19, text.count <= 35, text[4] == 0x2D, text[7] == 0x2D,
      text[10] == UInt8(ascii: "T") || text[10] == 0x20, text[13] == 0x3A, text[16] == 0x3A,
      let year = Self.digits(text, 0, 4), let month = Self.digits(text, 5, 2),
      let day = Self.digits(text, 8, 2), let hour = Self.digits(text, 11, 2),
      let minute = Self.digits(text, 14, 2), let second = Self.digits(text, 17, 2),
      month <= 12, day <= 31, hour <= 24, minute < 60, second <= 60
    else { return nil }
    self.year = UInt16(year)
    self.month = UInt8(month)
    self.day = UInt8(day)
    self.hour = UInt8(hour)
    self.minute = UInt8(minute)
    self.second = UInt8(second)
    var at = 19
    if at < text.count, text[at] == UInt8(ascii: ".") {
      at += 1
      let first = at
      while at < text.count, text[at] >= 0x30, text[at] <= 0x39 { at += 1 }
      guard at > first, at - first <= 9, let value = Self.digits(text, first, at - first) else {
        return nil
      }
      fraction = value
      fractionDigits = UInt8(at - first)
    }
    if at == text.count { return }
    if text[at] == UInt8(ascii: "Z") {
      offset = 0
      guard at + 1 == text.count else { return nil }
      return
    }
    guard at + 6 == text.count, text[at] == 0x2B || text[at] == 0x2D, text[at + 3] == 0x3A,
      let hours = Self.digits(text, at + 1, 2), let minutes = Self.digits(text, at + 4, 2),
      hours < 24, minutes < 60
    else { return nil }
    let value = Int16(hours * 60 + minutes)
    offset = text[at] == 0x2D ? -value : value
  }

  private static func digits(
    _ text: UnsafeBufferPointer<UInt8>, _ start: Int, _ count: Int
  ) -> UInt32? {
    var value: UInt32 = 0
    for index in start..<start + count {
      let digit = text[index] &- 0x30
      if digit > 9 { return nil }
      value = value * 10 + UInt32(digit)
    }
    return value
  }

  /// Bytes that `write` adds.
  var width: Int {
    let tail = offset == .min ? 0 : offset == 0 ? 1 : 6
    return 19 + (fractionDigits > 0 ? 1 + Int(fractionDigits) : 0) + tail
  }

  func write(to out: inout ScrubbedBytes) {
    out.append(number: Int(year), width: 4)
    out.append(literal: "-")
    out.append(number: Int(month), width: 2)
    out.append(literal: "-")
    out.append(number: Int(day), width: 2)
    out.append(literal: "T")
    out.append(number: Int(hour), width: 2)
    out.append(literal: ":")
    out.append(number: Int(minute), width: 2)
    out.append(literal: ":")
    out.append(number: Int(second), width: 2)
    if fractionDigits > 0 {
      out.append(literal: ".")
      out.append(number: Int(fraction), width: Int(fractionDigits))
    }
    if offset == .min { return }
    if offset == 0 {
      out.append(literal: "Z")
      return
    }
    out.append(literal: offset < 0 ? "-" : "+")
    out.append(number: Int(offset.magnitude) / 60, width: 2)
    out.append(literal: ":")
    out.append(number: Int(offset.magnitude) % 60, width: 2)
  }
}
