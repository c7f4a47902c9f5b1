import RuleSigning

/// Packs that are taken only with a signature.
struct SignedPacks {
  /// File of the public key.
  let keyPath: String

  /// Checks the bytes of a file against the manifest beside it, for the role that it is used in.
  ///
  /// - Throws: `UsageError` if it is not signed, or not what was signed; `SystemError` if the
  ///   manifest can't be read.
  func check(
    _ bytes: [UInt8], at path: String, as role: PackManifest.Role = .pack
  ) throws {
    let manifestPath = PackFolder(of: path).path + PackManifest.fileName
    do {
      let manifest = try PackSigner.verify(
        manifest: Self.text(at: manifestPath),
        signature: Self.text(at: manifestPath + PackManifest.signatureSuffix),
        key: Self.text(at: keyPath))
      try PackSigner.check(bytes, called: PackFolder.name(of: path), as: role, in: manifest)
    } catch let error as SigningError {
      let subject = error == .badKey ? keyPath : path
      throw UsageError("\(subject): \(error.description)")
    }
  }

  /// The text of a small file.
  static func text(at path: String) throws -> String {
    String(decoding: try InputFile(path).readAll(), as: UTF8.self)
  }
}

/// Where a pack lies.
struct PackFolder: Equatable {
  /// The folder with its slash; empty for the current one.
  let path: String

  init(of file: String) {
    let end = file.utf8.lastIndex(of: UInt8(ascii: "/")).map { file.utf8.index(after: $0) }
    path = end.map { String(file[..<$0]) } ?? ""
  }

  /// The name of a file without its folder.
  static func name(of file: String) -> String {
    String(file.utf8.dropFirst(PackFolder(of: file).path.utf8.count)) ?? file
  }
}
