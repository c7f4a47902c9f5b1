import ArgumentParser

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `scrub-bench generate`: writes one corpus.
struct GenerateCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "generate",
    abstract: "Write a corpus: the same bytes for the same kind and seed.")

  @Flag(help: "List the kinds and stop.")
  var list = false

  @Option(help: "The kind of corpus; --list shows them.")
  var kind: CorpusKind = .mixed

  @Option(help: "The size at most, in bytes.")
  var bytes: Int = 256 << 20

  @Option(help: "The seed.")
  var seed: UInt64 = 1

  @Option(help: "The file to write.")
  var output: String?

  @Option(help: "Also write the place of every secret: offset, length and kind, between tabs.")
  var truth: String?

  func validate() throws {
    if !list, output == nil {
      throw ValidationError("Name the file to write with --output.")
    }
    if bytes < 1024 {
      throw ValidationError("--bytes must be at least 1024.")
    }
  }

  func run() throws {
    if list {
      let width = CorpusKind.allCases.map(\.rawValue.count).max() ?? 0
      for kind in CorpusKind.allCases {
        let padding = String(repeating: " ", count: width - kind.rawValue.count)
        print("\(kind.rawValue)\(padding)  \(kind.summary)")
      }
      return
    }
    guard let output else { return }
    let file = try FileSink(path: output)
    let truthFile = try truth.map { path throws(BenchError) in try FileSink(path: path) }
    let generator = CorpusGenerator(kind: kind, seed: seed, byteLimit: bytes)
    try generator.write(to: file, truth: truthFile)
    try file.close()
    try truthFile?.close()
  }
}

extension CorpusKind: ExpressibleByArgument {}
