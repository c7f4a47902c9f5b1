/// The caches of one stream, and the limit of their memory.
final class AutomatonPool {
  /// Most bytes of one cache.
  static let mostBytesOfOne = 1 << 20
  /// Most bytes of all caches.
  static let mostBytes = 8 << 20
  /// Entries that a cache does not work out after it was filled without gain.
  static let refusals = 4_096

  typealias Reference = UnsafeMutablePointer<AutomatonCache>

  private var caches: [ObjectIdentifier: Reference] = [:]
  /// Bytes of all caches.
  private(set) var bytes = 0

  deinit {
    for cache in caches.values {
      cache.pointee.deallocate()
      cache.deinitialize(count: 1)
      cache.deallocate()
    }
  }

  /// The cache for an automaton, valid as long as the pool lives.
  func cache(for automaton: Automaton) -> Reference {
    if let known = caches[ObjectIdentifier(automaton)] { return known }
    let cache = Reference.allocate(capacity: 1)
    cache.initialize(to: AutomatonCache(automaton, pool: self))
    caches[ObjectIdentifier(automaton)] = cache
    return cache
  }

  /// Whether the cache of an automaton may grow by that many bytes, for which the other caches may
  /// have to forget what they know.
  func makeRoom(_ more: Int, for automaton: Automaton) -> Bool {
    if bytes + more <= Self.mostBytes { return true }
    for (owner, cache) in caches where owner != ObjectIdentifier(automaton) {
      cache.pointee.reset()
    }
    return bytes + more <= Self.mostBytes
  }

  /// Notes how much larger or smaller a cache has become.
  func account(_ change: Int) {
    bytes += change
  }
}
