import AirflowClient
import Testing

@Suite struct TimestampTests {
  @Test(
    arguments: [
      ("2026-11-22T10:57:46Z", "2026-11-22T10:57:46.000000Z"),
      ("2026-11-22T10:57:46.425701Z", "2026-11-22T10:57:46.425701Z"),
      ("2026-11-22t10:57:46.1234569z", "2026-11-22T10:57:46.123456Z"),
      ("2026-11-22 10:57:46+01:30", "2026-11-22T09:27:46.000000Z"),
      ("2026-12-31T23:30:00-01:00", "2027-01-01T00:30:00.000000Z"),
      ("2024-02-29T00:00:00Z", "2024-02-29T00:00:00.000000Z"),
      ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500000Z"),
      ("0001-01-01T00:00:00Z", "0001-01-01T00:00:00.000000Z"),
      ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
    ])
  func timesAreReadAndWrittenInUTC(_ text: String, _ expected: String) throws {
    #expect(try Timestamp(text, field: "since").description == expected)
  }

  @Test(
    arguments: [
      "", "now", "2026-11-22", "2026-11-22T10:57:46", "2026-13-01T00:00:00Z",
      "2023-02-29T00:00:00Z", "2026-11-22T24:00:00Z", "2026-11-22T10:57:46Z ",
      "2026-11-22T10:57:46.Z", "2026-11-22T10:57:46+1:00", "0000-01-01T00:00:00Z",
      "0001-01-01T00:00:00+01:00", "2026-11-22T10:57:46Z&limit=1",
      "2026-11-22T10:57:46.00000000000000000000000000Z", "２０２６-11-22T10:57:46Z",
    ])
  func whatIsNoTimeIsRefused(_ text: String) {
    let error = #expect(throws: IdentifierError.self) { try Timestamp(text, field: "since") }
    #expect(error?.field == "since")
  }

  @Test func everyDayOfFourHundredYearsComesBack() throws {
    let day: Int64 = 86_400_000_000
    for number in Int64(-73_000)..<Int64(73_097) {
      let time = try Timestamp(microseconds: number * day + 1)
      let again = try Timestamp(time.description, field: "time")
      try #require(again == time, "day \(number)")
    }
  }
}
