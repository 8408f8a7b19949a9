// swift-tools-version:6.0
import PackageDescription

let package = Package(
    name: "GenAuth",
    platforms: [.macOS(.v12), .iOS(.v15)],
    products: [.library(name: "GenAuth", targets: ["GenAuth"])],
    targets: [
        // The C declarations of the native library; its place is named when linking, see README.md.
        .systemLibrary(name: "CGenAuth"),
        // What uniffi generates. No product: applications do not see it. The compiler of Swift 6.0 crashes on its
        // asynchronous callbacks in language mode 6.
        .target(name: "GenAuthFFI", dependencies: ["CGenAuth"], swiftSettings: [.swiftLanguageMode(.v5)]),
        .target(
            name: "GenAuth",
            dependencies: ["GenAuthFFI"],
            // What the static library needs on Apple's systems.
            linkerSettings: [.linkedFramework("Security", .when(platforms: [.macOS, .iOS]))]
        ),
        .testTarget(name: "GenAuthTests", dependencies: ["GenAuth"]),
    ]
)
