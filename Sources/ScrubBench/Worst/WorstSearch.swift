import Scrubber

/// Looks for the text that, said over and over, takes most CPU time for a byte.
///
/// A population of texts: each round changes one of them, and what costs more than the cheapest
/// takes its place. Texts that cost the same in every counter are one kind, of which one is kept.
struct WorstSearch {
  /// A text and what it costs when it is repeated.
  struct Member {
    var text: [UInt8]
    var cost: CostOfText

    /// Equal for texts that make the engine do the same.
    var kind: [Int] {
      [cost.candidates, cost.attempts, cost.confirmCalls].map { Int($0.squareRoot()) }
        + [Int(cost.nanoseconds.squareRoot())]
    }
  }

  private(set) var members: [Member] = []
  private(set) var tried = 0
  private var random: Random
  private let mutator: TextMutator
  private let scrubber: SecretScrubber

  private static let most = 48
  /// How much is scrubbed to know a text's cost.
  private static let sample = 48 << 10
  /// The same for the ranking; the worst texts may take seconds of it.
  private static let rankedSample = 128 << 10

  init(_ scrubber: SecretScrubber, pieces: [[UInt8]], seed: UInt64) {
    self.scrubber = scrubber
    mutator = TextMutator(pieces: pieces)
    random = Random(seed: seed)
  }

  /// Tries one more text.
  mutating func step() throws {
    tried += 1
    let isNew = members.count < 8 || random.below(8) == 0
    let text =
      isNew
      ? mutator.first(using: &random)
      : mutator.changed(parent(), with: parent(), using: &random)
    let cost = try CostOfText(
      of: Self.repeated(text, to: Self.sample), with: scrubber, repetitions: 1)
    insert(Member(text: text, cost: cost))
  }

  /// The dearest texts, measured anew on more text: the least of three runs each.
  func ranking(_ count: Int) throws -> [Member] {
    let again = try members.prefix(2 * count).map { member in
      Member(
        text: member.text,
        cost: try CostOfText(
          of: Self.repeated(member.text, to: Self.rankedSample), with: scrubber, repetitions: 3))
    }
    return Array(again.sorted { $0.cost.nanoseconds > $1.cost.nanoseconds }.prefix(count))
  }

  /// `text` over and over, `count` bytes of it.
  static func repeated(_ text: [UInt8], to count: Int) -> [UInt8] {
    Array(repeatElement(text, count: count / max(text.count, 1) + 1).joined().prefix(count))
  }

  /// The dearer a member, the more likely it is chosen.
  private mutating func parent() -> [UInt8] {
    members[min(random.below(members.count), random.below(members.count))].text
  }

  private mutating func insert(_ member: Member) {
    var member = member
    if let last = members.last, members.count == Self.most, member.cost.score <= last.cost.score {
      return
    }
    // Noise makes some cheap texts look dear: the second look decides.
    if let again = try? CostOfText(
      of: Self.repeated(member.text, to: Self.sample), with: scrubber, repetitions: 2)
    {
      if again.nanoseconds < member.cost.nanoseconds { member.cost = again }
    }
    if let same = members.firstIndex(where: { $0.kind == member.kind || $0.text == member.text }) {
      if members[same].cost.score >= member.cost.score { return }
      members.remove(at: same)
    }
    let place = members.firstIndex { $0.cost.score < member.cost.score } ?? members.count
    members.insert(member, at: place)
    if members.count > Self.most { members.removeLast() }
  }
}
