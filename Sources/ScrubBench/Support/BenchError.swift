/// Something the user can act on: the text says what failed and what to do about it.
struct BenchError: Error, CustomStringConvertible, Sendable {
  let description: String

  init(_ description: String) {
    self.description = description
  }
}
