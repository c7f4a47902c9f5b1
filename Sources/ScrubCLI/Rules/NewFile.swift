import Glibc

/// Small files that commands write.
enum NewFile {
  /// Writes a file.
  ///
  /// - Parameter isExclusive: whether it is an error that the file is there.
  static func write(
    _ text: String, to path: String, mode: mode_t = 0o666, isExclusive: Bool = false
  ) throws(SystemError) {
    let flags = O_WRONLY | O_CREAT | O_CLOEXEC | O_NOCTTY | (isExclusive ? O_EXCL : O_TRUNC)
    let descriptor = open(path, flags, mode)
    guard descriptor >= 0 else { throw SystemError(path) }
    let bytes = Array(text.utf8)
    do throws(SystemError) {
      try bytes.withUnsafeBufferPointer { (raw) throws(SystemError) in
        try DescriptorWriter(descriptor: descriptor, name: path).write(UnsafeRawBufferPointer(raw))
      }
    } catch {
      close(descriptor)
      throw error
    }
    if close(descriptor) != 0, errno != EINTR { throw SystemError(path) }
  }
}
