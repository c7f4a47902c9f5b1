/// Where a page begins, as a cursor that was accepted says.
public struct LogCursor: Sendable, Hashable {
  /// Which way to read.
  public enum Direction: UInt8, Sendable {
    /// The lines before.
    case before = 1
    /// The lines after.
    case after = 2
  }

  /// Which way to read.
  public let direction: Direction
  /// Number of the line that the page is next to, from 1; it is not part of the page.
  public let line: Int
  /// Lines of the whole log if the try was finished when the cursor was made.
  public let totalLines: Int?
  /// When the cursor ends, in seconds since 1970.
  public let expires: Int
  let anchor: [UInt8]

  /// What to read.
  public var selection: LogSelection {
    direction == .before ? .before(line: line) : .after(line: line)
  }

  // MARK: Layout

  static let version: UInt8 = 1
  static let anchorSize = 16
  static let size = 2 + 3 * 8 + anchorSize

  /// Version, direction, line, end, lines of the log plus one (0 for unknown), anchor.
  var payload: [UInt8] {
    var out = [Self.version, direction.rawValue]
    out.append(bigEndian: UInt64(line))
    out.append(bigEndian: UInt64(bitPattern: Int64(expires)))
    out.append(bigEndian: totalLines.map { UInt64(max(0, $0)) + 1 } ?? 0)
    return out + anchor
  }

  init(direction: Direction, line: Int, totalLines: Int?, expires: Int, anchor: [UInt8]) {
    self.direction = direction
    self.line = line
    self.totalLines = totalLines
    self.expires = expires
    self.anchor = anchor
  }

  init?(payload: [UInt8]) {
    guard payload.count == Self.size, payload[0] == Self.version,
      let direction = Direction(rawValue: payload[1]),
      let line = Int(exactly: payload.bigEndian(at: 2)), line > 0,
      let total = Int(exactly: payload.bigEndian(at: 18))
    else { return nil }
    self.direction = direction
    self.line = line
    expires = Int(Int64(bitPattern: payload.bigEndian(at: 10)))
    totalLines = total == 0 ? nil : total - 1
    anchor = Array(payload[26...])
  }
}
