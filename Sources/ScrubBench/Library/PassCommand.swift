import ArgumentParser
import Foundation
import Scrubber

#if canImport(Glibc)
  import Glibc
#elseif canImport(Darwin)
  import Darwin
#endif

/// `scrub-bench pass`: the library over one file in memory, in a process of its own, so that memory
/// and instructions can be told from those of other configurations.
struct PassCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "pass",
    abstract: "Scrub a file in memory with one configuration and print what it took, as JSON.")

  @Option(help: "The file.")
  var corpus: String

  @Option(help: "What to look for.")
  var configuration: Configuration = .defaults

  @Option(help: "The kernels' path; the machine's best if not given.")
  var path: ScanPath?

  @Option(help: "How often; 0 only loads and compiles.")
  var passes: Int = 2

  @Option(help: "The truth file of the corpus: one more pass counts what is found and missed.")
  var truth: String?

  func validate() throws {
    if passes < 0 { throw ValidationError("--passes must not be negative.") }
    if let path, !ScanPath.available.contains(path) {
      throw ValidationError(
        "This machine has no \(path.rawValue): take one of "
          + ScanPath.available.map(\.rawValue).joined(separator: ", ") + ".")
    }
  }

  func run() throws {
    let text = try Self.bytes(of: corpus)
    var ranges: [Range<Int>]?
    if let truth {
      ranges = DetectionCount.ranges(
        ofTruth: String(decoding: try Self.bytes(of: truth), as: UTF8.self))
    }
    let pass = try LibraryPass(
      configuration, path: path, over: text, passes: passes + (ranges == nil ? 0 : 1),
      truth: ranges)
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    print(String(decoding: try encoder.encode(pass), as: UTF8.self))
  }

  static func bytes(of path: String) throws(BenchError) -> [UInt8] {
    let failure = BenchError(
      "Can't read \(path): name a file that `scrub-bench` has written or a text file.")
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure }
    defer { _ = close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw failure }
    // Once, so that a process that measures memory holds the text once.
    let size = Int(status.st_size)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      while count < size {
        let got = read(descriptor, buffer.baseAddress.map { $0 + count }, size - count)
        if got <= 0 { return }
        count += got
      }
    }
    if bytes.count < size { throw failure }
    return bytes
  }
}
