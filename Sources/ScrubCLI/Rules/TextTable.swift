/// Rows of cells in columns.
struct TextTable {
  private var rows: [[String]]
  /// Columns, from the left, that are flush left; the others are flush right.
  private let textColumns: Int

  init(_ header: [String], textColumns: Int) {
    rows = [header]
    self.textColumns = textColumns
  }

  mutating func add(_ row: [String]) { rows.append(row) }

  /// The lines, each with its end.
  var text: String {
    let count = rows.map(\.count).max() ?? 0
    let widths = (0..<count).map { column in
      rows.map { column < $0.count ? $0[column].count : 0 }.max() ?? 0
    }
    return rows.map { row in
      let cells = row.enumerated().map { column, cell in
        let padding = String(repeating: " ", count: widths[column] - cell.count)
        return column < textColumns ? cell + padding : padding + cell
      }
      let line = cells.joined(separator: "  ")
      return line.prefix(line.count - line.reversed().prefix { $0 == " " }.count) + "\n"
    }.joined()
  }
}
