internal import CScanKernels

/// Positions in a text at which an item can begin.
struct SpecialPositions {
  /// Where an item that is a boundary in the base view begins.
  private(set) var escapes: [UInt32] = []
  private(set) var invisible: [UInt32] = []
  /// Backslashes and ampersands.
  private(set) var backslashes: [UInt32] = []
  private(set) var percents: [UInt32] = []
  /// Brackets that may begin a placeholder.
  private(set) var openings: [UInt32] = []

  private static let marks: scan_mark_set = {
    var marks = scan_mark_set()
    let bytes = EscapeSequence.leads + [UInt8(ascii: "\\"), UInt8(ascii: "&"), UInt8(ascii: "%")]
    scan_mark_set_bytes(&marks, bytes, bytes.count)
    marks.first = PlaceholderShapes.opening.first ?? 0
    marks.last = PlaceholderShapes.opening.last ?? 0
    marks.distance = UInt32(PlaceholderShapes.opening.count - 1)
    return marks
  }()

  /// Replaces all lists by those of the text.
  mutating func find(_ isa: scan_isa, _ text: ViewText, _ buffers: ScanBuffers) {
    escapes.removeAll(keepingCapacity: true)
    invisible.removeAll(keepingCapacity: true)
    backslashes.removeAll(keepingCapacity: true)
    percents.removeAll(keepingCapacity: true)
    openings.removeAll(keepingCapacity: true)
    guard text.count > 0 else { return }
    buffers.reserve(text.count)
    var marks = Self.marks
    let count = scan_marks(isa, text.bytes, 0, text.count, &marks, buffers.positions)
    for index in 0..<count {
      let at = buffers.positions[index]
      switch text.bytes[Int(at)] {
      case EscapeSequence.escape: escapes.append(at)
      case UInt8(ascii: "\\"), UInt8(ascii: "&"): backslashes.append(at)
      case UInt8(ascii: "%"): percents.append(at)
      case UInt8(ascii: "["): openings.append(at)
      default:
        let place = Int(at)
        if EscapeSequence.zeroWidth(text.bytes, text.count, at: place) > 0 {
          invisible.append(at)
        } else if EscapeSequence.boundary(text.bytes, text.count, at: place, strings: false) > 0 {
          escapes.append(at)
        }
      }
    }
  }

  /// Where anything that the stripped view removes can begin.
  var removable: [UInt32] {
    invisible.isEmpty ? escapes : escapes.isEmpty ? invisible : (escapes + invisible).sorted()
  }
}
