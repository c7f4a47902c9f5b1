/// The running time of a generated log: it moves on with every block and prints itself in the
/// formats that logs use.
struct LogClock {
  /// Microseconds since 1970-01-01 UTC.
  private(set) var microseconds: UInt64
  private var dayNumber: UInt64 = 0
  private(set) var year = 0
  private(set) var month = 0
  private(set) var day = 0
  private(set) var hour = 0
  private(set) var minute = 0
  private(set) var second = 0

  /// Starts on 2026-03-01 at midnight, UTC.
  init() {
    microseconds = 1_772_323_200_000_000
    readFields()
  }

  /// Seconds since 1970-01-01 UTC.
  var epoch: UInt64 { microseconds / 1_000_000 }

  /// The microseconds within the second.
  var fraction: Int { Int(microseconds % 1_000_000) }

  mutating func advance(by step: UInt64) {
    microseconds &+= step
    readFields()
  }

  private mutating func readFields() {
    let seconds = epoch
    let newDay = seconds / 86400
    let inDay = Int(seconds % 86400)
    hour = inDay / 3600
    minute = inDay / 60 % 60
    second = inDay % 60
    if newDay != dayNumber {
      dayNumber = newDay
      readDate()
    }
  }

  /// Days since 1970 to a Gregorian date, by 400-year eras that begin on 1 March.
  private mutating func readDate() {
    let shifted = Int(dayNumber) + 719_468
    let era = shifted / 146_097
    let dayOfEra = shifted % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let monthFromMarch = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
    month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  func appendDate(to buffer: inout TextBuffer, separator: UInt8) {
    buffer.append(twoDigits: year / 100)
    buffer.append(twoDigits: year % 100)
    buffer.append(separator)
    buffer.append(twoDigits: month)
    buffer.append(separator)
    buffer.append(twoDigits: day)
  }

  func appendTime(to buffer: inout TextBuffer) {
    buffer.append(twoDigits: hour)
    buffer.append(UInt8(ascii: ":"))
    buffer.append(twoDigits: minute)
    buffer.append(UInt8(ascii: ":"))
    buffer.append(twoDigits: second)
  }

  func appendMilliseconds(to buffer: inout TextBuffer) {
    buffer.append(decimal: UInt64(fraction / 1000), width: 3)
  }

  func appendMicroseconds(to buffer: inout TextBuffer) {
    buffer.append(twoDigits: fraction / 10000)
    buffer.append(twoDigits: fraction / 100 % 100)
    buffer.append(twoDigits: fraction % 100)
  }

  func appendMonthName(to buffer: inout TextBuffer) {
    let names: StaticString = "JanFebMarAprMayJunJulAugSepOctNovDec"
    buffer.append(names.utf8Start + (month - 1) * 3, count: 3)
  }
}
