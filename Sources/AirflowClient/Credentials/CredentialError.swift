/// Why there is no token. Has no byte of a token, a password or a command's output.
public enum CredentialError: Error, Sendable, Hashable, CustomStringConvertible {
  /// What came from the source is no token.
  case notAToken(BearerTokenError)
  /// The token file can't be read; `errno` says why.
  case unreadableFile(errno: Int32)
  /// The token file is no regular file.
  case notAFile
  /// The file or the command's output is larger than `limit` bytes.
  case tooLarge(limit: Int)
  /// The command can't be started; `errno` says why.
  case commandNotStarted(errno: Int32)
  /// The command failed with this exit status; `nil` if a signal ended it.
  case commandFailed(status: Int32?)
  /// The command took too long and was ended.
  case commandTimedOut
  /// User name or password are wrong.
  case wrongPassword
  /// This Airflow has no `POST /auth/token`.
  case noTokenEndpoint
  /// Airflow didn't give a token for another reason.
  case upstream(UpstreamFailure)

  /// What happened and what to do.
  public var description: String {
    switch self {
    case .notAToken(let error): "no usable token: \(error)"
    case .unreadableFile(let code):
      "the token file can't be read (errno \(code)); check its path and permissions"
    case .notAFile: "the token file is not a regular file; name a file with the token alone"
    case .tooLarge(let limit):
      "the token file or command gives more than \(limit) bytes; it has to give the token alone"
    case .commandNotStarted(let code):
      "the token command can't be started (errno \(code)); check its path and permissions"
    case .commandFailed(let status?):
      "the token command failed with status \(status); run it in a terminal to see why"
    case .commandFailed(nil): "the token command was ended by a signal; run it in a terminal"
    case .commandTimedOut: "the token command took too long; it must not ask for input"
    case .wrongPassword: "Airflow refused user name and password; check both"
    case .noTokenEndpoint:
      "this Airflow gives no tokens for user name and password; use a token, a file or a command"
    case .upstream(let failure): "no token: \(failure)"
    }
  }
}
