/// Why a cursor or a cursor key can't be used. The texts say what to do.
public enum CursorError: Error, Sendable, Hashable, CustomStringConvertible {
  /// Not made by this server for this user and this try, or changed since.
  case invalid
  /// Made too long ago.
  case expired
  /// The log is not the one that the cursor was made of: that of a running task was put together
  /// anew, or became shorter.
  case moved
  /// The key is too short or its file can't be read.
  case unusableKey(String)

  /// What is wrong and what to do.
  public var description: String {
    switch self {
    case .invalid:
      "this cursor does not belong to this log; read it again without a cursor and use the new one"
    case .expired: "this cursor has expired; read the log again without a cursor"
    case .moved: "the log moved since this cursor was made; start again without a cursor"
    case .unusableKey(let reason): "cursor key: \(reason)"
    }
  }
}
