import AirflowClient
import AirflowTools
import ArgumentParser

/// The credential of a process for one user, from its environment.
enum Credentials {
  static let help = """
    Credentials come from the environment, the first that is set: AIRFLOW_TOKEN, AIRFLOW_TOKEN_FILE \
    (read again when it changes), AIRFLOW_TOKEN_COMMAND (a line for /bin/sh that prints the token), or \
    AIRFLOW_USERNAME with AIRFLOW_PASSWORD.
    """

  /// - Throws: `ValidationError` if there is none, or one that can't be used.
  static func find(
    _ environment: Environment, _ client: AirflowClient
  ) throws -> any UpstreamCredential {
    if let token = environment["AIRFLOW_TOKEN"] {
      do {
        return FixedCredential(try AirflowToken(token))
      } catch {
        throw ValidationError("AIRFLOW_TOKEN can't be used as a bearer token: \(error)")
      }
    }
    if let path = environment["AIRFLOW_TOKEN_FILE"] { return FileCredential(path: path) }
    if let command = environment["AIRFLOW_TOKEN_COMMAND"] {
      // By a shell, so that paths and arguments with spaces can be quoted.
      return CommandCredential(["/bin/sh", "-c", command])
    }
    if let user = environment["AIRFLOW_USERNAME"], let password = environment["AIRFLOW_PASSWORD"] {
      return PasswordCredential(PasswordLogin(username: user, password: password), client: client)
    }
    throw ValidationError("There is no credential. " + help)
  }
}
