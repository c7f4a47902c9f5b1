import AirflowClient
import Testing

@Suite struct BaseURLTests {
  @Test(
    arguments: [
      ("https://airflow.example.com", "https://airflow.example.com"),
      ("https://airflow.example.com/", "https://airflow.example.com"),
      (
        "HTTPS://Airflow.Example.com:8443/team/airflow/",
        "https://airflow.example.com:8443/team/airflow"
      ),
      ("http://127.0.0.1:8080", "http://127.0.0.1:8080"),
      ("http://localhost/airflow", "http://localhost/airflow"),
      ("http://[::1]:8080/", "http://[::1]:8080"),
      ("https://[2001:DB8::1]/", "https://[2001:db8::1]"),
    ])
  func goodOnesAreTaken(_ text: String, _ expected: String) throws {
    #expect(try BaseURL(text).description == expected)
  }

  @Test(
    arguments: [
      ("ftp://host/", .scheme), ("//host", .scheme), ("host", .scheme), ("", .scheme),
      ("https:/host", .scheme), ("file:///etc/passwd", .scheme),
      ("https://user:pw@host/", .userInformation), ("https://a@b", .userInformation),
      ("https://", .host), ("https:///x", .host), ("https://ho st/", .host),
      ("https://hö/", .host), ("https://[::1", .host), ("https://[evil]/", .host),
      ("https://a\r\nb/", .host), ("https://a%2e/", .host),
      ("https://host:0/", .port), ("https://host:65536/", .port), ("https://host:/", .port),
      ("https://host:80a/", .port), ("https://[::1]x/", .port),
      ("https://host/a/../b", .path), ("https://host/a//b", .path), ("https://host/a?b", .path),
      ("https://host/a#b", .path), ("https://host/%2e", .path), ("https://host?x", .path),
      ("https://host//", .path), ("https://host\\x", .path),
      ("http://airflow.example.com/", .plainHTTP), ("http://127.1/", .plainHTTP),
      ("http://0127.0.0.1/", .plainHTTP), ("http://127.0.0.1.example.com/", .plainHTTP),
      ("http://2130706433/", .plainHTTP), ("http://localhost.example/", .plainHTTP),
      ("http://0.0.0.0/", .plainHTTP),
    ] as [(String, BaseURLError.Kind)])
  func badOnesAreRefusedForTheRightReason(_ text: String, _ kind: BaseURLError.Kind) {
    let error = #expect(throws: BaseURLError.self) { try BaseURL(text) }
    #expect(error?.kind == kind, "\(text)")
    #expect(error?.description.contains("pw") == false)
  }

  @Test func plainHTTPHasToBeAllowed() throws {
    let url = try BaseURL("http://airflow.internal:8080/", allowsPlainHTTP: true)
    #expect(url.description == "http://airflow.internal:8080")
    #expect(!url.isSecure)
  }
}
