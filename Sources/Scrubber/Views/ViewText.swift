/// The texts in which matches are looked for; `docs/SEMANTICS.md` section 1.
///
/// The order is that of the document: it breaks ties between equal spans.
enum View: UInt8, CaseIterable {
  case base
  case stripped
  case unescaped
  case unescaped2
  case percent
  case percent2
  case base64
}

/// Bytes of a view around the part of the stream that a step decides. Borrowed for the step.
///
/// `bytes` has `PaddedBuffer.padding` readable bytes on either side of [0, count). Of a derived text
/// only the surroundings of its items are there before `complete` (see `StepViews.surroundings`).
struct ViewText {
  let view: View
  let bytes: UnsafePointer<UInt8>
  let count: Int
  /// Whether index 0 is the first byte of the stream.
  let startsStream: Bool
  /// Whether the stream ends at `count`.
  let endsStream: Bool
  /// How indices become stream offsets; `nil` where the text is the stream's own bytes. Owned by
  /// the views of the step, which outlive the text.
  let map: Unmanaged<DecodedText>?
  /// Stream offset of index 0 where there is no map.
  let base: Int

  /// Stream offset at which the byte's extent begins; for `count` the end of the text.
  func rawStart(_ index: Int) -> Int {
    guard let map else { return base + index }
    return map._withUnsafeGuaranteedRef {
      index < count ? $0.rawRange(index).lowerBound : $0.rawEnd
    }
  }

  /// Stream offset at which the byte's extent ends.
  func rawEnd(_ index: Int) -> Int {
    guard let map else { return base + index + 1 }
    return map._withUnsafeGuaranteedRef { $0.rawRange(index).upperBound }
  }

  /// First index whose extent begins at or after the stream offset.
  func firstIndex(atOrAfter offset: Int) -> Int {
    guard let map else { return min(max(offset - base, 0), count) }
    return map._withUnsafeGuaranteedRef { $0.firstIndex(atOrAfter: offset) }
  }

  /// Whether the view differs from what it is derived from inside [lower, upper].
  ///
  /// May be true without need, never false wrongly.
  func differs(_ lower: Int, _ upper: Int) -> Bool {
    guard let map else { return true }
    return map._withUnsafeGuaranteedRef { $0.hasItem(from: lower, to: upper) }
  }

  /// Makes all bytes of the text readable, not only those around its items.
  func complete() {
    map?._withUnsafeGuaranteedRef { $0.complete() }
  }

  /// Makes the bytes of [lower, upper) readable.
  func complete(from lower: Int, to upper: Int) {
    map?._withUnsafeGuaranteedRef { $0.complete(from: lower, to: upper) }
  }

  /// Whether a view that is derived from this text differs from it inside [lower, upper]; may be
  /// true without need, never false wrongly.
  @inline(__always)
  func differs(_ derived: ViewText, _ lower: Int, _ upper: Int) -> Bool {
    guard derived.view.parent == view, let map = derived.map else { return true }
    return map._withUnsafeGuaranteedRef { $0.hasItem(fromParent: lower, to: upper) }
  }

  /// The same text under the name of another view, which equals it here.
  func named(_ view: View) -> ViewText {
    ViewText(
      view: view, bytes: bytes, count: count, startsStream: startsStream, endsStream: endsStream,
      map: map, base: base)
  }

  /// Other bytes of the same length in the same place.
  func with(_ bytes: UnsafePointer<UInt8>) -> ViewText {
    ViewText(
      view: view, bytes: bytes, count: count, startsStream: startsStream, endsStream: endsStream,
      map: map, base: base)
  }

  /// The text without its last bytes.
  func shortened(by length: Int) -> ViewText {
    ViewText(
      view: view, bytes: bytes, count: max(0, count - length), startsStream: startsStream,
      endsStream: endsStream, map: map, base: base)
  }
}
