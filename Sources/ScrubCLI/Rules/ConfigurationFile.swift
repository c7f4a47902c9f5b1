import Glibc

/// The configuration that applies where the program runs: `.scrub.toml` in a folder or above it.
enum ConfigurationFile {
  /// Its name.
  static let name = ".scrub.toml"
  /// The variable that names one.
  static let variable = "SCRUB_CONFIG"

  /// Where one is.
  struct Place {
    var path: String
    /// Whether it was found in a folder, and nobody named it.
    var isFound: Bool
  }

  /// The place of the configuration: the option's, the environment's, or the nearest file from the
  /// current folder upwards; `nil` if there is none.
  ///
  /// - Throws: `UsageError` for a link that another user could have put there.
  static func place(option: String?) throws -> Place? {
    if let option { return Place(path: option, isFound: false) }
    if let value = getenv(variable), value.pointee != 0 {
      return Place(path: String(cString: value), isFound: false)
    }
    return try nearest().map { Place(path: $0, isFound: true) }
  }

  private static func nearest() throws -> String? {
    guard let folder = getcwd(nil, 0) else { return nil }
    defer { free(folder) }
    var path = String(cString: folder)
    while true {
      let file = path == "/" ? "/\(name)" : "\(path)/\(name)"
      var status = stat()
      if stat(file, &status) == 0, status.st_mode & S_IFMT == S_IFREG {
        // Whoever made a link chose what it leads to, whoever that belongs to.
        if lstat(file, &status) == 0, !isOwn(status) { throw stranger(file) }
        return file
      }
      guard path != "/", let slash = path.utf8.lastIndex(of: 0x2F) else { return nil }
      path = slash == path.startIndex ? "/" : String(path[..<slash])
    }
  }

  /// A configuration can switch rules off, so that of a stranger must not be found by accident; the
  /// same goes for what it extends.
  ///
  /// - Parameter status: of the file when it was opened: what has its name may change.
  static func check(_ file: String, _ status: stat) throws(UsageError) {
    guard isOwn(status), status.st_mode & S_IWOTH == 0 else { throw stranger(file) }
  }

  private static func isOwn(_ status: stat) -> Bool {
    status.st_uid == geteuid() || status.st_uid == 0
  }

  private static func stranger(_ file: String) -> UsageError {
    UsageError(
      "\(file) belongs to another user, or everybody may write to it; "
        + "name the configuration with --config if you trust it, or leave it out with --no-config")
  }
}
