internal import CScanKernels

/// A path of the kernels, so that tests and measurements can take one that is not the machine's
/// best.
package enum ScanPath: String, CaseIterable, Sendable {
  case portable
  case neon
  case avx2
  case avx512bw
  case avx512vbmi

  /// The paths that this machine has; the portable one always.
  package static let available = allCases.filter { scan_has_isa($0.isa) != 0 }

  /// The path that is taken if nobody asks for another.
  package static let best = available.first { $0.isa == scan_best_isa() } ?? .portable

  var isa: scan_isa {
    switch self {
    case .portable: scan_isa_portable
    case .neon: scan_isa_neon
    case .avx2: scan_isa_avx2
    case .avx512bw: scan_isa_avx512bw
    case .avx512vbmi: scan_isa_avx512vbmi
    }
  }
}
