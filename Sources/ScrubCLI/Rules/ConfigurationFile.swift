import Glibc

/// The configuration that applies where the program runs: `.scrub.toml` in a folder or above it.
enum ConfigurationFile {
  /// Its name.
  static let name = ".scrub.toml"
  /// The variable that names one.
  static let variable = "SCRUB_CONFIG"

  /// The path of the configuration: the option's, the environment's, or the nearest file from the
  /// current folder upwards; `nil` if there is none.
  ///
  /// - Throws: `UsageError` for a file found upwards that another user could have put there.
  static func path(option: String?) throws -> String? {
    if let option { return option }
    if let value = getenv(variable), value.pointee != 0 { return String(cString: value) }
    return try nearest()
  }

  private static func nearest() throws -> String? {
    guard let folder = getcwd(nil, 0) else { return nil }
    defer { free(folder) }
    var path = String(cString: folder)
    while true {
      let file = path == "/" ? "/\(name)" : "\(path)/\(name)"
      var status = stat()
      if stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
        try check(file, status)
        return file
      }
      guard path != "/", let slash = path.utf8.lastIndex(of: 0x2F) else { return nil }
      path = slash == path.startIndex ? "/" : String(path[..<slash])
    }
  }

  /// A configuration can switch rules off, so that of a stranger must not be found by accident.
  private static func check(_ file: String, _ status: stat) throws {
    let isOwn = status.st_uid == geteuid() || status.st_uid == 0
    guard isOwn, status.st_mode & S_IWOTH == 0 else {
      throw UsageError(
        "\(file) belongs to another user, or everybody may write to it; "
          + "name it with --config if you trust it, or leave it out with --no-config")
    }
  }
}
