import Glibc
import Testing

/// Listens on loopback, accepts nobody, and has a queue that is full already.
final class StuckListener {
  let port: UInt16
  private var descriptors: [Int32] = []

  init() throws {
    let listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    var fillers: [Int32] = []
    let isReady = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { address in
        guard bind(listener, address, length) == 0, listen(listener, 0) == 0,
          getsockname(listener, address, &length) == 0
        else { return false }
        for _ in 0..<4 {
          let filler = socket(
            AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_NONBLOCK.rawValue), 0)
          connect(filler, address, length)
          fillers.append(filler)
        }
        return true
      }
    }
    descriptors = fillers + [listener]
    port = UInt16(bigEndian: address.sin_port)
    try #require(isReady)
  }

  func stop() {
    for descriptor in descriptors { close(descriptor) }
    descriptors = []
  }
}
