/// Renders blocks one after the other, writes them away by the mebibyte, and keeps to the limit.
struct CorpusWriter: ~Copyable {
  private var renderer: TemplateRenderer
  private let output: any ByteSink
  private let truth: (any ByteSink)?
  private var truthBuffer = TextBuffer(capacity: 65536)
  private let markKinds: [String]
  private let byteLimit: Int
  private let cutsLastBlock: Bool
  /// Bytes written away before the ones in the buffer.
  private var written = 0

  init(
    bank: TemplateBank, seed: UInt64, output: any ByteSink, truth: (any ByteSink)?, byteLimit: Int,
    cutsLastBlock: Bool
  ) {
    renderer = TemplateRenderer(
      bank: bank, random: Random(seed: seed), capacity: CorpusGenerator.bufferCapacity,
      recordsMarks: truth != nil)
    self.output = output
    self.truth = truth
    markKinds = bank.markKinds
    self.byteLimit = byteLimit
    self.cutsLastBlock = cutsLastBlock
  }

  /// Appends text that isn't from a template.
  mutating func append(_ text: String) {
    renderer.buffer.append(text)
  }

  /// Writes blocks until the next one would pass the limit; that one is dropped, or cut.
  mutating func writeBlocks(_ templates: TemplateMix, planter: SecretPlanter?) throws(BenchError) {
    var line = 0
    var stretchStart = 0
    var secretLine = planter.map { renderer.random.below($0.linesPerSecret) } ?? Int.max
    while true {
      var template = templates.draw(from: &renderer.random)
      if let planter, line >= secretLine {
        let planted = planter.draw(from: &renderer.random)
        renderer.secret = planted.value
        template = planted.context
        stretchStart += planter.linesPerSecret
        secretLine = stretchStart + renderer.random.below(planter.linesPerSecret)
      }
      line += template.lineCount
      if renderer.buffer.room < template.maximumSize { try writeAway() }
      let start = renderer.buffer.count
      renderer.clock.advance(by: renderer.random.next() >> 48)
      renderer.render(template)
      let excess = written + renderer.buffer.count - byteLimit
      if excess > 0 {
        renderer.removeMarks()
        renderer.buffer.truncate(to: cutsLastBlock ? renderer.buffer.count - excess : start)
        return
      }
      if !renderer.marks.isEmpty { try recordMarks() }
    }
  }

  /// Writes what is left.
  mutating func finish() throws(BenchError) {
    try writeAway()
    try truth?.write(truthBuffer.bytes)
    truthBuffer.truncate(to: 0)
  }

  private mutating func writeAway() throws(BenchError) {
    try output.write(renderer.buffer.bytes)
    written += renderer.buffer.count
    renderer.buffer.truncate(to: 0)
  }

  private mutating func recordMarks() throws(BenchError) {
    for mark in renderer.marks {
      if truthBuffer.room < 256 {
        try truth?.write(truthBuffer.bytes)
        truthBuffer.truncate(to: 0)
      }
      truthBuffer.append(decimal: UInt64(written + mark.offset))
      truthBuffer.append(UInt8(ascii: "\t"))
      truthBuffer.append(decimal: UInt64(mark.count))
      truthBuffer.append(UInt8(ascii: "\t"))
      truthBuffer.append(markKinds[mark.kind])
      truthBuffer.append(UInt8(ascii: "\n"))
    }
    renderer.removeMarks()
  }
}
