/// A template as written in these files, and how often it comes up beside the others.
struct TemplateSource: Sendable {
  let weight: Int
  let text: String

  init(_ weight: Int, _ text: String) {
    self.weight = weight
    self.text = text
  }
}

/// The templates of a mixed log, by where such lines come from.
///
/// Weights count blocks, and a block may have several lines (a traceback, a build step). All the
/// text is invented for this program; only the shapes are those of real logs.
enum LogTemplates {
  static let all: [TemplateSource] =
    airflow + jsonServices + accessLogs + kubernetes + java + python + builds + packages + keyValue
    + system + short + nearMisses
}
