import Foundation
import XCTest

/// The example whose login outlives its process.
final class ExampleTests: XCTestCase, @unchecked Sendable {
    func testALoginIsTakenUpByAnotherProcess() async throws {
        let emulator = try Emulator.shared.get()
        let session = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: session) }
        let environment = [
            "GENAUTH_APP_ID": "test-app", "GENAUTH_HOST": emulator.host, "GENAUTH_SESSION": session,
            "GENAUTH_LOGIN_HINT": "test@example.com",
        ]
        XCTAssertEqual(try run([], environment), "nobody is signed in")
        let url = try run(["begin"], environment)
        let attributes = try FileManager.default.attributesOfItem(atPath: session + ".login")
        XCTAssertEqual(attributes[.posixPermissions] as? Int, 0o600)
        let back = try await emulator.authorize(url)
        XCTAssertEqual(try run(["finish", back], environment), "6229ffaxxxxxxxxcade3e3d9")
        XCTAssertFalse(FileManager.default.fileExists(atPath: session + ".login"))
        XCTAssertEqual(try run([], environment), "6229ffaxxxxxxxxcade3e3d9")
        XCTAssertEqual(try run(["out"], environment), "signed out")
        XCTAssertEqual(try run([], environment), "nobody is signed in")
    }

    /// Runs the example in a process of its own, and returns what it printed.
    private func run(_ arguments: [String], _ environment: [String: String]) throws -> String {
        guard let program = ProcessInfo.processInfo.environment["GENAUTH_SIGN_IN_EXAMPLE"] else {
            throw Failure("GENAUTH_SIGN_IN_EXAMPLE must name the program of examples/swift/SignIn")
        }
        let process = Process()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        process.environment = environment
        process.standardOutput = output
        try process.run()
        let text = output.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        XCTAssertEqual(process.terminationStatus, 0)
        return String(decoding: text, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
    }
}
