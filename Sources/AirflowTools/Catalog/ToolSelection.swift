/// Which tools there are: the operator's choice, which a request may only narrow.
public struct ToolSelection: Sendable {
  /// A name that no tool or toolset has.
  public struct Unknown: Error, Sendable, CustomStringConvertible {
    /// What is wrong and which names there are.
    public let description: String
  }

  /// Names of headers, in lower case, by which a request narrows the choice.
  public static let headers = ["x-mcp-toolsets", "x-mcp-tools", "x-mcp-exclude-tools"]

  private let allowed: Set<String>

  /// The tools of some toolsets and some tools beside them, without those that are left out.
  ///
  /// - Parameters:
  ///   - toolsets: nil for the standard ones, or for none if tools are named.
  ///   - tools: tools beside those of the toolsets.
  ///   - excluded: tools that are left out, whatever else names them.
  /// - Throws: `Unknown`.
  public init(
    toolsets: [String]? = nil, tools: [String] = [], excluded: [String] = []
  ) throws(Unknown) {
    let names = Tool.all.map(\.name)
    for name in tools + excluded where !names.contains(name) {
      throw Unknown(
        description: "there is no tool of that name; there are: \(names.joined(separator: ", "))")
    }
    var sets = tools.isEmpty ? Toolset.standard : []
    if let toolsets {
      sets = []
      for name in toolsets {
        guard let set = Toolset(rawValue: name) else {
          let known = Toolset.allCases.map(\.rawValue).joined(separator: ", ")
          throw Unknown(description: "there is no toolset of that name; there are: \(known)")
        }
        sets.insert(set)
      }
    }
    allowed = Set(
      Tool.all.filter { sets.contains($0.toolset) || tools.contains($0.name) }.map(\.name)
    ).subtracting(excluded)
  }

  /// The tools of a request. Names that the headers have and nobody knows allow nothing.
  ///
  /// - Parameter headers: those of the request that `headers` names.
  func tools(narrowedBy headers: [String: String]) -> [Tool] {
    func names(_ header: String) -> Set<Substring>? {
      headers[header].map { text in
        Set(text.split(separator: ",").map { $0.trimmingSpaces() }.filter { !$0.isEmpty })
      }
    }
    let sets = names(Self.headers[0])
    let tools = names(Self.headers[1])
    let excluded = names(Self.headers[2]) ?? []
    return Tool.all.filter { tool in
      allowed.contains(tool.name)
        && sets?.contains(tool.toolset.rawValue[...]) ?? true
        && tools?.contains(tool.name[...]) ?? true
        && !excluded.contains(tool.name[...])
    }
  }
}

extension Substring {
  /// Without spaces and tabs at both ends.
  fileprivate func trimmingSpaces() -> Substring {
    var text = drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}
