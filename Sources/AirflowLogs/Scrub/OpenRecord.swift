/// An oversized record that is being read.
///
/// Its text goes through a stream of its own from the start, for its logger mostly comes after it.
/// When the logger is known that stream becomes the logger's. If what the logger wrote before ends in
/// something masked, such as a private key, the text is masked whole: it may continue that.
struct OpenRecord {
  var record = OversizedRecord()
  var text: OpenText?
  /// Clean text that has not been sent yet.
  var clean: [UInt8] = []
}

/// The lines of an oversized record's text; they stay until the record has ended.
struct OpenText {
  /// Most lines of one such record; further line ends become spaces.
  static let mostLines = 10_000
  /// Most bytes of its text that are kept meanwhile; lines beyond show how long they are.
  static let room = 512 * 1_024

  /// Bytes that are sent at once.
  static let piece = 16 * 1_024

  let first: Int
  let channel: Int32
  private var breaks = 0

  init(first: Int, channel: Int32) {
    self.first = first
    self.channel = channel
  }

  /// A line of it, of which nothing more is known yet.
  var line: PendingLine {
    var line = PendingLine()
    line.textChannel = channel
    line.waitsForText = true
    return line
  }

  mutating func limitLines(_ piece: inout [UInt8]) {
    for index in piece.indices where piece[index] == 0x0A {
      if breaks >= Self.mostLines - 1 {
        piece[index] = 0x20
      } else {
        breaks += 1
      }
    }
  }
}
