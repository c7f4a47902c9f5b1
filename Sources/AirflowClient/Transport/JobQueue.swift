import Glibc

/// A first-in, first-out queue between tasks and worker threads.
///
/// Threads block in `next`, so it has a condition variable, which `Mutex` doesn't.
final class JobQueue: @unchecked Sendable {
  enum Insertion {
    /// A thread that waits will take it, or one that works.
    case queued
    /// It is queued and there is room for one more thread, which the caller has to start.
    case queuedNeedsThread
    /// The queue is full.
    case full
    /// The queue was closed.
    case closed
  }

  private let lock: UnsafeMutablePointer<pthread_mutex_t>
  private let changed: UnsafeMutablePointer<pthread_cond_t>
  private let maximumThreads: Int
  private let maximumWaiting: Int
  // All of these are used under the lock only.
  private var waiting: [TransferJob] = []
  private var running: [ObjectIdentifier: TransferJob] = [:]
  private var threads = 0
  private var idleThreads = 0
  private var isClosed = false

  init(maximumThreads: Int, maximumWaiting: Int) {
    self.maximumThreads = max(1, maximumThreads)
    self.maximumWaiting = max(1, maximumWaiting)
    lock = .allocate(capacity: 1)
    changed = .allocate(capacity: 1)
    pthread_mutex_init(lock, nil)
    pthread_cond_init(changed, nil)
  }

  deinit {
    pthread_cond_destroy(changed)
    pthread_mutex_destroy(lock)
    changed.deallocate()
    lock.deallocate()
  }

  private func locked<Value>(_ body: () -> Value) -> Value {
    pthread_mutex_lock(lock)
    defer { pthread_mutex_unlock(lock) }
    return body()
  }

  func insert(_ job: TransferJob) -> Insertion {
    locked {
      guard !isClosed else { return .closed }
      guard waiting.count < maximumWaiting else { return .full }
      waiting.append(job)
      guard idleThreads < waiting.count, threads < maximumThreads else {
        pthread_cond_signal(changed)
        return .queued
      }
      threads += 1
      return .queuedNeedsThread
    }
  }

  /// Takes a job back that waits; `false` if it doesn't wait any more.
  func remove(_ job: TransferJob) -> Bool {
    locked {
      guard let index = waiting.firstIndex(where: { $0 === job }) else { return false }
      waiting.remove(at: index)
      return true
    }
  }

  /// Waits for a job; `nil` means that the thread has to end.
  func next() -> TransferJob? {
    locked {
      idleThreads += 1
      defer { idleThreads -= 1 }
      while waiting.isEmpty && !isClosed { pthread_cond_wait(changed, lock) }
      guard !waiting.isEmpty else { return nil }
      let job = waiting.removeFirst()
      running[ObjectIdentifier(job)] = job
      return job
    }
  }

  func done(_ job: TransferJob) {
    locked { _ = running.removeValue(forKey: ObjectIdentifier(job)) }
  }

  /// A thread that `insert` asked for could not be started; `true` if none is left, so that nobody
  /// would take the jobs that wait.
  func threadFailed() -> Bool {
    locked {
      threads -= 1
      return threads == 0
    }
  }

  /// Lets no more jobs in; gives those that wait and those that run.
  func close() -> (waiting: [TransferJob], running: [TransferJob]) {
    locked {
      isClosed = true
      let rest = waiting
      waiting = []
      pthread_cond_broadcast(changed)
      return (rest, Array(running.values))
    }
  }
}
