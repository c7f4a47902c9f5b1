/// Writes Airflow's `error_detail`, a list of exceptions with their frames, as Python writes a
/// traceback. Anything of another shape is not written here but becomes a field.
struct ErrorDetail {
  /// Exception groups within groups that are followed; deeper ones are written as JSON.
  private static let deepest = 8

  private let text: JSONText

  /// - Returns: whether the value was a list of exceptions; otherwise nothing is written.
  static func write(
    _ text: JSONText, _ value: Range<Int>, into out: inout [UInt8], _ counts: inout CleanedCounts
  ) -> Bool {
    let first = out.count
    if ErrorDetail(text: text).list(value, depth: 0, into: &out, &counts) { return true }
    out.removeSubrange(first...)
    return false
  }

  private func list(
    _ value: Range<Int>, depth: Int, into out: inout [UInt8], _ counts: inout CleanedCounts
  ) -> Bool {
    guard depth < Self.deepest, let items = elements(value), !items.isEmpty else { return false }
    for (number, item) in items.enumerated() {
      guard let members = members(item) else { return false }
      if depth > 0 {
        add("Exception of the group:\n", &out)
      } else if number > 0 {
        let isCause = members.contains { isKey("is_cause", $0.key) && isTrue($0.value) }
        add(isCause ? "Caused by:\n" : "While handling:\n", &out)
      }
      exception(members, depth: depth, into: &out, &counts)
    }
    return true
  }

  private typealias Member = (key: Range<Int>, value: Range<Int>)

  private func exception(
    _ members: [Member], depth: Int, into out: inout [UInt8], _ counts: inout CleanedCounts
  ) {
    var type: Range<Int>?
    var message: Range<Int>?
    var groups: [Range<Int>] = []
    var rest: [UInt8] = []
    var notes: [UInt8] = []
    for member in members {
      if isKey("exc_type", member.key), type == nil {
        type = member.value
      } else if isKey("exc_value", member.key), message == nil {
        message = member.value
      } else if isKey("frames", member.key), frames(member.value, into: &out, &counts) {
        continue
      } else if isKey("exceptions", member.key), elements(member.value) != nil {
        groups.append(member.value)
      } else if isKey("exc_notes", member.key), let items = elements(member.value) {
        for item in items {
          self.value(item, into: &notes, &counts)
          notes.append(0x0A)
        }
      } else if !isPlainFlag(member) {
        FieldText.member(text, member.key, member.value, into: &rest, &counts)
      }
    }
    if let type { value(type, into: &out, &counts) }
    if let message {
      if type != nil { add(": ", &out) }
      value(message, into: &out, &counts)
    }
    if type != nil || message != nil { add("\n", &out) }
    out.append(contentsOf: notes)
    if !rest.isEmpty {
      out.append(contentsOf: rest)
      add("\n", &out)
    }
    for group in groups where elements(group)?.isEmpty == false {
      if list(group, depth: depth + 1, into: &out, &counts) { continue }
      FieldText.value(text, group, into: &out, &counts)
      add("\n", &out)
    }
  }

  /// `is_cause`, `is_group` and an empty `syntax_error` say nothing more.
  private func isPlainFlag(_ member: Member) -> Bool {
    if text.isNull(member.value) { return true }
    guard isKey("is_cause", member.key) || isKey("is_group", member.key) else { return false }
    return text.bytes[member.value.lowerBound] == UInt8(ascii: "t")
      || text.bytes[member.value.lowerBound] == UInt8(ascii: "f")
  }

  private func frames(
    _ value: Range<Int>, into out: inout [UInt8], _ counts: inout CleanedCounts
  ) -> Bool {
    guard let items = elements(value) else { return false }
    guard !items.isEmpty else { return true }
    let lists = items.compactMap { members($0) }
    guard lists.count == items.count else { return false }
    add("Traceback (most recent call last):\n", &out)
    for members in lists {
      add("  File ", &out)
      var rest: [UInt8] = []
      for member in members {
        if isKey("filename", member.key) {
          self.value(member.value, into: &out, &counts)
        } else if isKey("lineno", member.key) {
          add(", line ", &out)
          self.value(member.value, into: &out, &counts)
        } else if isKey("name", member.key) {
          add(", in ", &out)
          self.value(member.value, into: &out, &counts)
        } else if !text.isNull(member.value) {
          FieldText.member(text, member.key, member.value, into: &rest, &counts)
        }
      }
      if !rest.isEmpty {
        add("\n    ", &out)
        out.append(contentsOf: rest)
      }
      add("\n", &out)
    }
    return true
  }

  // MARK: Reading

  /// A string as it is, anything else as JSON.
  private func value(
    _ range: Range<Int>, into out: inout [UInt8], _ counts: inout CleanedCounts
  ) {
    if text.bytes[range.lowerBound] == UInt8(ascii: "\"") {
      text.decode(range.lowerBound + 1, range.upperBound - 1, into: &out, &counts)
    } else {
      FieldText.value(text, range, into: &out, &counts)
    }
  }

  private func elements(_ value: Range<Int>) -> [Range<Int>]? {
    guard text.bytes[value.lowerBound] == UInt8(ascii: "[") else { return nil }
    var items: [Range<Int>] = []
    var at = text.blankEnd(value.lowerBound + 1)
    if text.bytes[at] == UInt8(ascii: "]") { return items }
    while let end = text.valueEnd(at), end < value.upperBound {
      items.append(at..<end)
      at = text.blankEnd(end)
      if text.bytes[at] == UInt8(ascii: "]") { return at + 1 == value.upperBound ? items : nil }
      guard text.bytes[at] == UInt8(ascii: ",") else { return nil }
      at = text.blankEnd(at + 1)
    }
    return nil
  }

  private func members(_ value: Range<Int>) -> [Member]? {
    guard text.bytes[value.lowerBound] == UInt8(ascii: "{") else { return nil }
    var members: [Member] = []
    var at = text.blankEnd(value.lowerBound + 1)
    if text.bytes[at] == UInt8(ascii: "}") { return members }
    while text.bytes[at] == UInt8(ascii: "\""), let keyEnd = text.stringEnd(at),
      keyEnd < value.upperBound
    {
      let key = at + 1..<keyEnd
      at = text.blankEnd(keyEnd + 1)
      guard at < value.upperBound, text.bytes[at] == UInt8(ascii: ":") else { return nil }
      at = text.blankEnd(at + 1)
      guard let end = text.valueEnd(at), end < value.upperBound else { return nil }
      members.append((key, at..<end))
      at = text.blankEnd(end)
      if text.bytes[at] == UInt8(ascii: "}") { return at + 1 == value.upperBound ? members : nil }
      guard text.bytes[at] == UInt8(ascii: ",") else { return nil }
      at = text.blankEnd(at + 1)
    }
    return nil
  }

  private func isKey(_ name: StaticString, _ key: Range<Int>) -> Bool {
    guard name.utf8CodeUnitCount == key.count else { return false }
    return name.withUTF8Buffer { wanted in
      wanted.indices.allSatisfy { wanted[$0] == text.bytes[key.lowerBound + $0] }
    }
  }

  private func isTrue(_ value: Range<Int>) -> Bool {
    text.bytes[value.lowerBound] == UInt8(ascii: "t")
  }

  private func add(_ literal: StaticString, _ out: inout [UInt8]) {
    literal.withUTF8Buffer { out.append(contentsOf: $0) }
  }
}
