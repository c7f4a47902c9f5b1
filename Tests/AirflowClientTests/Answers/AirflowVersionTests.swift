import Testing

@testable import AirflowClient

@Suite struct AirflowVersionTests {
  @Test(
    arguments: [
      ("3.0.0", "3.0.0", true), ("3.3.2", "3.3.2", true), ("3.1.0rc1", "3.1.0", true),
      ("3.2.1+astro.1", "3.2.1", true), ("3.3", "3.3.0", true), ("3.4.0", "3.4.0", false),
      ("2.11.0", "2.11.0", false), ("4.0.0.dev0", "4.0.0", false),
    ])
  func versionsAreRead(_ text: String, _ expected: String, _ isSupported: Bool) throws {
    let version = try #require(AirflowVersion(text))
    #expect(version.description == expected)
    #expect(version.isSupported == isSupported)
    let body = UpstreamBody(
      status: 200, bytes: Array(#"{"version":"\#(text)","git_version":null}"#.utf8))
    do throws(UpstreamFailure) {
      #expect(try AirflowVersion(supportedFrom: body) == version)
      #expect(isSupported)
    } catch {
      #expect(error.kind == .unsupportedVersion(version))
    }
  }

  @Test(arguments: ["", "3", "v3.0.0", "3.x", "33333.0", "3..0", "-3.0.0", "３.0.0"])
  func otherTextIsNoVersion(_ text: String) {
    #expect(AirflowVersion(text) == nil)
  }

  @Test(arguments: ["{}", "", "<html>", #"{"version":3}"#, #"{"version":"evil\n"}"#])
  func otherAnswersAreUnsupported(_ text: String) throws {
    let body = UpstreamBody(status: 200, bytes: Array(text.utf8))
    let error = #expect(throws: UpstreamFailure.self) { try AirflowVersion(supportedFrom: body) }
    #expect(error?.kind == .unsupportedVersion(nil))
  }

  @Test func versionsAreOrdered() throws {
    let versions = ["2.11.0", "3.0.0", "3.0.10", "3.1.0", "3.10.0"].compactMap {
      AirflowVersion($0)
    }
    #expect(versions.count == 5)
    #expect(versions == versions.sorted())
    #expect(Set(versions).count == 5)
  }
}
