import Glibc

/// Which regular file it is, whatever its name: two that are equal are one file.
struct RegularFile: Equatable {
  private let device: dev_t
  private let number: ino_t

  /// The file of a name; `nil` if there is none or it is not regular.
  init?(_ path: String) {
    var status = stat()
    guard stat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  /// The file that a descriptor leads to; `nil` if it is not regular.
  init?(_ descriptor: Int32) {
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { return nil }
    self.init(status)
  }

  private init?(_ status: stat) {
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    device = status.st_dev
    number = status.st_ino
  }
}
