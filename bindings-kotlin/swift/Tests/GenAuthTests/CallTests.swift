import XCTest

@testable import GenAuth

/// The ways to call, to stop calling, and to fail.
final class CallTests: XCTestCase {
    private func makeClient(_ path: String = "", accessToken: String? = token) throws -> GenAuthClient {
        let host = try Emulator.shared.get().host
        return try GenAuthClient(config: Config(appId: "app", host: host + path, accessToken: accessToken))
    }

    private func failure(_ call: () async throws -> Profile) async -> GenAuthError? {
        do {
            _ = try await call()
            XCTFail("the call succeeded")
        } catch let error as GenAuthError {
            return error
        } catch {
            XCTFail("\(error)")
        }
        return nil
    }

    func testATokenThatTheServerDoesNotKnow() async throws {
        let client = try makeClient()
        let error = await failure { try await client.profile(accessToken: "unknown-token") }
        guard case .unauthenticated(let facts) = error else { return XCTFail("\(String(describing: error))") }
        XCTAssertEqual(facts.statusCode, 401)
        XCTAssertEqual(error?.apiCode, "2020")
        XCTAssertEqual(error?.sessionIsDead, true)
        XCTAssertEqual(error?.localizedDescription, facts.detail)
        XCTAssertFalse("\(facts)".contains("unknown-token"))
    }

    func testAWrongConfiguration() {
        XCTAssertThrowsError(try GenAuthClient(config: Config(appId: "app", host: "http://example.com"))) { error in
            guard case GenAuthError.config = error else { return XCTFail("\(error)") }
        }
    }

    func testArgumentsThatCannotBe() async throws {
        let client = try makeClient()
        let calls: [() async throws -> Profile] = [
            { try await client.profile(accessToken: "two\nlines") },
            { try await client.profile(timeout: -1) },
            { try await client.profile(timeout: .nan) },
        ]
        for call in calls {
            let error = await failure(call)
            guard case .invalidArgument = error else { return XCTFail("\(String(describing: error))") }
        }
    }

    func testAServerThatDoesNotAnswerInTime() async throws {
        let client = try makeClient("/scenario/silent/swift-timeout")
        let error = await failure { try await client.profile(timeout: 0.2) }
        guard case .timeout(let facts) = error else { return XCTFail("\(String(describing: error))") }
        XCTAssertTrue(facts.retryable)
    }

    func testTheTokenOfTheClientCanChange() async throws {
        let client = try makeClient(accessToken: nil)
        let error = await failure { try await client.profile() }
        guard case .unauthenticated(let facts) = error else { return XCTFail("\(String(describing: error))") }
        XCTAssertEqual(facts.attempts, 0)
        try client.setAccessToken(token: token)
        let profile = try await client.profile()
        XCTAssertEqual(profile.userId, "6229ffaxxxxxxxxcade3e3d9")
        XCTAssertEqual(try client.getProfileBlocking().userId, profile.userId)
    }

    func testManyTasksShareOneClient() async throws {
        let client = try makeClient()
        try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<200 {
                group.addTask { try await client.profile().userId }
            }
            for try await userId in group {
                XCTAssertEqual(userId, "6229ffaxxxxxxxxcade3e3d9")
            }
        }
    }

    func testCancellingATaskAbortsItsRequest() async throws {
        let emulator = try Emulator.shared.get()
        let path = "/scenario/silent/swift-cancel"
        let client = try makeClient(path)
        let task = Task { try await client.profile() }
        try await eventually { try await emulator.requests(prefix: path).contains("pending") }
        task.cancel()
        do {
            _ = try await task.value
            XCTFail("the call succeeded")
        } catch is CancellationError {
            try await eventually { try await emulator.requests(prefix: path).contains("aborted") }
        }
    }

    func testATaskThatIsCancelledAlreadySendsNothing() async throws {
        let emulator = try Emulator.shared.get()
        let path = "/scenario/silent/swift-cancelled"
        let client = try makeClient(path)
        let task = Task {
            while !Task.isCancelled { await Task.yield() }
            return try await client.profile()
        }
        task.cancel()
        do {
            _ = try await task.value
            XCTFail("the call succeeded")
        } catch is CancellationError {
            let requests = try await emulator.requests(prefix: path)
            XCTAssertFalse(requests.contains("get-profile"), requests)
        }
    }

    private func eventually(_ condition: () async throws -> Bool) async throws {
        for _ in 0..<100 {
            if try await condition() { return }
            try await Task.sleep(nanoseconds: 50_000_000)
        }
        XCTFail("it did not happen within 5 s")
    }
}
