/// The group with which Airflow begins every log: one record per file or URL that it was read from,
/// which tell worker paths and host names. Its records have nothing but an event.
struct SourceDetails {
  private enum Place {
    case before
    case inside
    case after
  }

  /// Most records that are taken for part of it.
  private static let mostRecords = 256
  private static let begin = Array("::group::Log message source details".utf8)
  private static let end = Array("::endgroup::".utf8)

  private var place = Place.before
  private var count = 0

  /// Whether the record, the next of the log, belongs to the group.
  mutating func isPart(_ record: DecodedRecord) -> Bool {
    switch place {
    case .after: return false
    case .before:
      let begins = record.isBare && record.event.starts(with: Self.begin)
      place = begins ? .inside : .after
      return begins
    case .inside:
      count += 1
      if !record.isBare || count > Self.mostRecords {
        place = .after
        return false
      }
      if record.event == Self.end { place = .after }
      return true
    }
  }
}

/// Groups of log lines, which Airflow's own pages fold: `::group::name` is shown as `== name ==`.
enum GroupHeading {
  private static let begin = Array("::group::".utf8)
  private static let end = Array("::endgroup::".utf8)
  private static let rule = Array("==".utf8)

  static func rewrite(_ event: inout [UInt8]) {
    guard event.first == UInt8(ascii: ":"), !event.contains(0x0A) else { return }
    if event == end {
      event = Array("== end of group ==".utf8)
    } else if event.starts(with: begin) {
      let name = event.dropFirst(begin.count)
      event = name.isEmpty ? rule : rule + [0x20] + name + [0x20] + rule
    }
  }
}
