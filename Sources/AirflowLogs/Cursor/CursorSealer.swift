internal import Crypto
internal import Scrubber

/// Makes and checks the cursors that page through a log.
///
/// A cursor is `base64url(payload, HMAC-SHA-256)`, 99 characters. The code covers the try and the
/// user as well, which are not in it: a cursor says nothing about them and is of no use with others.
/// It is no authority: Airflow still decides with every page who may read.
public struct CursorSealer: Sendable {
  /// Cursors of a window's two ends.
  public struct Pages: Sendable, Hashable {
    /// For the lines before the window; `nil` if there are none.
    public let before: String?
    /// For the lines after it; `nil` if the log has ended there.
    public let after: String?
  }

  /// Length of every cursor in characters.
  public static let length = 99

  private static let codeSize = 32
  private static let purpose = Array("scrub-mcp/log-cursor/1\0".utf8)
  private static let anchorPurpose = Array("scrub-mcp/log-anchor/1\0".utf8)
  private let keys: [SymmetricKey]

  /// A sealer with these keys.
  public init(_ keys: CursorKeys) {
    self.keys = keys.keys
  }

  /// The cursors of a window.
  ///
  /// - Parameters:
  ///   - user: what stands for the calling user, such as a hash of the token's subject.
  ///   - isFinished: whether the try has ended, so that its log does not change any more. On a
  ///     running one there is always a cursor for what comes after.
  ///   - totalLines: lines of the log if an earlier page knew them.
  ///   - expires: in seconds since 1970.
  public func pages(
    of window: LogWindow, task: LogTask, user: [UInt8], isFinished: Bool, totalLines: Int? = nil,
    expires: Int
  ) -> Pages {
    let total = isFinished ? window.totalLines ?? totalLines : nil
    func cursor(_ direction: LogCursor.Direction, _ line: LogLine?) -> String? {
      line.map {
        seal(
          direction, line: $0.number, text: $0.anchor, totalLines: total,
          binding: task.bytes(user: user), expires: expires)
      }
    }
    var hasAfter = window.hasMoreAfter
    if let total, let last = window.lastLine { hasAfter = last < total }
    return Pages(
      before: window.hasMoreBefore ? cursor(.before, window.lines.first) : nil,
      after: hasAfter || !isFinished ? cursor(.after, window.lines.last) : nil)
  }

  private func seal(
    _ direction: LogCursor.Direction, line: Int, text: ScrubbedBytes, totalLines: Int?,
    binding: [UInt8], expires: Int
  ) -> String {
    guard let key = keys.first else { return "" }
    let cursor = LogCursor(
      direction: direction, line: line, totalLines: totalLines, expires: expires,
      anchor: anchor(line, text, binding, key))
    let payload = cursor.payload
    let code = HMAC<SHA256>.authenticationCode(
      for: Self.purpose + binding + payload, using: key)
    return Base64URL.encode(payload + Array(code))
  }

  /// Checks a cursor that a client sent.
  ///
  /// - Parameter now: seconds since 1970.
  /// - Throws: `CursorError.invalid` for everything but a cursor of these keys, this try and this
  ///   user; `CursorError.expired` for such a one that has ended.
  public func open(
    _ token: String, task: LogTask, user: [UInt8], now: Int
  ) throws(CursorError) -> LogCursor {
    guard token.utf8.count == Self.length, let bytes = Base64URL.decode(token),
      bytes.count == LogCursor.size + Self.codeSize
    else { throw .invalid }
    let payload = Array(bytes[..<LogCursor.size])
    let message = Self.purpose + task.bytes(user: user) + payload
    let isOurs = keys.contains { key in
      HMAC<SHA256>.isValidAuthenticationCode(
        bytes[LogCursor.size...], authenticating: message, using: key)
    }
    guard isOurs, let cursor = LogCursor(payload: payload) else { throw .invalid }
    if now >= cursor.expires { throw .expired }
    return cursor
  }

  /// Checks that the log is still the one that the cursor was made of: that the line it stands on
  /// reads as it did.
  ///
  /// - Parameter window: what was read with the cursor's selection.
  /// - Throws: `CursorError.moved`.
  public func verify(
    _ cursor: LogCursor, _ window: LogWindow, task: LogTask, user: [UInt8]
  ) throws(CursorError) {
    guard let boundary = window.boundary, boundary.line == cursor.line else { throw .moved }
    let binding = task.bytes(user: user)
    let isSame = keys.contains { key in
      let now = anchor(boundary.line, boundary.anchor, binding, key)
      return zip(now, cursor.anchor).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
    if !isSame { throw .moved }
  }

  private func anchor(
    _ line: Int, _ text: ScrubbedBytes, _ binding: [UInt8], _ key: SymmetricKey
  ) -> [UInt8] {
    var message = Self.anchorPurpose + binding
    message.append(bigEndian: UInt64(line))
    message.append(contentsOf: text.storage)
    let code = HMAC<SHA256>.authenticationCode(for: message, using: key)
    return Array(code.prefix(LogCursor.anchorSize))
  }
}
