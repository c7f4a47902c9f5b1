/// The log that a cursor belongs to: one try of one task instance.
public struct LogTask: Sendable, Hashable {
  /// Id of the Dag.
  public var dag: String
  /// Id of the Dag run.
  public var run: String
  /// Id of the task.
  public var task: String
  /// Number of the try, from 1.
  public var tryNumber: Int
  /// Index of a mapped task instance, -1 for none.
  public var mapIndex: Int

  /// Names a try.
  public init(dag: String, run: String, task: String, tryNumber: Int, mapIndex: Int = -1) {
    self.dag = dag
    self.run = run
    self.task = task
    self.tryNumber = tryNumber
    self.mapIndex = mapIndex
  }

  /// The try and a user as bytes, in which no two differ only in where a part ends.
  func bytes(user: [UInt8]) -> [UInt8] {
    var out: [UInt8] = []
    for part in [Array(dag.utf8), Array(run.utf8), Array(task.utf8), user] {
      out.append(bigEndian: UInt64(part.count))
      out.append(contentsOf: part)
    }
    out.append(bigEndian: UInt64(bitPattern: Int64(tryNumber)))
    out.append(bigEndian: UInt64(bitPattern: Int64(mapIndex)))
    return out
  }
}

extension [UInt8] {
  mutating func append(bigEndian value: UInt64) {
    for shift in stride(from: UInt64(56), through: 0, by: -8) {
      append(UInt8(truncatingIfNeeded: value >> shift))
    }
  }

  /// The eight bytes at `at`, which must be there.
  func bigEndian(at: Int) -> UInt64 {
    self[at..<at + 8].reduce(0) { $0 << 8 | UInt64($1) }
  }
}
