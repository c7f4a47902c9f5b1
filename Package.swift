// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "scrubber",
  products: [
    .library(name: "Scrubber", targets: ["Scrubber"]),
    .library(name: "RuleFormat", targets: ["RuleFormat"]),
    .library(name: "RuleImport", targets: ["RuleImport"]),
    .library(name: "AirflowClient", targets: ["AirflowClient"]),
    .library(name: "AirflowLogs", targets: ["AirflowLogs"]),
    .library(name: "MCPProtocol", targets: ["MCPProtocol"]),
    .library(name: "AirflowTools", targets: ["AirflowTools"]),
    .executable(name: "scrub", targets: ["scrub"]),
    .executable(name: "scrub-mcp", targets: ["scrub-mcp"]),
    .executable(name: "scrub-bench", targets: ["ScrubBench"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0"),
    .package(url: "https://github.com/apple/swift-log", from: "1.16.2"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
    .package(url: "https://github.com/apple/swift-nio-extras", from: "1.35.2"),
    .package(url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.1"),
    .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
    .package(url: "https://github.com/LebJe/TOMLKit", from: "0.6.0"),
  ],
  targets: [
    .systemLibrary(
      name: "CPCRE2", path: "Sources/CPCRE2", pkgConfig: "libpcre2-8",
      providers: [.apt(["libpcre2-dev"])]),
    .systemLibrary(name: "CProcess", path: "Sources/CProcess"),
    .systemLibrary(
      name: "CCurl", path: "Sources/CCurl", pkgConfig: "libcurl",
      providers: [.apt(["libcurl4-openssl-dev"])]),
    .target(name: "CScanKernels", exclude: ["README.md"]),
    .target(
      name: "Scrubber", dependencies: ["CPCRE2", "CScanKernels"], swiftSettings: strict),
    .target(
      name: "ReferenceMatcher", dependencies: ["Scrubber", "CPCRE2"], swiftSettings: strict),
    .target(
      name: "RandomCases", dependencies: ["ReferenceMatcher", "Scrubber"], swiftSettings: strict),
    .target(
      name: "RulePacks", path: "Rules", sources: ["RulePacks.c"],
      publicHeadersPath: "include"),
    .target(
      name: "RuleFormat",
      dependencies: ["Scrubber", "RulePacks", .product(name: "TOMLKit", package: "TOMLKit")],
      swiftSettings: strict),
    .target(name: "RuleTools", dependencies: ["Scrubber", "RuleFormat"], swiftSettings: strict),
    .target(
      name: "RuleSigning", dependencies: [.product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .target(
      name: "RuleImport",
      dependencies: ["RuleFormat", "Scrubber", .product(name: "TOMLKit", package: "TOMLKit")],
      swiftSettings: strict),
    .target(
      name: "AirflowClient", dependencies: ["CCurl", "CProcess"], swiftSettings: strict),
    .target(
      name: "AirflowLogs",
      dependencies: ["Scrubber", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .target(
      name: "MCPProtocol",
      dependencies: [
        "Scrubber",
        .product(name: "Hummingbird", package: "hummingbird"),
        .product(name: "HummingbirdCore", package: "hummingbird"),
        .product(name: "HTTPTypes", package: "swift-http-types"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTPTypes", package: "swift-nio-extras"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      swiftSettings: strict),
    .target(name: "SecretFiles", dependencies: ["Scrubber"], swiftSettings: strict),
    .target(
      name: "AirflowTools",
      dependencies: [
        "AirflowClient", "AirflowLogs", "MCPProtocol", "Scrubber", "SecretFiles",
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "scrub-mcp",
      dependencies: [
        "AirflowClient", "AirflowLogs", "AirflowTools", "CProcess", "MCPProtocol", "RuleFormat",
        "Scrubber", "SecretFiles",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      path: "Sources/MCPServer", swiftSettings: strict),
    .executableTarget(
      name: "mcp-demo",
      dependencies: [
        "MCPProtocol", "Scrubber",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
        .product(name: "UnixSignals", package: "swift-service-lifecycle"),
      ],
      path: "Tests/MCPDemo", swiftSettings: strict),
    .executableTarget(
      name: "airflow-logs-bench", dependencies: ["AirflowLogs", "Scrubber", "RuleFormat"],
      path: "Sources/AirflowLogsBench", swiftSettings: strict),
    .executableTarget(
      name: "scrub",
      dependencies: [
        "Scrubber", "RuleFormat", "RuleImport", "RuleTools", "RuleSigning", "SecretFiles",
        "CProcess",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      path: "Sources/ScrubCLI", swiftSettings: strict),
    .executableTarget(
      name: "ScrubBench",
      dependencies: [
        "Scrubber", "RuleFormat", "RandomCases",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ScrubberTests",
      dependencies: [
        "Scrubber", "CScanKernels", "CPCRE2", "RuleFormat", "ReferenceMatcher", "RandomCases",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ScrubBenchTests",
      dependencies: ["ScrubBench", "scrub", "Scrubber"],
      swiftSettings: strict),
    .testTarget(
      name: "RuleFormatTests", dependencies: ["RuleFormat", "Scrubber"], swiftSettings: strict),
    .testTarget(
      name: "RuleToolsTests", dependencies: ["RuleTools", "RuleFormat", "Scrubber"],
      swiftSettings: strict),
    .testTarget(
      name: "RuleSigningTests",
      dependencies: ["RuleSigning", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .testTarget(
      name: "RuleImportTests", dependencies: ["RuleImport", "RuleFormat", "Scrubber"],
      swiftSettings: strict),
    .target(
      name: "TestSupport", dependencies: ["AirflowClient"], path: "Tests/TestSupport",
      swiftSettings: strict),
    .testTarget(
      name: "AirflowClientTests", dependencies: ["AirflowClient", "TestSupport"],
      exclude: ["Fixtures"],
      swiftSettings: strict),
    .testTarget(
      name: "AirflowLogsTests", dependencies: ["AirflowLogs", "Scrubber", "RuleFormat"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "MCPProtocolTests",
      dependencies: [
        "MCPProtocol", "mcp-demo", "Scrubber",
        .product(name: "Logging", package: "swift-log"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "ServiceLifecycle", package: "swift-service-lifecycle"),
      ],
      exclude: ["Fixtures", "Schemas"], swiftSettings: strict),
    .testTarget(
      name: "AirflowToolsTests",
      dependencies: [
        "AirflowClient", "AirflowLogs", "AirflowTools", "MCPProtocol", "RuleFormat", "Scrubber",
        "TestSupport",
        .product(name: "Logging", package: "swift-log"),
      ],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "ScrubCLITests", dependencies: ["scrub", "Scrubber", "SecretFiles"],
      swiftSettings: strict),
  ],
  swiftLanguageModes: [.v6]
)
