import CScanKernels

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#elseif canImport(Darwin)
  import Darwin
#endif

/// The paths of the kernels that this machine can run.
enum KernelPath {
  static let available = [
    scan_isa_portable, scan_isa_avx2, scan_isa_avx512bw, scan_isa_avx512vbmi, scan_isa_neon,
  ].filter { scan_has_isa($0) != 0 }
}

/// A fixed seed and a new one for every test run; a failure names its seed.
enum KernelSeeds {
  static let all: [UInt64] = [1, UInt64.random(in: 2...UInt64.max)]
}

/// SplitMix64.
struct KernelRandom: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }

  /// All lengths up to 300, some of several spans, and one that takes several batches.
  mutating func lengths() -> [Int] {
    var lengths = Array(0...300)
    for _ in 0..<60 { lengths.append(Int.random(in: 440...1_700, using: &self)) }
    return lengths + [Int.random(in: 8_200...9_000, using: &self)]
  }
}

/// Four byte classes and a bucket.
struct KernelAnchor {
  let bucket: Int
  let classes: [Set<UInt8>]

  /// Mostly single bytes, sometimes both cases, a wide class or bytes from 0x80 on.
  static func random(bucketCount: Int, using random: inout KernelRandom) -> KernelAnchor {
    let classes = (0..<4).map { _ -> Set<UInt8> in
      switch Int.random(in: 0..<8, using: &random) {
      case 0: Set(0x30...0x39)
      case 1: Set(0x61...0x7A).union(0x41...0x5A)
      case 2: [UInt8.random(in: 0x80...0xFF, using: &random), 0x7F]
      case 3: [0]
      case 4:
        Set(
          (0..<Int.random(in: 1...200, using: &random)).map { _ in
            UInt8.random(in: 0...255, using: &random)
          })
      default: [UInt8.random(in: 0x20...0x7E, using: &random)]
      }
    }
    return KernelAnchor(bucket: Int.random(in: 0..<bucketCount, using: &random), classes: classes)
  }

  static func randomSet(using random: inout KernelRandom) -> [KernelAnchor] {
    let bucketCount = Int.random(in: 1...Int(SCAN_BUCKETS), using: &random)
    return (0..<Int.random(in: 1...20, using: &random)).map { _ in
      KernelAnchor.random(bucketCount: bucketCount, using: &random)
    }
  }

  func add(to tables: UnsafeMutablePointer<scan_anchor_tables>) {
    let sets = classes.map { members in
      var set = scan_byteset()
      withUnsafeMutableBytes(of: &set.words) { words in
        let bound = words.bindMemory(to: UInt64.self)
        for byte in members { bound[Int(byte) / 64] |= 1 << (UInt64(byte) % 64) }
      }
      return set
    }
    scan_anchor_add(tables, UInt32(bucket), sets)
  }

  func matches(_ bytes: [UInt8], _ at: Int) -> Bool {
    (0..<4).allSatisfy { classes[$0].contains(bytes[at + $0]) }
  }
}

/// A text that ends `SCAN_PAD` bytes before a page that must not be read.
final class KernelText {
  /// The text and the padding after it.
  let bytes: [UInt8]
  /// The length of the text, without the padding.
  let count: Int
  private let mapping: UnsafeMutableRawPointer
  private let mappedSize: Int
  private let start: UnsafeMutablePointer<UInt8>

  init(_ text: [UInt8], padding: [UInt8] = [UInt8](repeating: 0, count: Int(SCAN_PAD))) {
    bytes = text + padding
    count = text.count
    let page = Int(getpagesize())
    let usable = (Int(SCAN_PAD) + bytes.count + page - 1) / page * page
    mappedSize = usable + page
    guard
      let mapping = mmap(
        nil, mappedSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0),
      mapping != MAP_FAILED
    else { preconditionFailure("no memory for the test") }
    self.mapping = mapping
    precondition(mprotect(mapping + usable, page, PROT_NONE) == 0)
    start = (mapping + usable - bytes.count).assumingMemoryBound(to: UInt8.self)
    for (index, byte) in bytes.enumerated() { start[index] = byte }
  }

