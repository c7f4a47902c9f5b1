internal import Scrubber

/// Which streams the lines of a logger go through: one for its text, one for its fields and
/// exceptions.
///
/// A stream per logger, since a private key is printed line by line and others log in between. Fields
/// have one of their own, so that they do not stand between two lines of text.
///
/// At most 32 loggers have a stream for their text, and the first eight that log fields one for
/// these; the others share one for fields. For a further logger those of the logger that was silent
/// for longest are taken over if nothing in them is open: after a flush everything has come out, so
/// nothing of the old logger can reach into the new one's lines. Otherwise it shares one pair of
/// streams with all others that have none: they then look like one logger, so a private key of one
/// of them ends for the scrubber where another's line comes between.
struct LoggerTable {
  /// Most loggers with streams of their own.
  static let capacity = 32
  /// Most loggers with a stream of their own for fields.
  static let sideCapacity = 8
  /// Longest name that is shown in its own column, in bytes.
  static let longestName = 200
  /// Loggers that are asked to give up their streams, once in so many records.
  private static let attempts = (loggers: 4, pause: 64)

  struct Entry {
    var name: [UInt8]
    /// Index among the names that are shown; -1 if the name is shown as a field.
    var column: Int32 = -1
    var text: Int32
    var side: Int32 = -1
    var used = 0
  }

  private let scrubber: SecretScrubber
  private let lines: PendingLines
  private(set) var entries: [Entry] = []
  private var channels: [LineChannel] = []
  private var clock = 0
  private var last = -1
  /// Entry of the loggers without streams of their own; -1 while there are none.
  private var shared = -1
  private var nextAttempt = 0
  /// Streams for fields that belong to one logger, and the one of all others.
  private var sides = 0
  private var sharedSide: Int32 = -1
  /// No name of a logger, for in those an LF has become a space.
  private static let sharedName: [UInt8] = [0x0A]
  /// A text stream with nothing open that belongs to no logger.
  private var spare: Int32?

  init(_ scrubber: SecretScrubber, lines: PendingLines) {
    self.scrubber = scrubber
    self.lines = lines
  }

  func channel(_ number: Int32) -> LineChannel? {
    channels.indices.contains(Int(number)) ? channels[Int(number)] : nil
  }

  /// Index of the logger's entry.
  ///
  /// - Parameter names: the scrubbed names that are shown; a new one is added.
  mutating func index(of name: [UInt8], names: inout [ScrubbedBytes]) -> Int {
    clock += 1
    if last >= 0, last != shared, entries[last].name == name {
      entries[last].used = clock
      return last
    }
    last = entries.firstIndex { $0.name == name } ?? new(name, &names)
    entries[last].used = clock
    return last
  }

  private mutating func new(_ name: [UInt8], _ names: inout [ScrubbedBytes]) -> Int {
    if entries.count < Self.capacity { return added(name, &names) }
    if shared < 0 {
      entries.append(Entry(name: Self.sharedName, text: open(.text)))
      shared = entries.count - 1
    }
    guard clock >= nextAttempt else { return shared }
    nextAttempt = clock + Self.attempts.pause
    return takenOver(name) ?? shared
  }

  private mutating func added(_ name: [UInt8], _ names: inout [ScrubbedBytes]) -> Int {
    var entry = Entry(name: name, text: open(.text))
    if !name.isEmpty, name.count <= Self.longestName {
      entry.column = Int32(names.count)
      names.append(scrubber.scrub(name).bytes)
    }
    entries.append(entry)
    return entries.count - 1
  }

  private mutating func takenOver(_ name: [UInt8]) -> Int? {
    // It may have begun something in the shared streams.
    guard isFree(entries[shared]) else { return nil }
    let oldest = (0..<Self.capacity).sorted { entries[$0].used < entries[$1].used }
    for index in oldest.prefix(Self.attempts.loggers) where isFree(entries[index]) {
      entries[index].name = name
      entries[index].column = -1
      return index
    }
    return nil
  }

  private func isFree(_ entry: Entry) -> Bool {
    for number in [entry.text, entry.side] {
      guard let channel = channel(number) else { continue }
      channel.flush()
      if !channel.isIdle { return false }
    }
    return true
  }

  private mutating func open(_ part: LinePart) -> Int32 {
    channels.append(LineChannel(scrubber, part: part, lines: lines))
    return Int32(channels.count - 1)
  }

  /// The stream for fields and exceptions, which few loggers need.
  mutating func side(of index: Int) -> Int32 {
    if entries[index].side >= 0 { return entries[index].side }
    if sides < Self.sideCapacity {
      sides += 1
      entries[index].side = open(.side)
    } else {
      if sharedSide < 0 { sharedSide = open(.side) }
      entries[index].side = sharedSide
    }
    return entries[index].side
  }

  // MARK: Oversized records

  /// A stream for text of which the logger is not known yet.
  mutating func borrow() -> Int32 {
    defer { spare = nil }
    return spare ?? open(.text)
  }

  /// Gives a borrowed stream to the logger that the text turned out to be of: it goes on there.
  ///
  /// - Returns: whether that is right. It is not if the logger's own stream ends in something masked,
  ///   which the text should perhaps have continued.
  mutating func give(_ borrowed: Int32, to index: Int) -> Bool {
    guard let own = channel(entries[index].text) else { return false }
    own.flush()
    if !own.isIdle {
      if own.endsInSecret() { return false }
      retire(entries[index].text)
    }
    spare = entries[index].text
    entries[index].text = borrowed
    return true
  }

  /// Ends a stream that no logger goes on with, and puts a fresh one in its place.
  mutating func retire(_ borrowed: Int32) {
    guard let channel = channel(borrowed) else { return }
    channel.finish()
    channels[Int(borrowed)] = LineChannel(scrubber, part: .text, lines: lines)
    spare = borrowed
  }

  /// Ends all streams.
  func finish() {
    for channel in channels { channel.finish() }
  }
}
