import AirflowTools
import ArgumentParser
import MCPProtocol

/// How the server listens.
struct HTTPOptions: ParsableArguments {
  @Option(
    name: .customLong("listen"),
    help: ArgumentHelp("Address and port; port 0 for any free one.", valueName: "host:port"))
  var listen = "127.0.0.1:8000"

  @Option(name: .customLong("path"), help: ArgumentHelp("Path of the endpoint.", valueName: "path"))
  var path = "/mcp"

  @Option(
    name: .customLong("allow-host"),
    help: ArgumentHelp(
      "Answer requests with this Host, beside loopback (repeatable).", valueName: "host[:port]"))
  var hosts: [String] = []

  @Option(
    name: .customLong("allow-origin"),
    help: ArgumentHelp(
      "Answer browsers at this Origin, beside loopback (repeatable).", valueName: "origin"))
  var origins: [String] = []

  @Option(
    name: .customLong("resource"),
    help: ArgumentHelp(
      """
      Identifier of this server as an OAuth resource: every request then needs a bearer whose aud \
      is this.
      """, valueName: "url"))
  var resource: String?

  @Option(
    name: .customLong("authorization-server"),
    help: ArgumentHelp("Issuer of bearers for --resource (repeatable).", valueName: "url"))
  var authorizationServers: [String] = []

  @Option(
    name: .customLong("audience"),
    help: ArgumentHelp(
      "Take only bearers with this aud, where no --resource is given (repeatable).",
      valueName: "aud"))
  var audiences: [String] = []

  func validate() throws {
    guard path.hasPrefix("/"), path != "/healthz" else {
      throw ValidationError("--path: begin with a slash, and not /healthz")
    }
    if resource == nil, !authorizationServers.isEmpty {
      throw ValidationError("--authorization-server needs --resource")
    }
    if resource != nil, !audiences.isEmpty {
      throw ValidationError("--audience: with --resource the audience is the resource")
    }
    _ = try address()
  }

  private func address() throws -> (host: String, port: Int) {
    guard let colon = listen.lastIndex(of: ":"),
      let port = Int(listen[listen.index(after: colon)...]), (0...65_535).contains(port),
      colon > listen.startIndex
    else { throw ValidationError("--listen: write it like 127.0.0.1:8000") }
    var host = String(listen[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
    return (host, port)
  }

  /// The transport's configuration.
  func configuration() throws -> HTTPConfiguration {
    var configuration = HTTPConfiguration()
    (configuration.host, configuration.port) = try address()
    configuration.path = path
    configuration.allowedHosts += hosts
    configuration.allowedOrigins += origins
    configuration.exposedHeaders = ToolSelection.headers
    if !audiences.isEmpty { configuration.audiences = audiences }
    if let resource {
      do {
        configuration.resource = try ProtectedResource(
          identifier: resource, authorizationServers: authorizationServers)
      } catch {
        throw ValidationError("--resource: \(error)")
      }
    }
    return configuration
  }
}
