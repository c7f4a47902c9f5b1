/// An Aho-Corasick automaton over the first bytes of variants.
///
/// A path ends where its variant ends, where only one variant is left (not before
/// `shallowestLeaf` bytes), or after sixteen bytes; what is there names a range of the sorted
/// variants, and the rest of them is compared directly. Nodes are numbered breadth first, so the
/// children of a node are consecutive and a child is an index into the labels.
struct PrefixAutomaton: Sendable {
  /// Paths are not cut above this depth although only one variant may be left: a deeper leaf costs
  /// a node a byte, a shallower one a comparison that fails.
  static let shallowestLeaf = 5

  struct Node: BitwiseCopyable {
    var firstChild: UInt32
    var childCount: UInt16 = 0
    /// Length of the path.
    var depth: UInt16
    /// The node of the longest proper suffix of the path.
    var fail: UInt32 = 0
    /// The first output that ends here or at a node on the chain of fail links; 0 is none.
    var output: UInt32 = 0
  }

  /// What ends at a node.
  struct Output: BitwiseCopyable {
    /// Range of the sorted variants whose path ends here.
    var low: UInt32
    var high: UInt32
    /// Next output on the chain of fail links; 0 is none.
    var next: UInt32
    /// Length of the path.
    var depth: UInt32
  }

  let nodes: FrozenArray<Node>
  /// The byte on the way to each node.
  let labels: FrozenArray<UInt8>
  let outputs: FrozenArray<Output>
  /// Children of the root by label; 0 is none.
  let rootChild: FrozenArray<UInt32>

  /// Calls `body` with (start, low, high) for every output whose path begins in `starts`.
  ///
  /// Reads bytes below `end` only, and stops as soon as no path that began there is alive.
  @inline(__always)
  func run(
    _ bytes: UnsafePointer<UInt8>, starts: ClosedRange<Int>, end: Int,
    _ body: (_ start: Int, _ low: Int, _ high: Int) -> Void
  ) {
    let last = starts.upperBound
    let labels = labels.base
    let root = nodes.base[0]
    var node = root
    var isRoot = true
    var depth = 0
    var at = starts.lowerBound
    while at < end {
      let byte = bytes[at]
      var child = isRoot ? rootChild.base[Int(byte)] : Self.child(of: node, by: byte, labels)
      while child == 0, !isRoot {
        isRoot = node.fail == 0
        node = isRoot ? root : nodes.base[Int(node.fail)]
        depth = Int(node.depth)
        if at - depth > last { return }
        child = isRoot ? rootChild.base[Int(byte)] : Self.child(of: node, by: byte, labels)
      }
      at += 1
      if child == 0 {
        depth = 0
      } else {
        node = nodes.base[Int(child)]
        isRoot = false
        depth += 1
      }
      if at - depth > last { return }
      var output = isRoot ? 0 : node.output
      while output != 0 {
        let found = outputs.base[Int(output)]
        let start = at - Int(found.depth)
        if start > last { break }
        body(start, Int(found.low), Int(found.high))
        output = found.next
      }
    }
  }

  /// The child of a node, or 0.
  @inline(__always)
  static func child(
    of node: Node, by byte: UInt8, _ labels: UnsafePointer<UInt8>
  ) -> UInt32 {
    var low = node.firstChild
    var count = UInt32(node.childCount)
    if count == 0 { return 0 }
    while count > 1 {
      let half = count / 2
      low = labels[Int(low + half)] <= byte ? low + half : low
      count -= half
    }
    return labels[Int(low)] == byte ? low : 0
  }
}
