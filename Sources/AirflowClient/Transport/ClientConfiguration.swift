/// Limits and settings of an `AirflowClient`.
public struct ClientConfiguration: Sendable {
  /// Time limits of one transfer; the time in the queue doesn't count.
  public struct TimeLimits: Sendable, Hashable {
    /// For name resolution, TCP and TLS together.
    public var connect: Duration = .seconds(5)
    /// From the start to the first byte of the body. Airflow 3.3.2 parses a whole log first: 14 to
    /// 17 s for 90 MB.
    public var firstByte: Duration = .seconds(120)
    /// Between two pieces of the body; the time that a consumer takes doesn't count.
    public var idle: Duration = .seconds(30)
    /// For the whole transfer, with the consumer's time.
    public var total: Duration = .seconds(300)

    /// 5 s, 120 s, 30 s and 300 s.
    public init() {}
  }

  /// Time limits.
  public var timeLimits = TimeLimits()
  /// Largest body that `fetch` takes, in bytes after decoding.
  public var maximumBodyLength = 8 * 1024 * 1024
  /// Largest body that `stream` hands on, in bytes after decoding.
  public var maximumStreamLength = 1024 * 1024 * 1024
  /// Time limit of the whole of a `stream` instead of `timeLimits.total`.
  public var streamTime: Duration?
  /// Largest head of an answer, in bytes, interim answers and trailers included.
  public var maximumHeadLength = 64 * 1024
  /// Most header lines of an answer, interim answers and trailers included.
  public var maximumHeaderCount = 100
  /// Threads for `fetch`, so also the most of them that run at once; at least 1.
  public var fetchThreads = 8
  /// Threads for `stream`, so also the most of them that run at once; at least 1. They are other
  /// threads than those of `fetch`, so that logs can't keep short requests waiting.
  public var streamThreads = 4
  /// Most requests that wait for a thread, of each of the two kinds; more are refused as busy.
  public var maximumWaiting = 1024
  /// Whether answers may be compressed with gzip: less to transfer over a WAN, slower on a LAN
  /// (90 MB of log: 10 MB, +1.2 s on the server).
  public var acceptsGzip = false
  /// PEM file with the certificates of the CAs to trust instead of the system's.
  public var caFile: String?
  /// Proxy to tunnel through with `CONNECT`; proxies named in the environment are not used. For an
  /// `http` upstream the proxy sees the token.
  public var proxy: BaseURL?
  /// `User-Agent`.
  public var userAgent: StaticString = "scrub-mcp/0.1.0"

  /// The defaults named at the properties.
  public init() {}
}
