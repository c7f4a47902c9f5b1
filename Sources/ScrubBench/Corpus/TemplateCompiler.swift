/// Compiles templates into the flat form that `TemplateRenderer` walks.
///
/// A template is text with slots between tildes:
///
/// - `~d4~` four digits, the first not 0; `~n6~` a number of one to six digits;
/// - `~h40~` hex, and the other letters of `Alphabet.slotLetter`;
/// - `~uuid~`, `~ip~`, `~iso~` ... the names in `TemplateOperation.Code.named`;
/// - `~service~` ... a word from the dictionary of that name in `Words`;
/// - `~[kind~` and `~]~` around a secret: its place goes into the truth file as `kind`;
/// - `~secret~` the value of the secret being planted;
/// - `~c30~` the checksum that GitHub and npm put after the last 30 bytes.
struct TemplateCompiler {
  private var operations: [TemplateOperation] = []
  private var literals: [UInt8] = []
  private var words: [WordEntry] = []
  private var dictionaries: [String: (index: Int, maximumSize: Int)] = [:]
  private var dictionaryTable: [DictionaryEntry] = []
  private(set) var markKinds: [String] = []
  private let newline: UInt8

  /// `newline` replaces every line end in the templates; pass a space for a corpus of one line.
  init(newline: UInt8 = UInt8(ascii: "\n")) {
    self.newline = newline
    for (name, list) in Words.dictionaries {
      dictionaries[name] = (dictionaryTable.count, list.map(\.utf8.count).max() ?? 0)
      dictionaryTable.append(DictionaryEntry(first: words.count, count: list.count))
      for word in list {
        words.append(WordEntry(offset: literals.count, count: word.utf8.count))
        literals.append(contentsOf: word.utf8)
      }
    }
  }

  /// Adds one template. Fails on a slot that doesn't exist, with the template in the message.
  mutating func add(_ text: String) throws(BenchError) -> Template {
    var template = Template(first: operations.count, count: 0, maximumSize: 0, lineCount: 0)
    for (index, piece) in text.split(separator: "~", omittingEmptySubsequences: false).enumerated()
    {
      if index % 2 == 0 {
        try addLiteral(piece, of: text, to: &template)
      } else {
        try addSlot(piece, of: text, to: &template)
      }
    }
    template.count = operations.count - template.first
    return template
  }

  /// Adds a secret: where the text marks nothing itself, all of it is the secret.
  mutating func addSecret(_ text: String, kind: String) throws(BenchError) -> Template {
    let isMarked = text.contains("~[")
    return try add(isMarked ? text : "~[\(kind)~\(text)~]~")
  }

  /// The finished bank. Templates compiled so far stay valid for it.
  func makeBank() -> TemplateBank {
    TemplateBank(
      operations: operations, literals: literals, words: words, dictionaries: dictionaryTable,
      markKinds: markKinds)
  }

  private mutating func addLiteral(
    _ piece: Substring, of text: String, to template: inout Template
  ) throws(BenchError) {
    let bytes = piece.utf8
    guard !bytes.isEmpty else { return }
    guard bytes.count <= Int(UInt16.max) else {
      throw BenchError("The template \(text.prefix(60)) is too long: split it.")
    }
    operations.append(
      TemplateOperation(
        code: .literal, count: UInt16(bytes.count), offset: UInt32(literals.count)))
    for byte in bytes {
      let isLineEnd = byte == UInt8(ascii: "\n")
      literals.append(isLineEnd ? newline : byte)
      template.lineCount += isLineEnd ? 1 : 0
    }
    template.maximumSize += bytes.count
  }

  private mutating func addSlot(
    _ name: Substring, of text: String, to template: inout Template
  ) throws(BenchError) {
    if let known = TemplateOperation.Code.named[String(name)] {
      operations.append(TemplateOperation(code: known.code))
      template.maximumSize += known.maximumSize
    } else if let dictionary = dictionaries[String(name)] {
      operations.append(TemplateOperation(code: .word, count: UInt16(dictionary.index)))
      template.maximumSize += dictionary.maximumSize
    } else if name.first == "[" {
      operations.append(
        TemplateOperation(code: .markStart, count: markIndex(String(name.dropFirst()))))
    } else if let letter = name.first, let size = UInt16(name.dropFirst()), size > 0 {
      try addSized(letter, size: size, of: text, to: &template)
    } else {
      throw BenchError("The template \(text.prefix(60)) has an unknown slot ~\(name)~: correct it.")
    }
  }

  private mutating func addSized(
    _ letter: Character, size: UInt16, of text: String, to template: inout Template
  ) throws(BenchError) {
    if letter == "n" {
      operations.append(TemplateOperation(code: .number, count: min(size, 18)))
      template.maximumSize += Int(min(size, 18))
    } else if letter == "c" {
      operations.append(TemplateOperation(code: .checksum, count: size))
      template.maximumSize += 6
    } else if let alphabet = Alphabet.allCases.first(where: { $0.slotLetter == letter }) {
      operations.append(
        TemplateOperation(code: .characters, alphabet: alphabet.rawValue, count: size))
      // Characters are stored in tens: up to nine more are written and then dropped.
      template.maximumSize += Int(size) + 9
    } else {
      throw BenchError(
        "The template \(text.prefix(60)) has an unknown slot ~\(letter)\(size)~: correct it.")
    }
  }

  private mutating func markIndex(_ kind: String) -> UInt16 {
    if let known = markKinds.firstIndex(of: kind) { return UInt16(known) }
    markKinds.append(kind)
    return UInt16(markKinds.count - 1)
  }
}

/// Where a word lies in the literal pool.
struct WordEntry {
  var offset: Int
  var count: Int
}

/// The words of one dictionary, as a range of the word table.
struct DictionaryEntry {
  var first: Int
  var count: Int
}

/// Compiled templates, words and literals in flat memory that rendering reads by pointer.
final class TemplateBank {
  let operations: UnsafePointer<TemplateOperation>
  let literals: UnsafePointer<UInt8>
  let words: UnsafePointer<WordEntry>
  let dictionaries: UnsafePointer<DictionaryEntry>
  let markKinds: [String]

  init(
    operations: [TemplateOperation], literals: [UInt8], words: [WordEntry],
    dictionaries: [DictionaryEntry], markKinds: [String]
  ) {
    self.operations = copyToHeap(operations)
    self.literals = copyToHeap(literals)
    self.words = copyToHeap(words)
    self.dictionaries = copyToHeap(dictionaries)
    self.markKinds = markKinds
  }

  deinit {
    operations.deallocate()
    literals.deallocate()
    words.deallocate()
    dictionaries.deallocate()
  }
}

/// A copy of trivial elements that its owner deallocates.
private func copyToHeap<Element: BitwiseCopyable>(_ elements: [Element]) -> UnsafePointer<Element> {
  let buffer = UnsafeMutableBufferPointer<Element>.allocate(capacity: max(elements.count, 1))
  _ = buffer.initialize(from: elements)
  return UnsafePointer(buffer.baseAddress ?? UnsafeMutablePointer.allocate(capacity: 1))
}
