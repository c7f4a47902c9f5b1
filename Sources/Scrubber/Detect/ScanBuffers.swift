internal import CScanKernels

/// Memory for the positions that kernels report, reused from step to step.
final class ScanBuffers {
  @exclusivity(unchecked) private(set) var positions: UnsafeMutablePointer<UInt32>
  @exclusivity(unchecked) private(set) var runs: UnsafeMutablePointer<scan_run>
  private var capacity: Int

  init() {
    capacity = 4096
    positions = .allocate(capacity: capacity)
    runs = .allocate(capacity: capacity)
  }

  deinit {
    positions.deallocate()
    runs.deallocate()
  }

  /// Makes room for the results of a scan over `count` bytes.
  func reserve(_ count: Int) {
    let wanted = count + Int(SCAN_PAD)
    guard wanted > capacity else { return }
    positions.deallocate()
    runs.deallocate()
    capacity = max(wanted, 2 * capacity)
    positions = .allocate(capacity: capacity)
    runs = .allocate(capacity: capacity)
  }
}
