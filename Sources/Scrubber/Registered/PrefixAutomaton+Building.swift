extension PrefixAutomaton {
  /// Builds the automaton over sorted variants without repeats.
  init(_ order: VariantOrder) {
    var builder = Builder()
    builder.grow(order)
    builder.link()
    nodes = FrozenArray(builder.nodes)
    labels = FrozenArray(builder.labels)
    outputs = FrozenArray(builder.outputs)
    var rootChild = [UInt32](repeating: 0, count: 256)
    for child in 1..<(1 + Int(builder.nodes[0].childCount)) {
      rootChild[Int(builder.labels[child])] = UInt32(child)
    }
    self.rootChild = FrozenArray(rootChild)
  }

  private struct Builder {
    var nodes = [Node(firstChild: 1, depth: 0)]
    var labels: [UInt8] = [0]
    /// Entry 0 stands for "none".
    var outputs = [Output(low: 0, high: 0, next: 0, depth: 0)]
    /// Variants that begin with a node's path.
    private var ranges: [(low: UInt32, high: UInt32)] = []

    /// Makes the trie, breadth first: nodes that have been added but not visited are the queue.
    mutating func grow(_ order: VariantOrder) {
      ranges = [(0, UInt32(order.variants.count))]
      var node = 0
      while node < nodes.count {
        visit(node, order)
        node += 1
      }
      ranges = []
    }

    private mutating func visit(_ node: Int, _ order: VariantOrder) {
      var low = Int(ranges[node].low)
      let high = Int(ranges[node].high)
      let depth = Int(nodes[node].depth)
      let isOne = high - low == 1
      if depth == PrefixKey.length || isOne && depth >= PrefixAutomaton.shallowestLeaf {
        return addOutput(to: node, low: low, high: high)
      }
      // Only the first can end here: the variants are sorted and differ.
      if low < high, Int(order.variants[low].count) == depth {
        addOutput(to: node, low: low, high: low + 1)
        low += 1
      }
      nodes[node].firstChild = UInt32(nodes.count)
      while low < high {
        let byte = order.keys[low].byte(depth)
        var end = low + 1
        while end < high, order.keys[end].byte(depth) == byte { end += 1 }
        nodes.append(Node(firstChild: 0, depth: UInt16(depth + 1)))
        labels.append(byte)
        ranges.append((UInt32(low), UInt32(end)))
        low = end
      }
      nodes[node].childCount = UInt16(nodes.count - Int(nodes[node].firstChild))
    }

    private mutating func addOutput(to node: Int, low: Int, high: Int) {
      nodes[node].output = UInt32(outputs.count)
      outputs.append(
        Output(low: UInt32(low), high: UInt32(high), next: 0, depth: UInt32(nodes[node].depth)))
    }

    /// Sets the fail links; a node's link leads to a shallower node, so breadth first is in order.
    mutating func link() {
      labels.withUnsafeBufferPointer { labels in
        guard let labels = labels.baseAddress else { return }
        for index in nodes.indices {
          let node = nodes[index]
          for child in Int(node.firstChild)..<Int(node.firstChild) + Int(node.childCount) {
            if index > 0 {
              nodes[child].fail = target(of: node.fail, by: labels[child], labels)
            }
            let inherited = nodes[Int(nodes[child].fail)].output
            let own = nodes[child].output
            if own == 0 {
              nodes[child].output = inherited
            } else {
              outputs[Int(own)].next = inherited
            }
          }
        }
      }
    }

    private func target(
      of node: UInt32, by byte: UInt8, _ labels: UnsafePointer<UInt8>
    ) -> UInt32 {
      var node = node
      while true {
        let child = PrefixAutomaton.child(of: nodes[Int(node)], by: byte, labels)
        if child != 0 || node == 0 { return child }
        node = nodes[Int(node)].fail
      }
    }
  }
}
