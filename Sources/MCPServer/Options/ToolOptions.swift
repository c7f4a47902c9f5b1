import AirflowTools
import ArgumentParser

/// Which tools there are.
struct ToolOptions: ParsableArguments {
  @Option(
    name: .customLong("toolsets"),
    help: ArgumentHelp(
      "Toolsets: core, source, assets (these by default), xcom, audit, admin.",
      valueName: "name,..."))
  var toolsets: String?

  @Option(
    name: .customLong("tools"),
    help: ArgumentHelp(
      "Tools beside those of --toolsets; without --toolsets only these.", valueName: "name,..."))
  var tools: String?

  @Option(
    name: .customLong("exclude-tools"),
    help: ArgumentHelp("Tools to leave out, whatever else names them.", valueName: "name,..."))
  var excluded: String?

  /// The choice.
  func selection() throws -> ToolSelection {
    func names(_ text: String?) -> [String]? {
      text.map { $0.split { $0 == "," || $0 == " " }.map(String.init) }
    }
    do {
      return try ToolSelection(
        toolsets: names(toolsets), tools: names(tools) ?? [], excluded: names(excluded) ?? [])
    } catch {
      throw ValidationError(error.description)
    }
  }
}
