/// Text that came from Airflow and may hold secrets: it has to go through the scrubber before
/// anyone sees it.
///
/// Printing, interpolating, dumping and mirroring it give its length only.
public struct UnscrubbedText: Sendable, Hashable, CustomStringConvertible,
  CustomDebugStringConvertible, CustomReflectable
{
  /// The text. Only the scrubber should read it.
  public let unscrubbed: String

  /// At most `maximumLength` bytes of UTF-8 of `text`, cut between characters.
  static let maximumLength = 2000

  init(_ text: String) {
    guard text.utf8.count > Self.maximumLength else {
      unscrubbed = text
      return
    }
    var length = 0
    unscrubbed = String(
      text.prefix { character in
        length += character.utf8.count
        return length <= Self.maximumLength
      })
  }

  /// `<unscrubbed text, 12 bytes>`.
  public var description: String { "<unscrubbed text, \(unscrubbed.utf8.count) bytes>" }
  /// As `description`.
  public var debugDescription: String { description }
  /// A mirror without children.
  public var customMirror: Mirror { Mirror(self, children: EmptyCollection<Mirror.Child>()) }
}
