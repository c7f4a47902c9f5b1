internal import CScanKernels

/// Finds all matches that start in a range of a text: the pure function at the heart of the engine.
///
/// What is found for a start depends on the text around it only, so ranges may be cut anywhere.
final class Detector {
  let plan: ScanPlan
  let confirmer: Confirmer
  /// Where rules may match.
  let candidates: CandidateScan
  let buffers = ScanBuffers()
  let base64Buffers = Base64Buffers()
  let walker: TailWalker
  let found: SpanCollector

  /// Labels of the rules, of registered secrets and of what is unscanned.
  private let labels: [Int32]
  /// The machines of the confirmer.
  private let machines: UnsafeMutablePointer<RuleMachine>
  private let registeredLabel: Int32
  private let unscannedName: Int32
  @exclusivity(unchecked) private var registeredScratch = RegisteredIndex.Scratch()
  @exclusivity(unchecked) private var registeredMatches: [RegisteredMatch] = []
  @exclusivity(unchecked) private var markers: [Marker] = []

  init(
    _ plan: ScanPlan, names: inout LabelNames, walker: TailWalker, found: SpanCollector
  ) {
    self.plan = plan
    self.walker = walker
    self.found = found
    var numbers: [Int32] = []
    for rule in plan.rules { numbers.append(names.number(of: rule.rule.id)) }
    labels = numbers
    registeredLabel = names.number(of: LabelNames.registeredName)
    unscannedName = names.number(of: LabelNames.unscannedName)
    found.adopt(names)
    candidates = CandidateScan(plan)
    confirmer = Confirmer(plan.rules, matchLimit: plan.matchLimit)
    machines = confirmer.machines.machines
  }

  /// Finds what starts at an index in [from, to); tails are advanced to `stop`.
  func detect(_ text: ViewText, from: Int, to: Int, stop: Int) {
    guard from < to else { return }
    let handsOn = walker.views.isAnyActive
    let guards = UnsafePointer(plan.guards)
    let near = plan.nearWindow
    candidates.forEach(text, from: from, to: to) { number, start in
      if handsOn || text.map != nil {
        let window = Int(guards[number].window)
        if handsOn, window > near { self.handOn(number, text, at: start) }
        // Where the view equals its parent, the parent has found it.
        let isNew = text.differs(start - CompiledRule.lookBehind - 1, start + window + 1)
        if !isNew { return }
      }
      self.rule(number, text, at: start, stop: stop)
    }
    if let registered = plan.registered {
      self.registered(registered, text, from: from, to: to, stop: stop)
    }
    if plan.entropyRule >= 0 { tokens(text, from: from, to: to) }
    if plan.decodesBase64, text.view == .base {
      base64(text, from: from, to: to, stop: stop)
    }
  }

  /// Tries a rule with a wide window in the derived views that differ in it far from its start.
  private func handOn(_ number: Int, _ text: ViewText, at: Int) {
    let window = Int(plan.guards[number].window)
    let views = walker.views
    let lower = at - CompiledRule.lookBehind - 1
    let upper = at + window + 1
    for (place, derived) in views.activeTexts.enumerated()
    where derived.view.isDerived(from: text.view) && text.differs(derived, lower, upper) {
      let index = derived.firstIndex(atOrAfter: text.rawStart(at))
      guard !views.covers(place, index),
        derived.differs(index - CompiledRule.lookBehind - 1, index + window + 1)
      else { continue }
      rule(number, derived, at: index, stop: derived.firstIndex(atOrAfter: walker.limit))
    }
  }

  // MARK: Rules

  /// Bytes around a rule's window that its decision may look at.
  private static let margin = CompiledRule.lookBehind + PaddedBuffer.padding

  private func rule(
    _ number: Int, _ text: ViewText, at: Int, stop: Int
  ) {
    let machine = UnsafePointer(machines + number)
    if machine.pointee.isPEM {
      markers.append(Marker(view: text.view, index: at, rule: number))
      return
    }
    let window = machine.pointee.window
    if text.map != nil, window > plan.nearWindow {
      text.complete(from: at - Self.margin, to: at + window + Self.margin)
    }
    switch confirmer.attempt(number, text, at: at) {
    case .none: return
    case .unscanned:
      if !machine.pointee.isInforming {
        unscanned(text, at: at, window: window, stop: stop)
      }
    case .hit(let hit):
      if machine.pointee.isInforming {
        inform(number, text, hit)
        return
      }
      text.complete()
      let tail = tailKind(
        row: machine.pointee.tailRow, isQuoted: machine.pointee.isQuoted, text, hit)
      let label = self.label(number, hit.confidence, text.view) {
        self.material(text, hit, tail)
      }
      finish(
        text, at: at, window: window, hit, label, tail: tail, stop: stop, forks: true)
    }
  }

  /// Notes a public identifier. Only where it stands as it is: elsewhere it is part of other text.
  private func inform(_ number: Int, _ text: ViewText, _ hit: Confirmer.Hit) {
    guard text.view == .base else { return }
    found.identifiers.append(
      Span(
        start: text.rawStart(hit.start), end: text.rawEnd(hit.end - 1),
        label: Label(
          name: labels[number], confidence: hit.confidence, view: .base, material: -1)))
  }

