/// Writes a corpus: the same bytes for the same kind and seed on every machine, and a smaller
/// corpus is the beginning of a larger one.
struct CorpusGenerator {
  let kind: CorpusKind
  let seed: UInt64
  /// The corpus has no more bytes than this; kinds made of lines end at the last line that fits.
  let byteLimit: Int

  static let bufferCapacity = 1 << 20

  /// Writes the corpus to `output`, and the place of every secret in it to `truth`: offset, length
  /// and kind, between tabs, a line each.
  func write(to output: any ByteSink, truth: (any ByteSink)? = nil) throws(BenchError) {
    switch kind {
    case .mixed, .planted10k, .planted100, .keywordDense, .keyValueDense, .oneLine, .minifiedJSON:
      try writeTemplates(to: output, truth: truth)
    default:
      try AdversarialGenerator(kind: kind, seed: seed, byteLimit: byteLimit).write(to: output)
    }
  }

  /// The corpus as an array, for tests.
  static func bytes(
    _ kind: CorpusKind, seed: UInt64, byteLimit: Int
  ) throws(BenchError) -> [UInt8] {
    let sink = MemorySink()
    try CorpusGenerator(kind: kind, seed: seed, byteLimit: byteLimit).write(to: sink)
    return sink.bytes
  }

  private func writeTemplates(
    to output: any ByteSink, truth: (any ByteSink)?
  ) throws(BenchError) {
    let isOneLine = kind == .oneLine
    var compiler = TemplateCompiler(newline: UInt8(ascii: isOneLine ? " " : "\n"))
    let templates = try TemplateMix(sources, compiler: &compiler)
    let planter =
      if let lines = kind.linesPerSecret {
        try SecretPlanter(linesPerSecret: lines, compiler: &compiler)
      } else {
        SecretPlanter?.none
      }
    var writer = CorpusWriter(
      bank: compiler.makeBank(), seed: seed, output: output, truth: truth,
      byteLimit: kind == .minifiedJSON ? byteLimit - 2 : byteLimit, cutsLastBlock: isOneLine)
    if kind == .minifiedJSON {
      writer.append(MinifiedTemplates.opening)
    }
    try writer.writeBlocks(templates, planter: planter)
    if kind == .minifiedJSON {
      writer.append("]\n")
    }
    try writer.finish()
  }

  private var sources: [TemplateSource] {
    switch kind {
    case .keywordDense: DenseTemplates.keywords
    case .keyValueDense: DenseTemplates.keyValues
    case .minifiedJSON: MinifiedTemplates.all
    default: LogTemplates.all
    }
  }
}

/// Compiled templates and a table to draw them by weight.
struct TemplateMix {
  private let templates: [Template]
  /// 4,096 indices of templates, each in proportion to its weight.
  private let table: [UInt16]

  init(_ sources: [TemplateSource], compiler: inout TemplateCompiler) throws(BenchError) {
    var compiled: [Template] = []
    for source in sources { compiled.append(try compiler.add(source.text)) }
    let total = sources.reduce(0) { $0 + $1.weight }
    var table: [UInt16] = []
    var reached = 0
    for (index, source) in sources.enumerated() {
      reached += source.weight
      while table.count * total < reached * 4096 { table.append(UInt16(index)) }
    }
    templates = compiled
    self.table = table
  }

  @inline(__always)
  func draw(from random: inout Random) -> Template {
    templates[Int(table[random.below(table.count)])]
  }
}

/// Decides where the secrets of a planted corpus go: one at a random line of every stretch.
struct SecretPlanter {
  let linesPerSecret: Int
  private let formats: [(value: Template, contexts: [Template])]

  init(linesPerSecret: Int, compiler: inout TemplateCompiler) throws(BenchError) {
    self.linesPerSecret = linesPerSecret
    var formats: [(value: Template, contexts: [Template])] = []
    for format in SecretFormat.all {
      let value = try compiler.addSecret(format.value, kind: format.kind)
      var contexts: [Template] = []
      for context in format.contexts { contexts.append(try compiler.add(context)) }
      formats.append((value, contexts))
    }
    self.formats = formats
  }

  /// A secret and the line to plant it in.
  func draw(from random: inout Random) -> (value: Template, context: Template) {
    let format = formats[random.below(formats.count)]
    return (format.value, format.contexts[random.below(format.contexts.count)])
  }
}
