/// Whose log reads are under way, in this process.
actor LogSlots {
  private struct Waiter {
    var number: Int
    var user: UserKey
  }

  private let limits: LogReadLimits
  private var running: [UserKey: Int] = [:]
  private var waiting: [Waiter] = []
  private var nextNumber = 0

  init(_ limits: LogReadLimits) {
    self.limits = limits
  }

  /// Waits for a turn: in order of arrival, but nobody waits for another's earlier reads.
  ///
  /// - Throws: `busy` when it takes too long.
  func take(_ user: UserKey) async throws(ToolFailure) {
    let number = nextNumber
    nextNumber += 1
    waiting.append(Waiter(number: number, user: user))
    defer { waiting.removeAll { $0.number == number } }
    let end = ContinuousClock.now + limits.queueTime
    while !isNext(number) {
      guard ContinuousClock.now < end else { throw .problem(.busy) }
      do {
        try await Task.sleep(for: .milliseconds(50))
      } catch {
        throw .problem(.cancelled)
      }
    }
    running[user, default: 0] += 1
  }

  /// Gives a turn back.
  func give(_ user: UserKey) {
    let left = (running[user] ?? 1) - 1
    running[user] = left > 0 ? left : nil
  }

  private func isNext(_ number: Int) -> Bool {
    guard running.values.reduce(0, +) < max(limits.atOnce, 1) else { return false }
    let first = waiting.first { running[$0.user, default: 0] < max(limits.perUser, 1) }
    return first?.number == number
  }
}
