import CCurl

/// Owner of a libcurl multi handle that runs one transfer at a time and keeps its connection for the
/// next one.
///
/// A multi handle is used instead of `curl_easy_perform` because it can be woken: a cancellation is
/// noticed at once, also while nothing arrives.
final class CurlMulti {
  private let multi: UnsafeMutableRawPointer

  /// libcurl's `curl_global_init` is thread-safe since 7.84 and needed once.
  private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK

  init?() {
    guard Self.isReady, let multi = curl_multi_init() else { return nil }
    self.multi = multi
    _ = curl_shim_multi_set_long(multi, CURLMOPT_MAXCONNECTS, 1)
  }

  deinit { curl_multi_cleanup(multi) }

  var waker: MultiWaker { MultiWaker(multi: multi) }

  func run(_ handle: CurlHandle, transfer: Transfer) -> TransferJob.Answer {
    guard curl_multi_add_handle(multi, handle.pointer) == CURLM_OK else {
      return .failure(UpstreamFailure(.configuration))
    }
    let end = drive(transfer)
    // Taking out a transfer that isn't finished closes its connection.
    curl_multi_remove_handle(multi, handle.pointer)
    return transfer.answer(end)
  }

  private func drive(_ transfer: Transfer) -> TransferEnd {
    while true {
      var running: Int32 = 0
      guard curl_multi_perform(multi, &running) == CURLM_OK else { return .broken }
      var result = CURLE_OK
      if curl_shim_next_result(multi, &result) == 1 { return .finished(result) }
      if let failure = transfer.job.stopFailure { return .stopped(failure) }
      let now = TransferClock.now()
      let deadline = transfer.clock.deadline
      guard now < deadline.time else {
        return .stopped(UpstreamFailure(.timedOut(deadline.phase)))
      }
      // One more millisecond, so that rounding down doesn't make a busy loop before the deadline.
      let milliseconds = Int32(min(3_600_000, (deadline.time - now) / 1_000_000 + 1))
      guard curl_multi_poll(multi, nil, 0, milliseconds, nil) == CURLM_OK else { return .broken }
    }
  }
}

/// How `CurlMulti` left a transfer.
enum TransferEnd {
  /// libcurl is done with it.
  case finished(CURLcode)
  /// It was taken out.
  case stopped(UpstreamFailure)
  /// libcurl can't go on.
  case broken
}

/// Wakes a multi handle from any thread (`curl_multi_wakeup` is made for that); must not be used
/// after the handle is gone, which `TransferJob.attach` sees to.
struct MultiWaker: @unchecked Sendable {
  fileprivate let multi: UnsafeMutableRawPointer

  func wake() { curl_multi_wakeup(multi) }
}