  /// How the secret goes on after its head.
  func tailKind(
    _ rule: CompiledRule, _ text: ViewText, _ hit: Confirmer.Hit
  )
    -> Tail.Kind?
  {
    tailKind(row: rule.tailRow, isQuoted: rule.rule.eater == .quoted, text, hit)
  }

  @inline(__always)
  private func tailKind(
    row: Int, isQuoted: Bool, _ text: ViewText, _ hit: Confirmer.Hit
  ) -> Tail.Kind? {
    if row >= 0 { return .run(row: row) }
    guard isQuoted, hit.start > 0 else { return nil }
    let quote = text.bytes[hit.start - 1]
    switch quote {
    case UInt8(ascii: "\""), UInt8(ascii: "'"), UInt8(ascii: "`"):
      return .quoted(
        quote: quote,
        backslashes: TailAdvance.backslashes(text.bytes, before: hit.start - 1))
    default: return nil
    }
  }

  /// Writes the span of a match and carries its end forward.
  private func finish(
    _ text: ViewText, at: Int, window: Int, _ hit: Confirmer.Hit, _ label: Label,
    tail: Tail.Kind?, stop: Int, forks: Bool
  ) {
    guard let tail else {
      found.add(text.rawStart(hit.start), text.rawEnd(hit.end - 1), label)
      return
    }
    // A quoted value ends where its quote closes, which may be inside of the head.
    var from = hit.start
    var position = text.rawStart(hit.start)
    if case .run = tail {
      found.add(position, text.rawEnd(hit.end - 1), label)
      from = hit.end
      position = text.rawEnd(hit.end - 1)
    }
    if !walker.views.isAnyActive, endsHere(text, tail, from: from, position, label, stop: stop) {
      return
    }
    let apart = forks ? walker.apart(text, start: at, window: window) : .all
    walker.advance(
      Tail(
        kind: tail, plan: plan, view: text.view, position: position, label: label, apart: apart),
      text, from: from, stop: stop)
  }

  /// Writes what a tail adds to a match, if it ends before `stop`; returns whether it does.
  ///
  /// Most do: they need not become a `Tail` where no derived view may go its own way.
  @inline(__always)
  private func endsHere(
    _ text: ViewText, _ tail: Tail.Kind, from: Int, _ position: Int, _ label: Label, stop: Int
  ) -> Bool {
    switch tail {
    case .run(let row):
      return from < stop && !plan.classes.contains(row, text.bytes[from])
    case .quoted(let quote, let depth):
      var special = QuotedRun.end(text.bytes, quote: quote, from: from, to: stop)
      // The backslashes before the quote decide, too.
      let first = max(from, special - TailAdvance.longestBackslashRun)
      while special > first, text.bytes[special - 1] == UInt8(ascii: "\\") { special -= 1 }
      let result = TailAdvance.quoted(
        text, quote: quote, backslashes: depth, from: special, to: stop)
      if result.isOpen { return false }
      if result.index > from { found.add(position, text.rawEnd(result.index - 1), label) }
      return true
    case .pem, .agreeing: return false
    }
  }

  /// A label for a match of a rule, counted.
  func label(
    _ number: Int, _ confidence: Confidence, _ view: View,
    _ material: () -> TagMaterial
  ) -> Label {
    found.count(labels[number])
    return Label(
      name: labels[number], confidence: confidence, view: view, material: found.note(material))
  }

  /// What the tag of a match is made of: its secret as the view shows it.
  func material(
    _ text: ViewText, _ hit: Confirmer.Hit, _ tail: Tail.Kind?
  ) -> TagMaterial {
    let limit = min(text.count, hit.start + TagMaterial.longest + 1)
    var end = min(hit.end, limit)
    switch tail {
    case .run(let row):
      end = TailAdvance.run(plan.classes, row, text.bytes, from: end, to: limit)
    case .quoted(let quote, let depth):
      end =
        TailAdvance.quoted(
          text, quote: quote, backslashes: depth, from: hit.start, to: limit
        ).index
    default: break
    }
    return Self.material(text, hit.start, end)
  }

  static func material(_ text: ViewText, _ start: Int, _ end: Int) -> TagMaterial {
    let secret = UnsafeBufferPointer(start: text.bytes + start, count: max(0, end - start))
    return TagMaterial(
      bytes: Array(secret.prefix(TagMaterial.longest)),
      isLonger: secret.count > TagMaterial.longest)
  }

  /// Masks the token run at a candidate that could not be decided.
  private func unscanned(
    _ text: ViewText, at: Int, window: Int, stop: Int
  ) {
    let label = unscannedLabel(text.view)
    let end = min(at + 1, text.count)
    let hit = Confirmer.Hit(start: at, end: end, confidence: .structure)
    finish(
      text, at: at, window: window, hit, label, tail: .run(row: plan.unscannedRow), stop: stop,
      forks: false)
  }

  /// The label of what could not be decided, counted.
  func unscannedLabel(_ view: View) -> Label {
    found.unscanned += 1
    found.count(unscannedName)
    return Label(
      name: unscannedName, confidence: .structure, view: view,
      material: found.note { TagMaterial(bytes: [], isLonger: false) })
  }

