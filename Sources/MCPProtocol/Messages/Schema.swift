/// The part of JSON Schema 2020-12 that our tools need; all its texts are our own.
///
/// What `tools/list` shows and what arguments are checked against are one value.
public struct Schema: Sendable {
  indirect enum Kind: Sendable {
    case any
    case boolean
    case integer(ClosedRange<Int>?)
    case number
    case string(length: ClosedRange<Int>?)
    case choice([StaticString])
    case array(Schema, count: ClosedRange<Int>?)
    case object([Field], isOpen: Bool)
  }

  /// A default that is shown to the model; tools apply it themselves.
  public enum Default: Sendable {
    /// An integer.
    case integer(Int)
    /// A truth value.
    case bool(Bool)
    /// A text.
    case string(StaticString)
  }

  /// A member of an object.
  public struct Field: Sendable {
    let name: StaticString
    let schema: Schema
    let isRequired: Bool

    /// A member that must be there.
    public static func required(_ name: StaticString, _ schema: Schema) -> Field {
      Field(name: name, schema: schema, isRequired: true)
    }

    /// A member that may be left out.
    public static func optional(_ name: StaticString, _ schema: Schema) -> Field {
      Field(name: name, schema: schema, isRequired: false)
    }
  }

  let kind: Kind
  var text: StaticText?
  var shownDefault: Default?
  var isNullable = false

  private init(_ kind: Kind, _ text: StaticText?) {
    self.kind = kind
    self.text = text
  }

  /// Any value.
  public static func any(_ text: StaticText? = nil) -> Schema { Schema(.any, text) }

  /// A truth value.
  public static func boolean(_ text: StaticText? = nil) -> Schema { Schema(.boolean, text) }

  /// An integer in a range.
  public static func integer(
    _ text: StaticText? = nil, in range: ClosedRange<Int>? = nil
  ) -> Schema {
    Schema(.integer(range), text)
  }

  /// A number.
  public static func number(_ text: StaticText? = nil) -> Schema { Schema(.number, text) }

  /// A string; its length is counted in code points.
  public static func string(
    _ text: StaticText? = nil, length: ClosedRange<Int>? = nil
  ) -> Schema {
    Schema(.string(length: length), text)
  }

  /// One of some strings.
  public static func choice(_ text: StaticText? = nil, of values: [StaticString]) -> Schema {
    Schema(.choice(values), text)
  }

  /// An array of values of one kind.
  public static func array(
    _ text: StaticText? = nil, of element: Schema, count: ClosedRange<Int>? = nil
  ) -> Schema {
    Schema(.array(element, count: count), text)
  }

  /// An object. An open one may have other members, too.
  public static func object(
    _ text: StaticText? = nil, fields: [Field] = [], isOpen: Bool = false
  ) -> Schema {
    Schema(.object(fields, isOpen: isOpen), text)
  }

  /// The same with a default that is shown.
  public func with(default value: Default) -> Schema {
    var copy = self
    copy.shownDefault = value
    return copy
  }

  /// The same or `null`.
  public var orNull: Schema {
    var copy = self
    copy.isNullable = true
    return copy
  }
}
