#if canImport(Glibc)
  import Glibc

  /// What the figures were measured on.
  struct Machine: Sendable, Codable {
    var processor: String
    /// The instruction sets that matter to a scanner, of those the processor has.
    var features: [String]
    var cores: Int
    var kernel: String
    var memoryBytes: Int

    static let relevantFeatures = [
      "ssse3", "avx2", "bmi2", "avx512f", "avx512bw", "avx512vl", "avx512_vbmi", "avx512_vbmi2",
      "gfni", "asimd", "sve", "sve2",
    ]

    /// Reads the machine this runs on; what can't be read is called unknown.
    static func current() -> Machine {
      var processor = "unknown processor"
      var flags: Set<String> = []
      for line in (readTextFile("/proc/cpuinfo") ?? "").split(separator: "\n") {
        guard let colon = line.firstIndex(of: ":") else { continue }
        let name = line[..<colon].filter { $0 != "\t" }
        let value = line[line.index(after: colon)...].drop { $0 == " " }
        if name == "model name" { processor = String(value) }
        if name == "flags" || name == "Features" {
          flags = Set(value.split(separator: " ").map(String.init))
        }
      }
      var system = utsname()
      uname(&system)
      return Machine(
        processor: processor, features: relevantFeatures.filter(flags.contains),
        cores: Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))),
        kernel: "\(text(system.sysname)) \(text(system.release)) \(text(system.machine))",
        memoryBytes: Int(sysconf(Int32(_SC_PHYS_PAGES))) * Int(sysconf(Int32(_SC_PAGESIZE))))
    }

    /// A C array of characters as text.
    private static func text<Characters>(_ characters: Characters) -> String {
      withUnsafeBytes(of: characters) { bytes in
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
      }
    }
  }
#endif
