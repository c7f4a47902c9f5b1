#if canImport(Glibc)
  import Glibc

  /// The corpora on disk: each is generated when it is first asked for and then kept.
  struct CorpusStore {
    let directory: String
    let seed: UInt64

    /// A corpus file and its real size.
    struct File: Sendable {
      var path: String
      var byteCount: Int
      /// The places of planted secrets, where they were asked for.
      var truthPath: String?
    }

    /// The file of a corpus of at most `mebibytes`, generated if it isn't there.
    func file(
      _ kind: CorpusKind, mebibytes: Int, hasTruth: Bool = false
    ) throws(BenchError) -> File {
      try makeDirectory()
      let path = "\(directory)/\(kind.rawValue)-\(mebibytes)MiB-seed\(seed).log"
      let truth = hasTruth ? path + ".truth" : nil
      let isThere = truth.map { Self.size(of: $0) != nil } ?? true
      if isThere, let size = Self.size(of: path) {
        return File(path: path, byteCount: size, truthPath: truth)
      }
      // Renamed when complete, so that an interrupted run leaves no half corpus behind.
      let partial = path + ".partial"
      let sink = try FileSink(path: partial)
      var truthSink: FileSink?
      if let truth { truthSink = try FileSink(path: truth) }
      try CorpusGenerator(kind: kind, seed: seed, byteLimit: mebibytes << 20).write(
        to: sink, truth: truthSink)
      try sink.close()
      try truthSink?.close()
      guard rename(partial, path) == 0, let size = Self.size(of: path) else {
        throw BenchError("Can't keep \(path): \(lastSystemError()). Name another --data directory.")
      }
      return File(path: path, byteCount: size, truthPath: truth)
    }

    private func makeDirectory() throws(BenchError) {
      var path = directory.hasPrefix("/") ? "/" : ""
      for part in directory.split(separator: "/") {
        path += part + "/"
        if mkdir(path, 0o755) != 0, errno != EEXIST {
          throw BenchError("Can't make \(path): \(lastSystemError()). Name another with --data.")
        }
      }
    }

    private static func size(of path: String) -> Int? {
      var status = stat()
      return stat(path, &status) == 0 ? Int(status.st_size) : nil
    }
  }
#endif
