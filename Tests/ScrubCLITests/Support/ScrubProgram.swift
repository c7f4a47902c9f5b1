import Foundation
import Glibc

/// Runs the built program on whole inputs.
enum ScrubProgram {
  /// The program lies beside the test bundle.
  static let path: String = {
    // A closed pipe must be an error here, not the end of the tests.
    signal(SIGPIPE, SIG_IGN)
    let bundle = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe"))
    let folder = URL(fileURLWithPath: bundle ?? "").deletingLastPathComponent()
    return folder.appendingPathComponent("scrub").path
  }()

  /// What a run gave.
  struct Outcome {
    let output: [UInt8]
    let errors: String
    let ending: Child.Ending

    var text: String { String(decoding: output, as: UTF8.self) }
  }

  /// Runs with `input` on a pipe and returns all that came out.
  static func run(
    _ arguments: [String], input: [UInt8] = [], environment: [String: String] = [:],
    directory: String? = nil
  ) throws -> Outcome {
    let child = try Child(arguments, environment: environment, directory: directory)
    let writer = BackgroundWriter(child, [input])
    let output = child.read()
    writer.join()
    let ending = child.wait()
    return Outcome(output: output, errors: child.errors, ending: ending)
  }

  static func run(
    _ arguments: [String], text: String, environment: [String: String] = [:],
    directory: String? = nil
  ) throws -> Outcome {
    try run(
      arguments, input: Array(text.utf8), environment: environment, directory: directory)
  }
}

/// Writes pieces to a child from a thread of its own, so that the test can read meanwhile.
final class BackgroundWriter: @unchecked Sendable {
  private let child: Child
  private let done = DispatchSemaphore(value: 0)

  /// Writes the pieces in order, then closes the input if `closes`. `pause` is in microseconds.
  init(
    _ child: Child, _ pieces: some Sequence<[UInt8]> & Sendable, pause: UInt32 = 0,
    closes: Bool = true
  ) {
    self.child = child
    Thread.detachNewThread { [self] in
      for piece in pieces {
        self.child.write(piece)
        if pause > 0 { usleep(pause) }
      }
      if closes { self.child.closeInput() }
      done.signal()
    }
  }

  func join() {
    done.wait()
  }
}

/// Something that the tests need did not work.
struct TestFailure: Error, CustomStringConvertible {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
