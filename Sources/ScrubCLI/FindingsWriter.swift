import Glibc
import Scrubber

/// Writes findings as JSON lines: what was masked and where, never the secret or a piece of it.
final class FindingsWriter {
  private let writer: DescriptorWriter
  private var buffer: [UInt8] = []
  private var failure: SystemError?
  private static let capacity = 64 << 10

  /// Creates or empties the file. Everything that would read from it must be checked before.
  init(path: String) throws(SystemError) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOCTTY, 0o666)
    guard descriptor >= 0 else { throw SystemError(path) }
    writer = DescriptorWriter(descriptor: descriptor, name: path)
  }

  /// Adds one line. `outputBase` is where the output of `file` begins in the whole output, in
  /// bytes. A failure to write is kept for `finish`.
  func add(_ finding: Finding, file: String, outputBase: Int) {
    let output = finding.output.lowerBound + outputBase
    buffer += Array(
      JSONText.object([
        ("rule", JSONText.string(finding.rule)),
        ("action", JSONText.string(finding.isMasked ? "mask" : "inform")),
        ("confidence", JSONText.string(finding.confidence.rawValue)),
        ("file", JSONText.string(file)),
        ("line", "\(finding.line)"),
        ("input", Self.place(finding.input.lowerBound, finding.input.count)),
        ("output", Self.place(output, finding.output.count)),
      ]).utf8)
    buffer.append(UInt8(ascii: "\n"))
    if buffer.count >= Self.capacity { flush() }
  }

  /// Writes the rest and closes the file.
  func finish() throws(SystemError) {
    flush()
    if close(writer.descriptor) != 0, failure == nil, errno != EINTR {
      failure = SystemError(writer.name)
    }
    if let failure { throw failure }
  }

  private func flush() {
    defer { buffer.removeAll(keepingCapacity: true) }
    guard failure == nil else { return }
    do {
      try buffer.withUnsafeBufferPointer { (bytes) throws(SystemError) in
        try writer.write(UnsafeRawBufferPointer(bytes))
      }
    } catch {
      failure = error
    }
  }

  private static func place(_ offset: Int, _ length: Int) -> String {
    JSONText.object([("offset", "\(offset)"), ("length", "\(length)")])
  }
}