  // MARK: Private key blocks

  /// Where the marker of a private key may stand.
  private struct Marker: Equatable {
    var view: View
    var index: Int
    var rule: Int
  }

  /// Decides the markers that were found since the last call.
  ///
  /// A marker inside a block starts none, so they are decided from the left, and in a view after
  /// those that it is derived from, in whatever order they were found.
  func decideMarkers() {
    guard !markers.isEmpty else { return }
    markers.sort { ($0.view.rawValue, $0.index) < ($1.view.rawValue, $1.index) }
    var last: Marker?
    for marker in markers where marker != last {
      last = marker
      let text = walker.views.text(for: marker.view)
      text.complete()
      block(
        marker.rule, text, at: marker.index, stop: text.firstIndex(atOrAfter: walker.limit))
    }
    markers.removeAll(keepingCapacity: true)
  }

  private func block(
    _ number: Int, _ text: ViewText, at: Int, stop: Int
  ) {
    let raw = text.rawStart(at)
    if walker.isInBlock(raw, of: text.view) { return }
    let reader = PEMReader(bytes: text.bytes, end: PEMReader.look(text, at))
    guard let marker = reader.marker(at: at) else { return }
    var state = PEMState()
    state.shape = reader.shape(before: at, startsStream: text.startsStream)
    state.isFlat = reader.isFlat(after: marker)
    let isReal = reader.isReal(after: marker, state)
    let label = self.label(number, plan.rules[number].rule.confidence, text.view) {
      self.blockMaterial(text, marker: at..<marker, state, isReal: isReal)
    }
    found.add(raw, text.rawEnd(marker - 1), label)
    guard isReal else { return }
    let end = text.rawEnd(marker - 1)
    let apart = walker.apart(text, start: at, window: PEMReader.window)
    // A marker of PuTTY takes in what follows on its line, other markers as well.
    walker.reach(raw..<end, of: text.view, apart: apart)
    walker.advance(
      Tail(
        kind: .pem(state), plan: plan, view: text.view, position: end, label: label, apart: apart),
      text, from: marker, stop: stop)
  }

  /// The marker and the base64 of the first lines, without prefixes.
  private func blockMaterial(
    _ text: ViewText, marker: Range<Int>, _ state: PEMState, isReal: Bool
  ) -> TagMaterial {
    var bytes = Array(
      UnsafeBufferPointer(start: text.bytes + marker.lowerBound, count: marker.count))
    guard isReal else { return TagMaterial(bytes: bytes, isLonger: false) }
    let stop = min(text.count, marker.upperBound + TagMaterial.longest)
    let progress = PEMTail.advance(text, from: marker.upperBound, to: stop, state) {
      PEMReader.look(text, $0)
    }
    for range in progress.masked {
      for index in range where PEMReader.isBase64(text.bytes[index]) {
        bytes.append(text.bytes[index])
      }
    }
    return TagMaterial(
      bytes: Array(bytes.prefix(TagMaterial.longest)),
      isLonger: bytes.count > TagMaterial.longest)
  }

  // MARK: Registered secrets

  private func registered(
    _ index: RegisteredIndex, _ text: ViewText, from: Int, to: Int, stop: Int
  ) {
    registeredMatches.removeAll(keepingCapacity: true)
    index.matches(
      bytes: text.bytes, count: text.count, from: from, to: to, isa: plan.isa,
      into: &registeredMatches, scratch: &registeredScratch)
    for match in registeredMatches {
      let start = text.rawStart(match.start)
      let budget = ViewLimits.rawBudget(window: match.decided.count)
      let first = text.rawStart(match.decided.lowerBound)
      if text.map != nil, text.rawEnd(match.decided.upperBound - 1) - first > budget { continue }
      found.count(registeredLabel)
      let label = Label(
        name: registeredLabel, confidence: .checksum, view: text.view,
        material: found.note {
          let value = index.value(of: match.secret)
          return TagMaterial(
            bytes: Array(value.prefix(TagMaterial.longest)),
            isLonger: value.count > TagMaterial.longest)
        })
      found.add(start, text.rawEnd(match.end - 1), label)
      guard match.isOpen else { continue }
      let kind = Tail.Kind.agreeing(variant: match.variant, offset: match.decided.count)
      let apart = walker.apart(text, start: match.start, window: match.end - match.start)
      walker.advance(
        Tail(
          kind: kind, plan: plan, view: text.view, position: text.rawEnd(match.end - 1),
          label: label, apart: apart),
        text, from: match.end, stop: stop)
    }
  }

  /// Index of the first occurrence of a registered value from an index on.
  func firstRegistered(_ text: ViewText, from: Int) -> Int? {
    guard let index = plan.registered, from < text.count else { return nil }
    registeredMatches.removeAll(keepingCapacity: true)
    index.matches(
      bytes: text.bytes, count: text.count, from: from, to: text.count, isa: plan.isa,
      into: &registeredMatches, scratch: &registeredScratch)
    return registeredMatches.map(\.start).min()
  }
}
