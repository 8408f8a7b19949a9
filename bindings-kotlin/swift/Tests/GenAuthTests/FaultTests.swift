import Foundation
import GenAuth
import XCTest

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// What an application does.
func greeting(_ client: GenAuthClient) async throws -> String {
    do {
        return "Hello, \(try await client.profile().username ?? "")"
    } catch GenAuthError.rateLimited {
        return "Please try again later"
    } catch GenAuthError.forbidden {
        return "Your account is suspended"
    } catch GenAuthError.unauthenticated {
        return "Please sign in"
    }
}

/// A test of an application, as the guide to testing shows it. No other test meets its faults.
final class FaultTests: XCTestCase, @unchecked Sendable {
    private let own = Result { try Emulator() }

    private var emulator: String {
        get throws { try own.get().host }
    }

    /// Switches a fault of the emulator on.
    func setFault(_ fault: String) async throws {
        var request = URLRequest(url: URL(string: "\(try emulator)/__emulator/faults")!)
        request.httpMethod = "POST"
        request.httpBody = Data(fault.utf8)
        _ = try await URLSession.shared.data(for: request)
    }

    private func makeClient() throws -> GenAuthClient {
        try GenAuthClient(config: Config(appId: "app", host: try emulator, accessToken: token))
    }

    func testBusy() async throws {
        try await setFault(#"{"kind": "rate_limited", "retry_after": 30, "times": 1}"#)
        let busy = try await greeting(try makeClient())
        XCTAssertEqual(busy, "Please try again later")
    }

    func testSuspended() async throws {
        try await setFault(#"{"kind": "suspended_user", "user": "bob", "times": 1}"#)
        let suspended = try await greeting(try makeClient())
        XCTAssertEqual(suspended, "Your account is suspended")
    }

    func testSignedOut() async throws {
        try await setFault(#"{"kind": "session_ended", "times": 1}"#)
        let signedOut = try await greeting(try makeClient())
        XCTAssertEqual(signedOut, "Please sign in")
    }
}
