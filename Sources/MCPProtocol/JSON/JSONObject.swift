/// The members of a JSON object in the order in which they were written.
///
/// Keys are compared byte by byte, as JSON has it: Swift's own `==` takes a Kelvin sign for a K.
public struct JSONObject: Sendable, Hashable {
  /// One member.
  public struct Member: Sendable, Hashable {
    /// The key.
    public var key: String
    /// The value.
    public var value: JSONValue

    /// Creates a member.
    public init(key: String, value: JSONValue) {
      self.key = key
      self.value = value
    }
  }

  /// The members in their order.
  public private(set) var members: [Member]

  /// An object without members.
  public init() {
    members = []
  }

  /// Takes members whose keys the parser has compared.
  init(checked members: [Member]) {
    self.members = members
  }

  /// Number of members.
  public var count: Int { members.count }

  /// The keys in their order.
  public var keys: [String] { members.map(\.key) }

  /// The value of a key; setting nil removes the member, a new key goes to the end.
  public subscript(_ key: String) -> JSONValue? {
    get { members.first { Self.same($0.key, key) }?.value }
    set {
      let place = members.firstIndex { Self.same($0.key, key) }
      switch (place, newValue) {
      case (let place?, let value?): members[place].value = value
      case (let place?, nil): members.remove(at: place)
      case (nil, let value?): members.append(Member(key: key, value: value))
      case (nil, nil): break
      }
    }
  }

  static func same(_ a: String, _ b: String) -> Bool { a.utf8.elementsEqual(b.utf8) }

  /// A key that is compared and hashed by its bytes.
  struct Bytes: Hashable {
    let key: String

    static func == (a: Bytes, b: Bytes) -> Bool { JSONObject.same(a.key, b.key) }

    func hash(into hasher: inout Hasher) {
      var key = key
      key.withUTF8 { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    }
  }

  /// Whether two members have one key.
  static func hasDuplicate(_ members: [Member]) -> Bool {
    guard members.count > 8 else {
      return members.indices.contains { index in
        members[..<index].contains { same($0.key, members[index].key) }
      }
    }
    var seen: Set<Bytes> = []
    return members.contains { !seen.insert(Bytes(key: $0.key)).inserted }
  }
}
