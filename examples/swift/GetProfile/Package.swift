// swift-tools-version:6.0
import PackageDescription

let package = Package(
    name: "GetProfile",
    platforms: [.macOS(.v13)],
    dependencies: [.package(name: "GenAuth", path: "../../../bindings-kotlin/swift")],
    targets: [.executableTarget(name: "GetProfile", dependencies: [.product(name: "GenAuth", package: "GenAuth")])]
)
