internal import MCPProtocol
public import Scrubber
internal import SecretFiles

/// The secrets of an Airflow in its own files and variables, as values to mask: passwords of URLs and
/// connections, keys, and whatever has a name that says so.
///
/// Hosts, users and other settings stay readable: they are what an assistant needs.
public struct AirflowSecrets: Sendable {
  /// The values, each with the name of its setting.
  public private(set) var secrets: [RegisteredSecret] = []

  private let source: String

  /// Reads a file: `airflow.cfg`, `NAME=value` lines with variables of Airflow, or the JSON that
  /// `airflow connections export` writes.
  ///
  /// - Parameter name: what reports call the file.
  /// - Throws: `AirflowSecretsError` if it is none of these.
  public init(_ bytes: [UInt8], name: String) throws(AirflowSecretsError) {
    source = name
    let text = String(decoding: bytes, as: UTF8.self)
    switch text.first(where: { !$0.isWhitespace }) {
    case "{": try addConnections(bytes)
    case _ where text.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("[") }:
      addConfiguration(text)
    default: try addAssignments(bytes)
    }
  }

  /// Reads variables of the environment; others than Airflow's are passed over.
  public init(environment: [String: String]) {
    source = "environment variable"
    for (name, value) in environment.sorted(by: { $0.key < $1.key }) { addVariable(name, value) }
  }

  private mutating func addConnections(_ bytes: [UInt8]) throws(AirflowSecretsError) {
    let limits = JSONLimits(bytes: bytes.count, depth: 32, allowsDuplicateKeys: true)
    guard let object = try? JSONParser.parse(bytes, limits: limits).object else {
      throw AirflowSecretsError("\(source): it begins like JSON and is no JSON object")
    }
    for member in object.members { addConnection(member.value, "connection \(member.key)") }
  }

  private mutating func addConfiguration(_ text: String) {
    var section = ""
    var setting: (name: String, value: String)?
    for line in text.split(whereSeparator: \.isNewline) {
      let content = line.trimmingBlanks()
      if content.isEmpty || content.hasPrefix("#") || content.hasPrefix(";") { continue }
      if line.first == " " || line.first == "\t" {
        // A value may go on in the next line.
        if let (name, value) = setting {
          setting = (name, value.isEmpty ? String(content) : value + "\n" + content)
        }
        continue
      }
      if let setting { addSetting(section, setting.name, setting.value) }
      setting = nil
      if content.hasPrefix("["), let end = content.firstIndex(of: "]") {
        section = String(content[content.index(after: content.startIndex)..<end])
      } else if let place = content.firstIndex(where: { $0 == "=" || $0 == ":" }) {
        setting = (
          String(content[..<place].trimmingBlanks()),
          String(content[content.index(after: place)...].trimmingBlanks())
        )
      }
    }
    if let setting { addSetting(section, setting.name, setting.value) }
  }

  private mutating func addAssignments(_ bytes: [UInt8]) throws(AirflowSecretsError) {
    do {
      for assignment in try EnvironmentFile.assignments(in: bytes[...]) {
        for value in assignment.values {
          addVariable(assignment.name, String(decoding: value, as: UTF8.self))
        }
      }
    } catch {
      throw AirflowSecretsError(
        "\(source), line \(error.line): neither airflow.cfg nor NAME=value nor exported connections"
      )
    }
  }

  private mutating func addVariable(_ name: String, _ value: String) {
    let connection = "AIRFLOW_CONN_"
    let variable = "AIRFLOW_VAR_"
    if name.hasPrefix(connection) {
      let parsed = value.hasPrefix("{") ? Self.json(value) : nil
      addConnection(parsed ?? .string(value), name)
    } else if name.hasPrefix(variable) {
      add(value, named: String(name.dropFirst(variable.count)), place: name)
    } else if name.hasPrefix("AIRFLOW__") {
      let parts = name.dropFirst("AIRFLOW__".count).split(separator: "__", maxSplits: 1)
      if parts.count == 2 { add(value, named: String(parts[1]), place: name) }
    }
  }

  private mutating func addSetting(_ section: String, _ name: String, _ value: String) {
    let place = "[\(section)] \(name)"
    add(value, named: name, place: place)
    // Where values are interpolated, two signs stand for one.
    if value.contains("%%") {
      add(value.replacing("%%", with: "%"), named: name, place: place)
    }
  }

  /// A connection: a URI, or an object with `password` and `extra`.
  private mutating func addConnection(_ value: JSONValue, _ place: String) {
    switch value {
    case .string(let uri): addURL(uri, place, userIsSecret: false)
    default: addMembers(value, place)
    }
  }

  private mutating func add(_ value: String, named name: String, place: String) {
    // What stands there is a command that prints the secret.
    guard !value.isEmpty, !name.lowercased().hasSuffix("_cmd") else { return }
    let isSecret = SecretNames.contains(name)
    if value.hasPrefix("{"), let object = Self.json(value) {
      addMembers(object, place)
    } else if value.contains("://") {
      addURL(value, place, userIsSecret: isSecret)
    } else if isSecret, !SecretNames.isSwitchOrNumber(value) {
      register(value, place)
    }
  }

  private mutating func addMembers(_ value: JSONValue, _ place: String) {
    for member in value.object?.members ?? [] {
      if let text = member.value.string {
        add(text, named: member.key, place: place)
      } else {
        addMembers(member.value, place)
      }
    }
    for element in value.array ?? [] { addMembers(element, place) }
  }

  /// The password of a URL, and arguments whose names say that they are secrets.
  private mutating func addURL(_ text: String, _ place: String, userIsSecret: Bool) {
    for url in text.split(whereSeparator: { $0 == ";" || $0 == "\n" }) {
      guard let scheme = url.firstRange(of: "://") else { continue }
      let rest = url[scheme.upperBound...]
      let authority = rest.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
      if let at = authority.lastIndex(of: "@") {
        let user = authority[..<at]
        if let colon = user.firstIndex(of: ":") {
          registerEncoded(user[user.index(after: colon)...], place)
        } else if userIsSecret {
          registerEncoded(user, place)
        }
      }
      guard let question = rest.firstIndex(of: "?") else { continue }
      for item in rest[rest.index(after: question)...].split(separator: "&") {
        let parts = item.split(separator: "=", maxSplits: 1)
        guard parts.count == 2 else { continue }
        let decoded = PercentDecoding.decode(parts[1])
        if decoded.hasPrefix("{"), let object = Self.json(decoded) { addMembers(object, place) }
        if SecretNames.contains(String(parts[0])) { registerEncoded(parts[1], place) }
      }
    }
  }

  private mutating func registerEncoded(_ text: Substring, _ place: String) {
    register(String(text), place)
    let decoded = PercentDecoding.decode(text)
    if decoded != text { register(decoded, place) }
  }

  private mutating func register(_ value: String, _ place: String) {
    guard !value.isEmpty else { return }
    secrets.append(RegisteredSecret(value: Array(value.utf8), name: "\(source), \(place)"))
  }

  private static func json(_ text: String) -> JSONValue? {
    try? JSONParser.parse(
      Array(text.utf8), limits: JSONLimits(depth: 32, allowsDuplicateKeys: true))
  }
}

/// Why a file has no secrets of Airflow; no byte of it.
public struct AirflowSecretsError: Error, Sendable, CustomStringConvertible {
  /// What is wrong, and where.
  public let description: String

  init(_ description: String) { self.description = description }
}
