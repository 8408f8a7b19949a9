// swift-tools-version:5.9
import PackageDescription

let package = Package(
    name: "GenAuth",
    platforms: [.macOS(.v12), .iOS(.v15)],
    products: [
        .library(name: "GenAuth", targets: ["GenAuth"]),
    ],
    targets: [
        // The C declarations of the native library; its place is named when linking, see README.md.
        .systemLibrary(name: "CGenAuth"),
        .target(
            name: "GenAuth",
            dependencies: ["CGenAuth"],
            // What the static library needs on Apple's systems.
            linkerSettings: [.linkedFramework("Security", .when(platforms: [.macOS, .iOS]))]
        ),
        .testTarget(name: "GenAuthTests", dependencies: ["GenAuth"]),
    ],
    // The highest that the toolchain knows.
    swiftLanguageVersions: [.v5, .version("6")]
)
