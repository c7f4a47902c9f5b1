/// Figures of one quantity over repeated runs. There is at least one sample.
struct Samples: Sendable {
  private let sorted: [Double]

  init(_ values: [Double]) {
    sorted = values.isEmpty ? [0] : values.sorted()
  }

  var median: Double {
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }

  var minimum: Double { sorted[0] }
  var maximum: Double { sorted[sorted.count - 1] }

  /// The distance between the extremes in percent of the median.
  var spreadPercent: Double {
    median > 0 ? (maximum - minimum) / median * 100 : 0
  }
}

/// A number with a fixed count of decimals, and thousands apart: `1,234.5`.
func formatted(_ value: Double, decimals: Int = 0) -> String {
  guard value.isFinite else { return "-" }
  var scale = 1.0
  for _ in 0..<decimals { scale *= 10 }
  let scaled = (value.magnitude * scale).rounded()
  guard scaled < 1e18 else { return "-" }
  let whole = UInt64(scaled) / UInt64(scale)
  var text = ""
  for (index, digit) in String(whole).reversed().enumerated() {
    if index > 0, index % 3 == 0 { text.append(",") }
    text.append(digit)
  }
  text = String(text.reversed())
  if decimals > 0 {
    let fraction = String(UInt64(scaled) % UInt64(scale))
    text += "." + String(repeating: "0", count: decimals - fraction.count) + fraction
  }
  return value < 0 && scaled > 0 ? "-" + text : text
}
