extension PropertyCase {
  /// The failure of the smallest case and input that still fail, with both.
  ///
  /// - Parameter failure: says what is wrong with a case and an input; `nil` if nothing is.
  func smallest(
    _ input: [UInt8], failure: (PropertyCase, [UInt8]) throws -> String?
  ) rethrows -> String? {
    guard var text = try failure(self, input) else { return nil }
    var example = self
    var input = input
    func attempt(_ smaller: PropertyCase, _ bytes: [UInt8]) -> Bool {
      // A case that can't be built is no smaller failure.
      guard let found = try? failure(smaller, bytes) else { return false }
      (example, input, text) = (smaller, bytes, found)
      return true
    }
    for index in example.rules.indices.reversed() {
      var smaller = example
      smaller.rules.remove(at: index)
      _ = attempt(smaller, input)
    }
    for index in example.secrets.indices.reversed() {
      var smaller = example
      smaller.secrets.remove(at: index)
      _ = attempt(smaller, input)
    }
    var size = input.count / 2
    while size > 0 {
      var start = 0
      while start < input.count {
        let rest = input[..<start] + input[min(start + size, input.count)...]
        if !attempt(example, Array(rest)) { start += size }
      }
      size /= 2
    }
    return text + "\n" + example.show(input)
  }
}
