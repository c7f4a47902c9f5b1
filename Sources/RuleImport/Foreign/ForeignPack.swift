/// A gitleaks or betterleaks file as it stands.
struct ForeignPack {
  var title = ""
  var extensions: [String] = []
  /// What holds for the secrets of all rules.
  var conditions: [ForeignCondition] = []
  /// Patterns of paths that no rule is for.
  var exceptPaths: [String] = []
  var rules: [ForeignRule] = []
  /// What is in the file's head and was left out.
  var leftOut: [String] = []
}

/// One rule of a foreign file.
struct ForeignRule {
  var id: String
  var description = ""
  var regex: String?
  var path: String?
  var secretGroup = 0
  var keywords: [String] = []
  var tags: [String] = []
  var conditions: [ForeignCondition] = []
  /// Ids of the rules whose matches it waits for.
  var required: [String] = []
  /// Whether it is never reported by itself.
  var isComponent = false
  var hasValidation = false
  /// Whether the file says that it is the least specific one.
  var isGeneric = false
}

/// Something that keeps a match from being reported.
struct ForeignCondition: Equatable {
  /// The text that patterns are searched in.
  enum Target: String {
    case secret
    case match
    case line
    case path
  }

  /// One test of a match.
  enum Test: Equatable {
    /// The entropy is not above, or below, the number.
    case entropy(Double)
    /// One of the patterns is found.
    case finds([String], Target)
    /// None of the patterns is found.
    case lacks([String], Target)
    /// The secret contains one of the words, whatever their case.
    case words([String])
    /// Something that only the tool can tell, in its own words.
    case other(String)
  }

  /// All of them must hold.
  var tests: [Test]
}
