internal import NIOPosix
internal import Synchronization

#if canImport(Glibc)
  internal import Glibc
#elseif canImport(Musl)
  internal import Musl
#elseif canImport(Darwin)
  internal import Darwin
#endif

/// Writes messages, each whole and with a line end, in the order in which they are handed over.
final class LineWriter: Sendable {
  private struct Item: Sendable {
    var message: OutgoingMessage
    var written: CheckedContinuation<Bool, Never>?
  }

  /// Notifications that may wait to be written; more are dropped.
  private static let longestQueue = 256

  private let descriptor: Int32
  private let items: AsyncStream<Item>
  private let queue: AsyncStream<Item>.Continuation
  private let waiting = Mutex(0)
  private let isClosed = Mutex(false)

  init(descriptor: Int32) {
    self.descriptor = descriptor
    (items, queue) = AsyncStream.makeStream()
  }

  /// Hands a notification over without waiting.
  func enqueue(_ message: OutgoingMessage) {
    let fits = waiting.withLock { waiting in
      guard waiting < Self.longestQueue else { return false }
      waiting += 1
      return true
    }
    guard fits else { return }
    if case .terminated = queue.yield(Item(message: message)) { waiting.withLock { $0 -= 1 } }
  }

  /// Writes a message; false if the output is closed.
  func send(_ message: OutgoingMessage) async -> Bool {
    await withCheckedContinuation { continuation in
      let result = queue.yield(Item(message: message, written: continuation))
      if case .terminated = result { continuation.resume(returning: false) }
    }
  }

  /// Whether the output has taken all messages so far.
  var isOpen: Bool { !isClosed.withLock { $0 } }

  /// No more messages: `run` ends when those that wait have been written.
  func finish() {
    queue.finish()
  }

  /// Writes until `finish`, or until the output is closed, which it reports once.
  func run(on pool: NIOThreadPool, onClosed: @Sendable () -> Void) async {
    for await item in items {
      if item.written == nil { waiting.withLock { $0 -= 1 } }
      var isWritten = false
      if isOpen {
        let bytes = item.message.bytes + [0x0A]
        // Not cancelled with the task: half a message would spoil those after it.
        isWritten = (try? await pool.runIfActive { self.write(bytes) }) ?? false
        if !isWritten {
          isClosed.withLock { $0 = true }
          onClosed()
        }
      }
      item.written?.resume(returning: isWritten)
    }
  }

  private func write(_ bytes: [UInt8]) -> Bool {
    bytes.withUnsafeBytes { bytes in
      var rest = bytes[...]
      while !rest.isEmpty {
        let part = UnsafeRawBufferPointer(rebasing: rest)
        #if canImport(Darwin)
          let count = Darwin.write(descriptor, part.baseAddress, part.count)
        #elseif canImport(Musl)
          let count = Musl.write(descriptor, part.baseAddress, part.count)
        #else
          let count = Glibc.write(descriptor, part.baseAddress, part.count)
        #endif
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if count < 0 && (errno == EAGAIN || errno == EWOULDBLOCK) {
          var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
          _ = poll(&ready, 1, -1)
        } else if count == 0 || errno != EINTR {
          return false
        }
      }
      return true
    }
  }
}
