import FoundationEssentials

/// Body of an error answer: `{"detail": "…"}`, `{"detail": ["…"]}`, `{"detail": [{"loc", "msg", …}]}`
/// of a 422, or `{"error": "…"}` of an unknown route (measured on Airflow 3.3.2).
struct ErrorAnswer: Decodable {
  /// Most bytes of an error's body that are read.
  static let maximumLength = 64 * 1024

  var detail: Detail?
  var error: String?

  enum Detail: Decodable {
    case text(String)
    case texts([String])
    case faults([Fault])
    case other

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let texts = try? container.decode([String].self) {
        self = .texts(texts)
      } else if let faults = try? container.decode([Fault].self) {
        self = .faults(faults)
      } else {
        self = .other
      }
    }
  }

  /// One entry of a 422. `input`, `ctx` and `url` are not read: they repeat what was sent.
  struct Fault: Decodable {
    var loc: [Location]
    var msg: String
  }

  /// Part of the place of a fault: a name or an index.
  struct Location: Decodable {
    var text: String

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if let number = try? container.decode(Int.self) {
        text = String(number)
      } else {
        text = try container.decode(String.self)
      }
    }
  }

  /// `nil` if the bytes are not such an answer.
  init?(_ bytes: [UInt8]) {
    guard bytes.count <= Self.maximumLength,
      let answer = try? JSONDecoder().decode(ErrorAnswer.self, from: Data(bytes))
    else { return nil }
    self = answer
  }

  /// Airflow's sentence, if it is one.
  var text: String? {
    switch detail {
    case .text(let text): text
    case .texts(let texts): texts.first
    default: error
    }
  }
}
