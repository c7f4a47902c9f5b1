/// A token that a program prints, run again before the token's `exp` and when Airflow refused it.
///
/// The program is started without a shell, with nothing to read; what it writes to standard error is
/// dropped, since it may have secrets.
public struct CommandCredential: UpstreamCredential {
  private let renewal: TokenRenewal

  /// - Parameters:
  ///   - arguments: the program, looked up in `PATH` if it has no slash, and its arguments; not empty
  ///   - timeLimit: for one run; then it is killed with everything that it started in its process
  ///     group
  public init(_ arguments: [String], timeLimit: Duration = .seconds(30)) {
    let command = TokenCommand(arguments: arguments, timeLimit: timeLimit)
    renewal = TokenRenewal { await command.run() }
  }

  /// The token of the last run, or of a new one.
  public func token() async throws(CredentialError) -> BearerToken { try await renewal.token() }

  /// Runs the program again next time.
  public func refused(_ token: BearerToken) async { await renewal.refused(token) }
}
