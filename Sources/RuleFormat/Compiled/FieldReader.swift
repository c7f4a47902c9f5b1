/// Reads what a `FieldWriter` wrote. Bytes that are no such thing give an error, whatever they are.
struct FieldReader {
  /// The bytes are not what was expected.
  struct Malformed: Error {}

  private let bytes: UnsafeBufferPointer<UInt8>
  private var place = 0

  init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

  /// Whether everything has been read.
  var isAtEnd: Bool { place == bytes.count }

  mutating func byte() throws(Malformed) -> UInt8 {
    guard place < bytes.count else { throw Malformed() }
    place += 1
    return bytes[place - 1]
  }

  mutating func number() throws(Malformed) -> UInt64 {
    var result: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 7) {
      let byte = try byte()
      result |= UInt64(byte & 0x7F) << shift
      if byte < 0x80 { return result }
    }
    throw Malformed()
  }

  mutating func fixed() throws(Malformed) -> UInt64 {
    var result: UInt64 = 0
    for shift in stride(from: UInt64(0), to: 64, by: 8) { result |= UInt64(try byte()) << shift }
    return result
  }

  /// The number of elements of a list, each of which takes a byte at least.
  mutating func count() throws(Malformed) -> Int {
    guard let count = Int(exactly: try number()), count <= bytes.count - place else {
      throw Malformed()
    }
    return count
  }

  mutating func text() throws(Malformed) -> String {
    let count = try count()
    let piece = UnsafeBufferPointer(rebasing: bytes[place..<place + count])
    guard let text = String(validating: piece, as: UTF8.self) else { throw Malformed() }
    place += count
    return text
  }

  mutating func flag() throws(Malformed) -> Bool { try byte() != 0 }

  mutating func optionalText() throws(Malformed) -> String? { try flag() ? try text() : nil }

  mutating func texts() throws(Malformed) -> [String] {
    let count = try count()
    if count == 0 { return [] }
    var result: [String] = []
    result.reserveCapacity(count)
    for _ in 0..<count { result.append(try text()) }
    return result
  }

  /// A value of an enum by its name.
  mutating func choice<Choice: RawRepresentable<String>>(
    _ type: Choice.Type
  ) throws(Malformed) -> Choice {
    guard let choice = Choice(rawValue: try text()) else { throw Malformed() }
    return choice
  }
}
