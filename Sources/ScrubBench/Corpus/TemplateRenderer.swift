/// Renders compiled templates into a buffer, drawing every slot anew.
struct TemplateRenderer: ~Copyable {
  var buffer: TextBuffer
  var random: Random
  var clock = LogClock()
  /// What a `~secret~` slot stands for in the template being rendered.
  var secret: Template?
  /// The secrets marked since the last call of `removeMarks`, offsets in the buffer.
  private(set) var marks: [Mark] = []
  private let recordsMarks: Bool
  private var markStart = 0
  private var markKind = 0
  private let bank: TemplateBank
  private let alphabets = AlphabetTables()

  /// The place of a planted secret.
  struct Mark {
    var offset: Int
    var count: Int
    var kind: Int
  }

  init(bank: TemplateBank, random: Random, capacity: Int, recordsMarks: Bool) {
    self.bank = bank
    self.random = random
    self.recordsMarks = recordsMarks
    buffer = TextBuffer(capacity: capacity)
  }

  mutating func removeMarks() {
    marks.removeAll(keepingCapacity: true)
  }

  /// Appends one rendering. The buffer must have room for the template's maximum size.
  mutating func render(_ template: Template) {
    assert(template.maximumSize <= buffer.room)
    let operations = bank.operations + template.first
    for index in 0..<template.count {
      let operation = operations[index]
      switch operation.code {
      case .literal:
        buffer.append(bank.literals + Int(operation.offset), count: Int(operation.count))
      case .characters:
        appendCharacters(operation.alphabet, count: Int(operation.count))
      case .number:
        appendNumber(maximumDigits: Int(operation.count))
      case .word:
        appendWord(dictionary: Int(operation.count))
      case .uuid, .ipv4, .ipv6, .mac:
        appendIdentifier(operation.code)
      case .markStart:
        markStart = buffer.count
        markKind = Int(operation.count)
      case .markEnd:
        if recordsMarks {
          marks.append(Mark(offset: markStart, count: buffer.count - markStart, kind: markKind))
        }
      case .secret:
        if let secret { render(secret) }
      case .checksum, .jsonWebToken, .privateKey, .escapedPrivateKey, .key32, .basicCredentials:
        appendCredential(operation.code, count: Int(operation.count))
      default:
        appendTime(operation.code)
      }
    }
  }

  /// Random characters of an alphabet, ten for each draw.
  @inline(__always)
  mutating func appendCharacters(_ alphabet: UInt8, count: Int) {
    let table = alphabets.table + Int(alphabet) * 64
    let start = buffer.count
    var written = 0
    while written < count {
      var bits = random.next()
      for _ in 0..<10 {
        buffer.append(table[Int(bits & 63)])
        bits >>= 6
      }
      written &+= 10
    }
    buffer.truncate(to: start + count)
    if alphabet == Alphabet.digits.rawValue, buffer[start] == UInt8(ascii: "0") {
      buffer[start] = UInt8(ascii: "7")
    }
  }

  /// A number of one to `maximumDigits` digits; every length is as likely.
  @inline(__always)
  private mutating func appendNumber(maximumDigits: Int) {
    let word = random.next()
    let digits = 1 + Int(((word >> 48) &* UInt64(maximumDigits)) >> 16)
    var bound: UInt64 = 1
    for _ in 0..<digits { bound &*= 10 }
    buffer.append(decimal: (word & 0xFFFF_FFFF_FFFF) % bound)
  }

  @inline(__always)
  private mutating func appendWord(dictionary: Int) {
    let entry = bank.dictionaries[dictionary]
    let word = bank.words[entry.first + random.below(entry.count)]
    buffer.append(bank.literals + word.offset, count: word.count)
  }
}
