import Foundation
import XCTest

@testable import GenAuth

/// The ways to call, to stop calling, and to fail.
final class CallTests: XCTestCase, @unchecked Sendable {
    private func makeClient(_ path: String = "", accessToken: String? = token) throws -> GenAuthClient {
        let host = try Emulator.shared.get().host
        return try GenAuthClient(config: Config(appId: "app", host: host + path, accessToken: accessToken))
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

    func testNumbersThatAreOutOfRange() throws {
        let host = try Emulator.shared.get().host
        let configs = [
            ("max_attempts", Config(appId: "app", host: host, maxAttempts: -1)),
            ("max_response_bytes", Config(appId: "app", host: host, maxResponseBytes: .min)),
        ]
        for (key, config) in configs {
            XCTAssertThrowsError(try GenAuthClient(config: config)) { error in
                guard case GenAuthError.config(let facts) = error else { return XCTFail("\(error)") }
                XCTAssertTrue(facts.detail.contains(key), facts.detail)
            }
        }
    }

    func testEveryKeyReachesTheClient() throws {
        let host = try Emulator.shared.get().host
        let config = Config(
            appId: "app", host: host, accessToken: token, timeout: 7, connectTimeout: 3, maxAttempts: 2,
            maxResponseBytes: 1_000_000, proxy: "none", headerPrefix: .authing, tokenStyle: .bearer, language: "en-US",
            userAgent: "MyApp/1.2", allowInsecureHttp: true
        )
        XCTAssertEqual(try GenAuthClient(config: config).getProfileBlocking().userId, "6229ffaxxxxxxxxcade3e3d9")
        for wrong in [
            Config(appId: "app", host: host, caFile: "/nowhere.pem"), Config(appId: "app", host: host, caPem: "no PEM"),
        ] {
            XCTAssertThrowsError(try GenAuthClient(config: wrong)) { error in
                guard case GenAuthError.config = error else { return XCTFail("\(error)") }
            }
        }
    }

    func testATokenThatCannotBe() async throws {
        let client = try makeClient()
        let error = await failure { try await client.profile(accessToken: "two\nlines") }
        guard case .invalidArgument = error else { return XCTFail("\(String(describing: error))") }
    }

    func testTimeoutsThatAreOutOfRange() async throws {
        let client = try makeClient()
        let impossible: [TimeInterval] = [-1, .nan, .infinity]
        for seconds in impossible {
            let error = await failure { try await client.profile(timeout: seconds) }
            guard case .invalidArgument = error else { return XCTFail("\(String(describing: error))") }
            XCTAssertEqual(error?.detail, "timeout: must be a number of seconds, 0 or larger")
            XCTAssertThrowsError(try client.getProfileBlocking(timeout: seconds)) { error in
                guard case GenAuthError.invalidArgument = error else { return XCTFail("\(error)") }
            }
            XCTAssertThrowsError(try GenAuthClient(config: Config(appId: "a", host: "h", timeout: seconds))) { error in
                guard case GenAuthError.invalidArgument = error else { return XCTFail("\(error)") }
            }
        }
    }

    /// A panic of the native half, which uniffi throws as an error of its own.
    func testABugIsAnErrorLikeTheOthers() {
        XCTAssertThrowsError(try crossing { throw Failure("rust panic") }) { error in
            guard case GenAuthError.internal(let facts) = error else { return XCTFail("\(error)") }
            XCTAssertEqual(facts.detail, "internal error: rust panic")
            XCTAssertFalse(facts.hint.isEmpty)
        }
    }

    func testRequestsNameTheirLanguage() async throws {
        let emulator = try Emulator.shared.get()
        _ = try await makeClient("/swift-agent").profile()
        let requests = try await emulator.requests(prefix: "/swift-agent")
        XCTAssertTrue(requests.contains(" (swift)"), requests)
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

    func testACallThatHasEndedKeepsItsOutcome() async throws {
        let client = try makeClient()
        let task = Task { try await client.profile().userId }
        let userId = try await task.value
        task.cancel()
        let again = try await task.value
        XCTAssertEqual(again, userId)
    }

    func testCancellingAtAnyMomentEndsTheCall() async throws {
        let client = try makeClient()
        for pause in 0..<200 {
            let task = Task { try await client.profile().userId }
            try await Task.sleep(nanoseconds: UInt64(pause) * 10_000)
            task.cancel()
            do {
                let userId = try await task.value
                XCTAssertEqual(userId, "6229ffaxxxxxxxxcade3e3d9")
            } catch is CancellationError {
                continue
            }
        }
    }
}