  /// A text made of pieces of several kinds, with pieces that match the anchors among them.
  convenience init(length: Int, planting: [KernelAnchor], using random: inout KernelRandom) {
    var text: [UInt8] = []
    while text.count < length + Int(SCAN_PAD) {
      text += KernelText.piece(planting: planting, using: &random)
    }
    let padding = Array(text[length..<length + Int(SCAN_PAD)])
    self.init(Array(text[..<length]), padding: padding)
  }

  deinit { munmap(mapping, mappedSize) }

  private static func piece(
    planting: [KernelAnchor], using random: inout KernelRandom
  ) -> [UInt8] {
    let size = Int.random(in: 1...90, using: &random)
    func pick(_ alphabet: String) -> [UInt8] {
      let letters = Array(alphabet.utf8)
      return (0..<size).map { _ in letters[Int.random(in: 0..<letters.count, using: &random)] }
    }
    switch Int.random(in: 0..<8, using: &random) {
    case 0: return (0..<size).map { _ in UInt8.random(in: 0...255, using: &random) }
    case 1: return pick("abcdefghijklmnopqrstuvwxyz")
    case 2: return pick("ABCDEFxyz0123456789+/_-")
    case 3: return pick(" \n\"'=:.,;()[]{}@`^~\u{7F}\0")
    // Letters whose values keep base64 text likely.
    case 4: return pick("ABCDEFGHQRST")
    case 5: return Array(" level=INFO took 12ms id=0a1B2c3D4e5F6a7B8c9D0 ".utf8)
    case 6: return [UInt8](repeating: Bool.random(using: &random) ? 0 : 0x61, count: size)
    default:
      guard let anchor = planting.randomElement(using: &random) else { return pick("aZ9é\u{FF}") }
      return anchor.classes.compactMap { $0.sorted().randomElement(using: &random) }
    }
  }

  /// A range of the text, often all of it.
  func range(using random: inout KernelRandom) -> (Int, Int) {
    let from = Bool.random(using: &random) ? 0 : Int.random(in: 0...min(count, 67), using: &random)
    let to = Bool.random(using: &random) ? count : Int.random(in: from...count, using: &random)
    return (from, to)
  }

  func copy(_ from: Int, _ length: Int) -> [UInt8] { Array(bytes[from..<from + length]) }

  /// Runs a kernel on an array of exactly the promised size.
  func positions(
    _ from: Int, _ to: Int,
    _ kernel: (UnsafePointer<UInt8>, UnsafeMutablePointer<UInt32>) -> Int
  ) -> [Int] {
    collect(to - from + Int(SCAN_PAD), canary: UInt32.max, kernel).map { Int($0) }
  }

  /// Runs the kernel of token runs on an array of exactly the promised size.
  func runs(
    _ from: Int, _ to: Int, _ minimum: Int,
    _ kernel: (UnsafePointer<UInt8>, UnsafeMutablePointer<scan_run>) -> Int
  ) -> [[Int]] {
    let canary = scan_run(start: .max, end: .max)
    return collect((to - from) / (minimum + 1) + Int(SCAN_PAD), canary: canary, kernel).map {
      [Int($0.start), Int($0.end)]
    }
  }

  private func collect<Element>(
    _ capacity: Int, canary: Element,
    _ kernel: (UnsafePointer<UInt8>, UnsafeMutablePointer<Element>) -> Int
  ) -> [Element] {
    var results = [Element](repeating: canary, count: capacity + 8)
    let found = results.withUnsafeMutableBufferPointer { buffer -> Int in
      guard let base = buffer.baseAddress else { return 0 }
      return kernel(start, base)
    }
    withUnsafeBytes(of: canary) { expected in
      for element in results[capacity...] {
        withUnsafeBytes(of: element) { bytes in
          precondition(bytes.elementsEqual(expected), "the kernel wrote past its array")
        }
      }
    }
    return Array(results[..<found])
  }
}
