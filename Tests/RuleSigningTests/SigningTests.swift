import Testing

@testable import RuleSigning

@Suite("Signed manifests")
struct SigningTests {
  static let manifest = PackManifest(
    engine: "0.1.0", test: .init(rules: 2, examples: 5, failures: 0),
    files: [.init(name: "acme.toml", sha256: PackSigner.digest(of: Array("abc".utf8)))])

  @Test("what was signed is verified and read back")
  func roundTrip() throws {
    let key = PackSigner.newKey()
    let signature = try PackSigner.sign(Self.manifest, key: key.secret)
    let read = try PackSigner.verify(
      manifest: Self.manifest.text, signature: signature, key: key.public)
    #expect(read == Self.manifest)
    #expect(try PackSigner.publicKey(of: key.secret) == key.public)
    try PackSigner.check(Array("abc".utf8), called: "acme.toml", as: .pack, in: read)
  }

  @Test("the digest is SHA-256")
  func digest() {
    // FIPS 180-2, appendix B.1.
    #expect(
      PackSigner.digest(of: Array("abc".utf8))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }

  @Test("every changed byte of manifest and signature is refused")
  func tampering() throws {
    let key = PackSigner.newKey()
    let signature = try PackSigner.sign(Self.manifest, key: key.secret)
    let text = Array(Self.manifest.text.utf8)
    for index in text.indices {
      var other = text
      other[index] ^= 1
      #expect(throws: SigningError.forged) {
        try PackSigner.verify(
          manifest: String(decoding: other, as: UTF8.self), signature: signature, key: key.public)
      }
    }
    let letters = Array(signature.utf8)
    for index in letters.indices {
      var other = letters
      other[index] = other[index] == UInt8(ascii: "A") ? UInt8(ascii: "B") : UInt8(ascii: "A")
      #expect(throws: SigningError.self) {
        try PackSigner.verify(
          manifest: Self.manifest.text, signature: String(decoding: other, as: UTF8.self),
          key: key.public)
      }
    }
  }

  @Test("a signature of another key is refused")
  func otherKey() throws {
    let signature = try PackSigner.sign(Self.manifest, key: PackSigner.newKey().secret)
    #expect(throws: SigningError.forged) {
      try PackSigner.verify(
        manifest: Self.manifest.text, signature: signature, key: PackSigner.newKey().public)
    }
  }

  @Test(
    "a key that is none is refused",
    arguments: ["", "AAAA", "not base64 at all!", String(repeating: "A", count: 43)])
  func badKeys(key: String) {
    #expect(throws: SigningError.badKey) { try PackSigner.sign(Self.manifest, key: key) }
    #expect(throws: SigningError.badKey) {
      try PackSigner.verify(manifest: "", signature: "", key: key)
    }
  }

  @Test("changed, unlisted and untested files are refused")
  func files() {
    let bytes = Array("abc".utf8)
    #expect(throws: SigningError.changed) {
      try PackSigner.check(bytes + [0], called: "acme.toml", as: .pack, in: Self.manifest)
    }
    #expect(throws: SigningError.unlisted) {
      try PackSigner.check(bytes, called: "other.toml", as: .pack, in: Self.manifest)
    }
    #expect(throws: SigningError.wrongRole("pack")) {
      try PackSigner.check(bytes, called: "acme.toml", as: .configuration, in: Self.manifest)
    }
    var failed = Self.manifest
    failed.test.failures = 1
    #expect(throws: SigningError.untested) {
      try PackSigner.check(bytes, called: "acme.toml", as: .pack, in: failed)
    }
  }

  @Test(
    "a damaged manifest is refused",
    arguments: [
      "", "scrub-rules-manifest 2\nengine 1\ntest rules 1 examples 1 failures 0\n",
      "scrub-rules-manifest 1\nengine 1\ntest rules x examples 1 failures 0\n",
      "scrub-rules-manifest 1\nengine 1\ntest rules 1 examples 1 failures 0",
      "scrub-rules-manifest 1\nengine 1\ntest rules 1 examples 1 failures 0\npack 00 a\n",
      "scrub-rules-manifest 1\nengine 1\ntest rules 1 examples 1 failures 0\npack "
        + String(repeating: "0", count: 64) + " ../a\n",
    ])
  func damaged(text: String) {
    #expect(throws: SigningError.self) { try PackManifest(parsing: text) }
  }

  @Test("base64 has one text for one value")
  func base64() {
    for count in 0..<70 {
      let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 37 &+ count) }
      #expect(Base64.decode(Base64.encode(bytes)) == bytes)
    }
    #expect(Base64.encode(Array("any carnal pleas".utf8)) == "YW55IGNhcm5hbCBwbGVhcw==")
    for text in ["YQ", "YR==", "Y===", "====", "YW5=", "=AAA"] {
      #expect(Base64.decode(text) == nil, "\(text)")
    }
  }
}
