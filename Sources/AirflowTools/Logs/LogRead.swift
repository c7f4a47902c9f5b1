internal import AirflowClient
internal import AirflowLogs
internal import MCPProtocol
internal import Synchronization

/// One try of a task instance, of which the log is to be read.
struct LogTarget: Sendable {
  let place: TaskPlace
  let mapIndex: MapIndex
  let tryNumber: TryNumber
  /// State of the try if it is the latest.
  let state: String?
  /// Whether its log does not change any more.
  let isFinished: Bool

  /// Airflow's name of it, which cursors are bound to.
  var task: LogTask {
    LogTask(
      dag: place.dag.text, run: place.run.text, task: place.task.text,
      tryNumber: tryNumber.number, mapIndex: mapIndex.number)
  }

  private static let ended: Set<String> = [
    "success", "failed", "skipped", "removed", "upstream_failed", "up_for_retry",
  ]

  /// The try that the arguments name, or the latest.
  static func find(_ call: ToolCall) async throws(ToolFailure) -> LogTarget {
    let place = try call.arguments.place()
    let index = try call.arguments.mapIndex()
    let wanted = try call.arguments.tryNumber()
    let instance = try await call.fetch(.taskInstance(place, index))
    return try find(instance, place: place, index: index, wanted: wanted)
  }

  /// The try of a task instance as Airflow describes it.
  static func find(
    _ instance: JSONValue, place: TaskPlace, index: MapIndex, wanted: TryNumber? = nil
  ) throws(ToolFailure) -> LogTarget {
    let latest = instance["try_number"]?.int ?? 0
    let state = instance["state"]?.string
    guard latest > 0 || wanted != nil else {
      throw .problem(
        ToolFailure.Problem(
          cause: "no_log", text: "the task instance has not run, so it has no log",
          advice: state == "upstream_failed"
            ? "a task before it failed: use diagnose_run, or read the log of that task"
            : "look at its state with get_task_instance"))
    }
    let number: TryNumber
    if let wanted {
      number = wanted
    } else {
      number = try Arguments.checked { () throws(IdentifierError) in try TryNumber(latest) }
    }
    let isOld = number.number < latest
    return LogTarget(
      place: place, mapIndex: index, tryNumber: number, state: isOld ? nil : state,
      isFinished: isOld || ended.contains(state ?? ""))
  }
}

/// Reads parts of a log in one transfer.
enum LogRead {
  /// Asks in milliseconds whether the caller may read task logs, so that a refusal has an HTTP status
  /// of its own; from then on progress can be sent.
  static func checkPermission(
    _ call: ToolCall, _ place: TaskPlace, _ index: MapIndex
  ) async throws(ToolFailure) {
    do {
      _ = try await call.bytes(.taskLogProbe(place, index))
    } catch {
      // Try 0 is missing where the task has run: who may not read is told so before.
      guard case .upstream(let failure) = error, case .notFound = failure.kind else { throw error }
    }
    call.context.commit()
  }

  /// The wanted parts of the log of a try.
  static func windows(
    _ call: ToolCall, _ target: LogTarget, _ wishes: [LogFeed.Wish]
  ) async throws(ToolFailure) -> [LogWindow] {
    let scrubber = try call.scrubber()
    let feed: LogFeed
    do {
      feed = try LogFeed(scrubber, wishes)
    } catch {
      throw .log(error)
    }
    let ticker = progress(of: feed, call)
    defer { ticker.cancel() }
    let user = call.user
    let slots = call.backend.slots
    try await slots.take(user)
    do {
      try await transfer(call, target, to: feed)
    } catch {
      let afterEffect = feed.linesRead == nil ? call.backend.services.logs.afterEffect : .zero
      let isAbandoned = Task.isCancelled || error.isTimeout
      // Airflow does not notice that nobody waits any more, and works on.
      Task.detached {
        if isAbandoned { try? await Task.sleep(for: afterEffect) }
        await slots.give(user)
      }
      throw error.ofLog
    }
    await slots.give(user)
    return feed.finish()
  }

  private static func transfer(
    _ call: ToolCall, _ target: LogTarget, to feed: LogFeed
  ) async throws(ToolFailure) {
    let endpoint = Endpoint.taskLog(target.place, target.tryNumber, .lines, target.mapIndex)
    let client = call.backend.services.client
    let id = call.requestID
    _ = try await call.asking { token throws(UpstreamFailure) in
      try await client.stream(endpoint, bearer: token, requestID: id) { chunk in
        feed.feed(chunk) ? .proceed : .stop
      }
    }
  }

  private static func progress(of feed: LogFeed, _ call: ToolCall) -> Task<Void, Never> {
    let context = call.context
    let interval = call.backend.services.logs.progressInterval
    return Task {
      guard context.progress.isWanted else { return }
      let start = ContinuousClock.now
      while (try? await Task.sleep(for: interval)) != nil {
        let seconds = Int((ContinuousClock.now - start).components.seconds)
        let text =
          feed.linesRead.map { "\($0) lines read" }
          ?? "waiting for Airflow, which reads the whole log first (\(seconds) s)"
        context.progress.report(seconds, message: try? context.gate.scrub(text: text))
      }
    }
  }
}

extension ToolFailure {
  /// The same, with what to do where the whole of a log is too much.
  fileprivate var ofLog: ToolFailure {
    guard case .upstream(let failure) = self else { return self }
    let advice = """
      read its beginning with get_task_log, mode head or around, which stop early; the person who runs \
      this server can raise
      """
    switch failure.kind {
    case .tooLarge(let limit):
      return .problem(
        Problem(
          cause: "too_large", text: "the log has more than \(limit >> 20) MiB, the limit here",
          advice: "\(advice) --log-megabytes"))
    case .timedOut(.total):
      return .problem(
        Problem(
          cause: "timed_out", text: "the log was not read to its end within the time limit",
          advice: "\(advice) --log-seconds"))
    default: return self
    }
  }

  fileprivate var isTimeout: Bool {
    guard case .upstream(let failure) = self, case .timedOut = failure.kind else { return false }
    return true
  }
}
