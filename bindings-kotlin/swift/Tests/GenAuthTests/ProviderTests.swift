import Foundation
import GenAuth
import XCTest

/// Token providers: the application holds the tokens itself.
final class ProviderTests: XCTestCase, @unchecked Sendable {
    private func client(_ path: String = "", _ provider: Provider) throws -> GenAuthClient {
        let config = Config(appId: "app", host: try Emulator.shared.get().host + path)
        return try GenAuthClient(config: config, provider: provider)
    }

    func testItIsAskedAgainWithARefusedToken() async throws {
        let provider = Provider { $0 == nil ? "an-old-one" : token }
        let profile = try await client("", provider).profile()
        XCTAssertEqual(profile.userId, "6229ffaxxxxxxxxcade3e3d9")
        let asked = await provider.asked
        XCTAssertEqual(asked, [nil, "an-old-one"])
        XCTAssertEqual(try client("", Provider { _ in token }).getProfileBlocking().userId, profile.userId)
    }

    func testATokenOfTheCallWins() async throws {
        let provider = Provider { _ in throw Failure("it was asked") }
        _ = try await client("", provider).profile(accessToken: token)
    }

    func testWhatItThrowsIsTheCause() async throws {
        let client = try client("", Provider { _ in throw Failure("s3cret") })
        let error = await failure { try await client.profile() }
        guard case .tokenProvider(let facts) = error else { return XCTFail("\(String(describing: error))") }
        XCTAssertEqual((facts.underlyingError as? Failure)?.description, "s3cret")
        XCTAssertTrue(facts.detail.contains("Failure"), facts.detail)
        XCTAssertFalse(printed(facts).contains("s3cret"), printed(facts))
        XCTAssertEqual(facts, ErrorFacts(detail: facts.detail, hint: facts.hint, underlyingError: Failure("another")))
    }

    func testWhatIsNoToken() async throws {
        let client = try client("", Provider { _ in "two\nlines" })
        let error = await failure { try await client.profile() }
        guard case .tokenProvider(let facts) = error else { return XCTFail("\(String(describing: error))") }
        XCTAssertFalse(facts.detail.contains("lines"), facts.detail)
    }

    func testItEndsWithItsCall() async throws {
        let ended = Ended()
        let provider = Provider { _ in
            do { try await Task.sleep(nanoseconds: 60_000_000_000) } catch { await ended.count() }
            return token
        }
        let client = try client("", provider)
        let error = await failure { try await client.profile(timeout: 0.2) }
        guard case .timeout = error else { return XCTFail("\(String(describing: error))") }
        try await eventually { await ended.number == 1 }
        let task = Task { try await client.profile() }
        try await eventually { await provider.asked.count == 2 }
        task.cancel()
        do {
            _ = try await task.value
            XCTFail("the call succeeded")
        } catch is CancellationError {
            try await eventually { await ended.number == 2 }
        }
    }

    func testItMayUseTheLibrary() async throws {
        let emulator = try Emulator.shared.get()
        let session = try Session.fromTokens(config: emulator.config, tokens: try await emulator.signIn().expired)
        let profile = try await client("", Provider { _ in try await session.accessToken() }).profile()
        XCTAssertEqual(profile.email, "test@example.com")
    }

    func testManyCallsAtOnce() async throws {
        let client = try client(
            "",
            Provider { _ in
                try await Task.sleep(nanoseconds: 10_000_000)
                return token
            })
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<200 { group.addTask { try await client.profile().userId } }
            for try await userId in group { XCTAssertEqual(userId, "6229ffaxxxxxxxxcade3e3d9") }
        }
    }
}

private actor Provider: TokenProvider {
    private(set) var asked: [String?] = []
    private let give: @Sendable (String?) async throws -> String

    init(_ give: @escaping @Sendable (String?) async throws -> String) {
        self.give = give
    }

    func token(rejected: String?) async throws -> String {
        asked.append(rejected)
        return try await give(rejected)
    }
}

private actor Ended {
    private(set) var number = 0

    func count() { number += 1 }
}
