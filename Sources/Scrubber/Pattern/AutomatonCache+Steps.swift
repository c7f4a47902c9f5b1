extension AutomatonCache {
  /// The row for a context at the start, or a verdict; `unknown` if there is no memory for it.
  mutating func begin(_ context: Int) -> UInt16 {
    guard isAwake() else { return Self.unknown }
    step.begin(missing: automaton.allMissing)
    for start in automaton.starts { step.open(start, context, &rows) }
    let row = enter(context)
    initial[context] = row
    return row
  }

  /// Where a class leads from a row, or a verdict; `unknown` if there is no memory for it.
  mutating func extend(_ row: Int, _ column: Int) -> UInt16 {
    guard isAwake() else { return Self.unknown }
    let key = rows.key(row)
    step.begin(missing: key.missing)
    step.advance(rows.states(row), column, context: Int(key.context))
    let resets = rows.resets
    var next: UInt16
    if step.isRejected {
      next = Self.rejected
    } else if column >= endColumn {
      next = step.missing == 0 ? Self.accepted : Self.rejected
    } else {
      step.openTargets(column, &rows)
      if automaton.isSearch {
        for start in automaton.starts { step.open(start, column, &rows) }
      }
      next = enter(column)
    }
    if automaton.findsEnds, !step.isRejected {
      if step.endsHere { next |= Self.endsHere }
      if column >= endColumn || step.hasNoMoreEnds { next |= Self.noMoreEnds }
    }
    // After a reset the row is not there any more.
    if rows.resets == resets { table[row << shift | column] = next }
    return next
  }

  /// Forgets that it has been filled without gain, and everything else.
  mutating func wake() {
    refusals = 0
    verdicts = 0
    reset()
  }

  /// The row that the step leads to, or a verdict.
  private mutating func enter(_ context: Int) -> UInt16 {
    step.takeStates(from: &rows)
    if let verdict = step.verdict() { return verdict ? Self.accepted : Self.rejected }
    let key = AutomatonRows.Key(
      missing: step.missing, context: automaton.keepsPrevious ? UInt16(context) : 0)
    let known = rows.number(for: key, step.states)
    if known != Self.unknown { return known }
    // After that there is room: the first rows' memory is always there.
    if !makeRoom() { forget() }
    return rows.add(key, step.states)
  }

  /// Forgets everything; where little was gained from it, refuses to answer for a while.
  private mutating func forget() {
    if rows.extensions > verdicts { refusals = AutomatonPool.refusals }
    verdicts = 0
    reset()
  }

  /// Whether entries are worked out; counts the one that is about to be.
  private mutating func isAwake() -> Bool {
    if refusals > 0 {
      refusals -= 1
      return false
    }
    rows.extensions += 1
    return true
  }
}
