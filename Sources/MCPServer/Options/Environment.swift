import Glibc

/// Environment variables, as they were at the start.
struct Environment: Sendable {
  /// Variables whose values are secrets, whatever they look like.
  static let secretNames = ["AIRFLOW_TOKEN", "AIRFLOW_PASSWORD"]

  let values: [String: String]

  /// The process's own.
  init() {
    var values: [String: String] = [:]
    var next = environ
    while let entry = next.pointee {
      let text = String(cString: entry)
      if let equals = text.firstIndex(of: "=") {
        values[String(text[..<equals])] = String(text[text.index(after: equals)...])
      }
      next += 1
    }
    self.values = values
  }

  /// A value that is set and not empty.
  subscript(_ name: String) -> String? {
    values[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}
