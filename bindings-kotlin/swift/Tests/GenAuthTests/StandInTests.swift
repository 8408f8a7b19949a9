import Foundation
import GenAuth
import XCTest

/// What an application's own tests put in a client's place.
final class StandInTests: XCTestCase, @unchecked Sendable {
    private final class StandIn: GenAuthClientProtocol {
        func setAccessToken(token: String?) throws {}

        func profile(_ options: ProfileOptions, accessToken: String?, timeout: TimeInterval?) async throws -> Profile {
            try getProfileBlocking(options: options, accessToken: accessToken, timeout: timeout)
        }

        func getProfileBlocking(
            options: ProfileOptions, accessToken: String?, timeout: TimeInterval?
        ) throws -> Profile {
            guard let accessToken else { throw GenAuthError.unauthenticated(facts: ErrorFacts(detail: "no token")) }
            return Profile(userId: "\(accessToken) \(options.withIdentities) \(timeout ?? -1)")
        }
    }

    func testAStandInGetsWhatTheCallerGave() async throws {
        let client: any GenAuthClientProtocol = StandIn()
        let plain = try await client.profile(accessToken: "a").userId
        XCTAssertEqual(plain, "a false -1.0")
        let limited = try await client.profile(.init(withIdentities: true), accessToken: "a", timeout: 2).userId
        XCTAssertEqual(limited, "a true 2.0")
        XCTAssertEqual(try client.getProfileBlocking(accessToken: "a").userId, "a false -1.0")
        XCTAssertEqual(try client.getProfileBlocking(accessToken: "a", timeout: 3).userId, "a false 3.0")
        XCTAssertThrowsError(try client.getProfileBlocking()) { error in
            XCTAssertEqual((error as? GenAuthError)?.detail, "no token")
        }
    }
}
