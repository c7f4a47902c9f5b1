import Glibc

/// A token in a file, read again when the file changes or when Airflow refused what it had.
///
/// The file has the token alone; white space around it is left out. It may be a symbolic link, as
/// mounted secrets are.
public actor FileCredential: UpstreamCredential {
  /// Largest file that is read, in bytes.
  public static let maximumLength = 64 * 1024

  private let path: String
  private var held: (token: BearerToken, state: FileState)?

  /// What changes when a file is written or replaced.
  private struct FileState: Hashable {
    var device: UInt64
    var inode: UInt64
    var size: Int64
    var seconds: Int64
    var nanoseconds: Int64

    init(_ status: stat) {
      device = UInt64(status.st_dev)
      inode = UInt64(status.st_ino)
      size = Int64(status.st_size)
      seconds = Int64(status.st_mtim.tv_sec)
      nanoseconds = Int64(status.st_mtim.tv_nsec)
    }
  }

  /// A credential from the file at `path`; the file is read when it is first used.
  public init(path: String) { self.path = path }

  /// The token that the file has now.
  public func token() async throws(CredentialError) -> BearerToken {
    // Non-blocking, so that a pipe put in the file's place can't hold the thread.
    let descriptor = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .unreadableFile(errno: errno) }
    defer { close(descriptor) }
    var status = stat()
    guard fstat(descriptor, &status) == 0 else { throw .unreadableFile(errno: errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw .notAFile }
    let state = FileState(status)
    if let held, held.state == state { return held.token }
    let token = try BearerToken(output: try Self.read(descriptor))
    held = (token, state)
    return token
  }

  /// Reads the file again next time, even if it looks unchanged.
  public func refused(_ token: BearerToken) async {
    if held?.token == token { held = nil }
  }

  private static func read(_ descriptor: Int32) throws(CredentialError) -> [UInt8] {
    var content: [UInt8] = []
    var buffer = [UInt8](repeating: 0, count: 4096)
    while true {
      let count = Glibc.read(descriptor, &buffer, buffer.count)
      if count < 0 && errno == EINTR { continue }
      guard count >= 0 else { throw .unreadableFile(errno: errno) }
      guard count > 0 else { return content }
      content.append(contentsOf: buffer[..<count])
      guard content.count <= maximumLength else { throw .tooLarge(limit: maximumLength) }
    }
  }
}

extension BearerToken {
  /// The token in the content of a file or the output of a command, without white space around it.
  init(output: [UInt8]) throws(CredentialError) {
    func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0D).contains(byte) }
    var text = output.drop(while: isSpace)
    while let last = text.last, isSpace(last) { text = text.dropLast() }
    do throws(BearerTokenError) {
      self = try BearerToken(String(decoding: text, as: UTF8.self))
    } catch {
      throw .notAToken(error)
    }
  }
}
