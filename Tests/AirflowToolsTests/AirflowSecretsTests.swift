import AirflowTools
import Scrubber
import Testing

/// Which values of Airflow's own files are masked, and which stay.
@Suite struct AirflowSecretsTests {
  private func values(_ text: String) throws -> [String] {
    try AirflowSecrets(Array(text.utf8), name: "file").secrets.map {
      String(decoding: $0.value, as: UTF8.self)
    }
  }

  /// A made-up value that no other has.
  private func made(_ number: Int) -> String { "Zq\(number)vTy8LrN5wX\(number * 7)b" }

  @Test func aConfigurationHasItsKeysAndPasswords() throws {
    let found = try values(
      """
      # fernet_key = \(made(90))
      [core]
      fernet_key = \(made(1))
      executor = LocalExecutor
      fernet_key_cmd = cat /run/\(made(91))
      [logging]
      min_length_masked_secret = 5
      [api]
      secret_key: \(made(2))
      base_url = https://airflow.example.com/x
      [api_auth]
      jwt_secret=\(made(3))
      jwt_audience = apache-airflow
      [database]
      sql_alchemy_conn = postgresql+psycopg2://airflow:\(made(4))%%40@db.example.com/airflow
      [celery]
      broker_url = sentinel://:\(made(5))@one:26379;sentinel://:\(made(6))@two:26379
      [sentry]
      sentry_dsn = https://\(made(7))@sentry.example.com/1
      [secrets]
      backend_kwargs = {"url": "https://vault.example.com", "auth": {"token": "\(made(8))"}}
      [smtp]
      smtp_password =
          \(made(9))
      """)
    // Two percent signs of the file are one of the value, and %40 is a sign of its own in a URL.
    let readings = ["%%40", "%40", "@"].map { made(4) + $0 } + [made(4) + "%@"]
    let expected = Set([1, 2, 3, 5, 6, 7, 8, 9].map(made) + readings)
    #expect(Set(found) == expected)
  }

  @Test func variablesOfTheEnvironmentHaveTheirSecrets() throws {
    let text = """
      export AIRFLOW__CORE__FERNET_KEY='\(made(1))'
      AIRFLOW__CORE__PARALLELISM=32
      AIRFLOW_CONN_DB=postgres://user:\(made(2))@db/x?sslmode=require&token=\(made(3))%2F
      AIRFLOW_CONN_API='{"conn_type": "http", "login": "u", "password": "\(made(4))", \
      "extra": {"private_key": "\(made(5))", "region": "eu"}}'
      AIRFLOW_CONN_OLD='{"extra": "{\\"api_key\\": \\"\(made(6))\\"}"}'
      AIRFLOW_VAR_STRIPE_SECRET=\(made(7))
      AIRFLOW_VAR_REGION=eu-central-1
      OTHER_PASSWORD=\(made(92))
      """
    let expected = Set([1, 2, 4, 5, 6, 7].map(made) + [made(3) + "%2F", made(3) + "/"])
    #expect(Set(try values(text)) == expected)
  }

  @Test func theEnvironmentOfAProcessIsReadTheSame() {
    let secrets = AirflowSecrets(environment: [
      "AIRFLOW__API__SECRET_KEY": made(1), "AIRFLOW_CONN_X": "redis://:\(made(2))@h",
      "PATH": "/bin", "AIRFLOW_HOME": "/opt/airflow",
    ]).secrets
    #expect(secrets.map { String(decoding: $0.value, as: UTF8.self) } == [made(2), made(1)])
    #expect(
      secrets.map(\.name) == [
        "environment variable, AIRFLOW_CONN_X", "environment variable, AIRFLOW__API__SECRET_KEY",
      ])
  }

  @Test func exportedConnectionsHaveTheirSecrets() throws {
    let found = try values(
      """
      {"db": {"conn_type": "postgres", "host": "db.example.com", "login": "etl",
        "password": "\(made(1))", "schema": "x", "port": 5432,
        "extra": "{\\"keyfile_dict\\": \\"\(made(2))\\", \\"account\\": \\"acme\\"}"},
       "short": "mysql://root:\(made(3))@h/x"}
      """)
    #expect(Set(found) == Set([1, 2, 3].map(made)))
  }

  @Test(arguments: ["{", "{\"a\": 1", "just words", "NAME='no end"])
  func otherFilesAreRefusedWithoutTheirBytes(text: String) {
    #expect {
      try AirflowSecrets(Array(text.utf8), name: "file")
    } throws: { error in
      let said = "\(error)"
      return error is AirflowSecretsError && said.hasPrefix("file") && !said.contains("words")
    }
  }
}
