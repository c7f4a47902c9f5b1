import ArgumentParser

/// The program.
@main
struct ScrubMCP: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "scrub-mcp",
    abstract: "Airflow for an AI assistant: as the user, read-only, with secrets masked.",
    discussion: """
      An MCP server (2026-07-28 and 2025-11-25) in front of Apache Airflow 3.0 to 3.3. It can only \
      read, keeps nothing of a user, and sends no text of Airflow that has not been scrubbed.
      """,
    version: Version.text, subcommands: [StdioCommand.self, ServeCommand.self])
}

/// The version of the program.
enum Version {
  static let number: StaticString = "0.1.0"
  static var text: String { "\(number)" }
}
