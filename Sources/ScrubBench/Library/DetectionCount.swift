import Scrubber

/// What findings are worth beside the truth file of a corpus.
struct DetectionCount: Codable, Equatable {
  /// Planted secrets that are masked from their first byte to their last.
  var found = 0
  /// Planted secrets of which a byte stays.
  var missed = 0
  /// Findings that touch no planted secret.
  var falsePositives = 0

  /// - Parameters:
  ///   - truth: ranges of the planted secrets, in order.
  ///   - masked: ranges of the findings, in order.
  init(truth: [Range<Int>], masked: [Range<Int>]) {
    var next = 0
    for range in truth {
      while next < masked.count, masked[next].upperBound <= range.lowerBound { next += 1 }
      var covered = range.lowerBound
      var index = next
      while index < masked.count, masked[index].lowerBound <= covered {
        covered = max(covered, masked[index].upperBound)
        index += 1
      }
      if covered >= range.upperBound { found += 1 } else { missed += 1 }
    }
    var place = 0
    for range in masked {
      while place < truth.count, truth[place].upperBound <= range.lowerBound { place += 1 }
      if place == truth.count || truth[place].lowerBound >= range.upperBound { falsePositives += 1 }
    }
  }

  /// Reads a truth file: offset, length and kind, between tabs.
  static func ranges(ofTruth text: String) -> [Range<Int>] {
    text.split(separator: "\n").compactMap { line in
      let fields = line.split(separator: "\t")
      guard fields.count == 3, let offset = Int(fields[0]), let count = Int(fields[1]) else {
        return nil
      }
      return offset..<offset + count
    }
  }
}
