import CCurl

extension UpstreamFailure.Kind {
  /// The failure that a result of libcurl means (`man libcurl-errors`, 7.88).
  ///
  /// - Parameters:
  ///   - code: not `CURLE_OK`
  ///   - isAboutChunks: whether libcurl's message is about chunked encoding, which has the same code
  ///     as a broken connection
  init(_ code: CURLcode, isAboutChunks: Bool) {
    switch code {
    case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: self = .hostNotFound
    case CURLE_COULDNT_CONNECT: self = .connectionFailed
    // The only time limit that libcurl itself has is that for connecting.
    case CURLE_OPERATION_TIMEDOUT: self = .timedOut(.connect)
    case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CERTPROBLEM,
      CURLE_SSL_CIPHER, CURLE_SSL_SHUTDOWN_FAILED, CURLE_SSL_ISSUER_ERROR,
      CURLE_SSL_PINNEDPUBKEYNOTMATCH, CURLE_SSL_INVALIDCERTSTATUS, CURLE_SSL_CLIENTCERT,
      CURLE_USE_SSL_FAILED:
      self = .tlsFailed
    case CURLE_RECV_ERROR where isAboutChunks: self = .malformedAnswer
    case CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR, CURLE_RECV_ERROR, CURLE_PROXY:
      self = .connectionLost
    // HTTP/0.9 is reported as an unsupported protocol.
    case CURLE_UNSUPPORTED_PROTOCOL, CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING:
      self = .malformedAnswer
    // A header line beyond libcurl's own 100 KiB. Later releases have a code of its own for that,
    // `CURLE_TOO_LARGE` (100), which 7.88 doesn't name.
    case CURLE_OUT_OF_MEMORY, CURLcode(100): self = .headersTooLarge
    case CURLE_SSL_CACERT_BADFILE, CURLE_SSL_ENGINE_NOTFOUND, CURLE_SSL_ENGINE_SETFAILED,
      CURLE_SSL_CRL_BADFILE, CURLE_URL_MALFORMAT, CURLE_FAILED_INIT, CURLE_NOT_BUILT_IN,
      CURLE_UNKNOWN_OPTION, CURLE_BAD_FUNCTION_ARGUMENT:
      self = .configuration
    default: self = .connectionLost
    }
  }
}
