import CCurl

/// Owner of a libcurl easy handle for one transfer, with all of its settings. A new one is made for
/// every transfer, so no setting and no header of a user can stay behind.
final class CurlHandle {
  let pointer: UnsafeMutableRawPointer
  private let headers: UnsafeMutablePointer<curl_slist>?
  /// The callbacks get a pointer to it, so it has to live as long as the handle.
  private let transfer: Transfer

  init(_ transfer: Transfer, configuration: ClientConfiguration) throws(UpstreamFailure) {
    guard let pointer = curl_easy_init() else { throw UpstreamFailure(.configuration) }
    self.pointer = pointer
    self.transfer = transfer
    let request = transfer.job.request
    headers = Self.headerList(request)
    var settings = CurlSettings(pointer)
    settings.set(request, configuration)
    settings.set(headers: headers)
    settings.set(receiver: transfer)
    // `deinit` frees what was made even if this throws.
    guard headers != nil, settings.areAccepted else { throw UpstreamFailure(.configuration) }
  }

  deinit {
    curl_easy_cleanup(pointer)
    curl_slist_free_all(headers)
  }

  /// Values come from checked types: none of them can have a line end.
  private static func headerList(_ request: TransferRequest) -> UnsafeMutablePointer<curl_slist>? {
    var lines = ["Accept: \(request.accept.rawValue)", "x-request-id: \(request.requestID.text)"]
    if let bearer = request.bearer { lines.append("Authorization: Bearer \(bearer.secret)") }
    if request.tokenForm != nil { lines.append("Content-Type: application/json") }
    var list: UnsafeMutablePointer<curl_slist>?
    for line in lines {
      guard let longer = curl_slist_append(list, line) else {
        curl_slist_free_all(list)
        return nil
      }
      list = longer
    }
    return list
  }
}

/// Sets options and remembers whether libcurl took all of them.
struct CurlSettings {
  private let handle: UnsafeMutableRawPointer
  private(set) var areAccepted = true

  init(_ handle: UnsafeMutableRawPointer) { self.handle = handle }

  private mutating func note(_ code: CURLcode) { areAccepted = areAccepted && code == CURLE_OK }

  private mutating func set(_ option: CURLoption, _ value: Int) {
    note(curl_shim_set_long(handle, option, value))
  }

  private mutating func set(_ option: CURLoption, _ value: String) {
    // libcurl would read up to the first NUL and take another value than was meant.
    guard !value.utf8.contains(0) else { return areAccepted = false }
    note(curl_shim_set_string(handle, option, value))
  }

  mutating func set(_ request: TransferRequest, _ configuration: ClientConfiguration) {
    set(CURLOPT_NOSIGNAL, 1)
    set(CURLOPT_URL, request.url.text)
    setScope(request)
    setConnection(request, configuration)
    set(CURLOPT_USERAGENT, "\(configuration.userAgent)")
    set(CURLOPT_ACCEPT_ENCODING, configuration.acceptsGzip ? "gzip" : "identity")
    guard let form = request.tokenForm else { return set(CURLOPT_HTTPGET, 1) }
    set(CURLOPT_POST, 1)
    set(CURLOPT_FORBID_REUSE, 1)
    note(
      form.json.withUnsafeBytes { bytes in
        curl_shim_set_post_body(handle, bytes.baseAddress, bytes.count)
      })
  }

  /// Nothing but this URL: no other protocol, host, credentials or state.
  private mutating func setScope(_ request: TransferRequest) {
    set(CURLOPT_PROTOCOLS_STR, request.isSecure ? "https" : "http")
    set(CURLOPT_FOLLOWLOCATION, 0)
    set(CURLOPT_DISALLOW_USERNAME_IN_URL, 1)
    set(CURLOPT_PATH_AS_IS, 1)
    set(CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
    set(CURLOPT_HTTP09_ALLOWED, 0)
    set(CURLOPT_HTTPAUTH, 0)
    set(CURLOPT_NETRC, Int(CURL_NETRC_IGNORED.rawValue))
    // No cookie engine is started, so cookies are neither kept nor sent.
    set(CURLOPT_SSL_VERIFYPEER, 1)
    set(CURLOPT_SSL_VERIFYHOST, 2)
    set(CURLOPT_SSLVERSION, CURL_SSLVERSION_TLSv1_2)
  }

  private mutating func setConnection(
    _ request: TransferRequest, _ configuration: ClientConfiguration
  ) {
    // An empty text is "no proxy"; without it libcurl would look into the environment.
    set(CURLOPT_PROXY, configuration.proxy?.description ?? "")
    set(CURLOPT_NOPROXY, "")
    if configuration.proxy != nil {
      set(CURLOPT_HTTPPROXYTUNNEL, 1)
      set(CURLOPT_HEADEROPT, Int(CURLHEADER_SEPARATE))
      set(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    }
    if let caFile = configuration.caFile {
      set(CURLOPT_CAINFO, caFile)
      // Otherwise the system's folder of certificates would be trusted as well.
      note(curl_shim_set_string(handle, CURLOPT_CAPATH, nil))
    }
    let connect = configuration.timeLimits.connect.components
    let milliseconds = connect.seconds * 1000 + connect.attoseconds / 1_000_000_000_000_000
    set(CURLOPT_CONNECTTIMEOUT_MS, Int(min(max(1, milliseconds), 86_400_000)))
    set(CURLOPT_TCP_KEEPALIVE, 1)
    set(CURLOPT_MAXAGE_CONN, 60)
    set(CURLOPT_BUFFERSIZE, 256 * 1024)
    // A name that is still being resolved is left to its thread, so that a cancelled transfer ends.
    set(CURLOPT_QUICK_EXIT, 1)
  }

  mutating func set(headers: UnsafeMutablePointer<curl_slist>?) {
    note(curl_shim_set_headers(handle, headers))
  }

  /// The receiver is not retained: it has to outlive the handle.
  mutating func set(receiver: Transfer) {
    let context = Unmanaged.passUnretained(receiver).toOpaque()
    note(curl_shim_set_pointer(handle, CURLOPT_ERRORBUFFER, receiver.errorText))
    note(
      curl_shim_set_receivers(
        handle,
        { bytes, size, count, context in
          receive(bytes, size, count, context) { $0.receiveHeader($1) }
        },
        { bytes, size, count, context in
          receive(bytes, size, count, context) { $0.receiveBody($1) }
        }, context))
    receiver.statusCode = { [handle] in
      var status = 0
      _ = curl_shim_get_long(handle, CURLINFO_RESPONSE_CODE, &status)
      return status
    }
  }
}

/// Calls the transfer with the bytes; the number of bytes tells libcurl to go on, another one not to.
private func receive(
  _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int,
  _ context: UnsafeMutableRawPointer?,
  _ body: (Transfer, UnsafeRawBufferPointer) -> Bool
) -> Int {
  guard let context else { return 0 }
  let transfer = Unmanaged<Transfer>.fromOpaque(context).takeUnretainedValue()
  let length = size * count
  guard body(transfer, UnsafeRawBufferPointer(start: bytes, count: length)) else {
    // A refusal has to be another number than the length, also for no bytes at all.
    return length == 0 ? 1 : 0
  }
  return length
}
