/// The open end of a span: a state, never bytes.
///
/// A tail says where masking ends. It is advanced once a step, over all that the step decides.
struct Tail {
  enum Kind: Equatable {
    /// To the first byte that is not in the class of the row.
    case run(row: Int)
    /// To the closing quote; see SEMANTICS.md section 3.
    case quoted(quote: UInt8, backslashes: Int)
    /// A private key block.
    case pem(PEMState)
    /// As long as the bytes agree with a registered variant.
    case agreeing(variant: Int32, offset: Int)
  }

  var kind: Kind
  /// What the rows and variants of `kind` refer to.
  var plan: ScanPlan
  var view: View
  /// Stream offset up to which it has been advanced.
  var position: Int
  var label: Label
  /// Derived views that go their own way: there the tail does not stand for them.
  var apart: ViewSet

  /// Whether both end at the same place, whatever comes.
  func continues(_ other: Tail) -> Bool {
    view == other.view && position == other.position && kind == other.kind
      && apart == other.apart && plan === other.plan
  }
}
