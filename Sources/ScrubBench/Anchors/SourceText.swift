/// An extension with arrays of numbers, as source code.
struct SourceText {
  private var text: String

  init(of type: String) {
    text = "// Written by `scrub-bench place-anchors`; do not edit.\n\nextension \(type) {\n"
  }

  /// Adds a static array, four numbers a line.
  mutating func append(_ name: String, _ numbers: [UInt64], type: String = "UInt64") {
    text += "  static let \(name): [\(type)] = [\n"
    for row in stride(from: 0, to: numbers.count, by: 4) {
      let literals = numbers[row..<min(row + 4, numbers.count)].map { number in
        let digits = String(number, radix: 16)
        return number < 10 ? digits : "0x" + digits
      }
      text += "    " + literals.joined(separator: ", ") + ",\n"
    }
    text += "  ]\n"
  }

  func write(to path: String) throws {
    let file = try FileSink(path: path)
    try file.write(Array((text + "}\n").utf8)[...])
    try file.close()
  }
}
