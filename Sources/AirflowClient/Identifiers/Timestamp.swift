/// A moment in UTC with microseconds, from year 1 to 9999, written as RFC 3339.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Microseconds since 1970-01-01T00:00:00Z; negative before it.
  public let microseconds: Int64

  /// First and last moment that can be written with four digits of year.
  static let range: ClosedRange<Int64> = -62_135_596_800_000_000...253_402_300_799_999_999

  /// Checks the range; throws an `IdentifierError` for `timestamp`.
  ///
  /// - Parameter microseconds: since 1970-01-01T00:00:00Z
  public init(microseconds: Int64) throws(IdentifierError) {
    guard Self.range.contains(microseconds) else {
      throw IdentifierError(field: "timestamp", rule: .notATime)
    }
    self.microseconds = microseconds
  }

  /// Reads RFC 3339 text, for example `2026-11-22T10:57:46.5+01:00`; a time without an offset is
  /// refused, since nobody knows whose it is.
  ///
  /// - Parameters:
  ///   - text: the time
  ///   - field: name of the parameter for the error, chosen by the caller's code and never by input
  public init(_ text: String, field: StaticString) throws(IdentifierError) {
    var reader = TimeReader(text)
    guard let microseconds = reader.read(), Self.range.contains(microseconds) else {
      throw IdentifierError(field: "\(field)", rule: .notATime)
    }
    self.microseconds = microseconds
  }

  /// `2026-11-22T10:57:46.500000Z`.
  public var description: String {
    let (seconds, fraction) = microseconds.flooredDivision(by: 1_000_000)
    let (days, second) = seconds.flooredDivision(by: 86_400)
    let date = CivilDate(daysSince1970: days)
    func padded(_ number: Int64, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return padded(date.year, 4) + "-" + padded(date.month, 2) + "-" + padded(date.day, 2) + "T"
      + padded(second / 3600, 2) + ":" + padded(second / 60 % 60, 2) + ":" + padded(second % 60, 2)
      + "." + padded(fraction, 6) + "Z"
  }

  /// Whether `left` is earlier.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    left.microseconds < right.microseconds
  }
}

extension Int64 {
  fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

/// A date of the Gregorian calendar and its number of days since 1970-01-01, by the method of
/// Howard Hinnant ("chrono-Compatible Low-Level Date Algorithms"): years begin in March, so that
/// the leap day is the last day.
private struct CivilDate {
  var year: Int64
  var month: Int64
  var day: Int64

  init(year: Int64, month: Int64, day: Int64) {
    self.year = year
    self.month = month
    self.day = day
  }

  init(daysSince1970: Int64) {
    let shifted = daysSince1970 + 719_468
    let (era, dayOfEra) = shifted.flooredDivision(by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  var daysSince1970: Int64 {
    let shiftedYear = month <= 2 ? year - 1 : year
    let (era, yearOfEra) = shiftedYear.flooredDivision(by: 400)
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// Whether the day exists: a date that doesn't comes back as another one.
  var exists: Bool {
    let same = CivilDate(daysSince1970: daysSince1970)
    return same.year == year && same.month == month && same.day == day
  }
}

/// Reads RFC 3339 from the front of a text.
private struct TimeReader {
  private var rest: Substring.UTF8View

  init(_ text: String) { rest = text.prefix(64)[...].utf8 }

  /// Microseconds since 1970, or `nil` if the text is no time or goes on after it.
  mutating func read() -> Int64? {
    guard let year = digits(4), skip("-"), let month = digits(2), skip("-"), let day = digits(2),
      skip("T") || skip("t") || skip(" "),
      let hour = digits(2), skip(":"), let minute = digits(2), skip(":"), let second = digits(2),
      year >= 1, (1...12).contains(month), (1...31).contains(day),
      hour < 24, minute < 60, second < 60
    else { return nil }
    let date = CivilDate(year: year, month: month, day: day)
    guard date.exists, let fraction = fraction(), let offset = offsetMinutes(), rest.isEmpty else {
      return nil
    }
    let minutes = (date.daysSince1970 * 24 + hour) * 60 + minute - offset
    return (minutes * 60 + second) * 1_000_000 + fraction
  }

  private mutating func skip(_ character: Character) -> Bool {
    guard let byte = character.asciiValue, rest.first == byte else { return false }
    rest.removeFirst()
    return true
  }

  private mutating func digits(_ count: Int) -> Int64? {
    guard rest.count >= count else { return nil }
    var number: Int64 = 0
    for byte in rest.prefix(count) {
      guard (0x30...0x39).contains(byte) else { return nil }
      number = number * 10 + Int64(byte - 0x30)
    }
    rest.removeFirst(count)
    return number
  }

  /// Microseconds after the second; digits beyond the sixth are dropped.
  private mutating func fraction() -> Int64? {
    guard skip(".") else { return 0 }
    var microseconds: Int64 = 0
    var scale: Int64 = 100_000
    var count = 0
    while let byte = rest.first, (0x30...0x39).contains(byte), count < 9 {
      microseconds += Int64(byte - 0x30) * scale
      scale /= 10
      count += 1
      rest.removeFirst()
    }
    return count > 0 ? microseconds : nil
  }

  private mutating func offsetMinutes() -> Int64? {
    if skip("Z") || skip("z") { return 0 }
    let sign: Int64
    if skip("+") {
      sign = 1
    } else if skip("-") {
      sign = -1
    } else {
      return nil
    }
    guard let hours = digits(2), skip(":"), let minutes = digits(2), hours < 24, minutes < 60 else {
      return nil
    }
    return sign * (hours * 60 + minutes)
  }
}
