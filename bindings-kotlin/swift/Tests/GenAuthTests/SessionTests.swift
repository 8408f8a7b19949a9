import Foundation
import GenAuth
import XCTest

/// Sessions: tokens that refresh themselves, once for everybody.
final class SessionTests: XCTestCase, @unchecked Sendable {
    func testTokensAsJson() throws {
        let tokens = TokenSet(
            accessToken: "a", refreshToken: "r", idToken: "i", expiresAt: Date(timeIntervalSince1970: 1_900_000_000),
            scope: "openid"
        )
        let json = try JSONSerialization.jsonObject(with: Data(tokens.toJson().utf8)) as? NSDictionary
        XCTAssertEqual(
            json,
            [
                "access_token": "a", "refresh_token": "r", "id_token": "i", "expires_at": 1_900_000_000,
                "scope": "openid",
            ]
        )
        XCTAssertEqual(try TokenSet.fromJson(tokens.toJson()), tokens)
        XCTAssertNil(
            try TokenSet.fromJson(TokenSet(accessToken: "a", expiresAt: .init(timeIntervalSince1970: .nan)).toJson())
                .expiresAt)
        XCTAssertThrowsError(try TokenSet.fromJson("{}")) { error in
            guard case GenAuthError.invalidArgument = error else { return XCTFail("\(error)") }
        }
    }

    func testAWrongConfiguration() {
        let config = Config(appId: "", host: "https://example.genauth.ai")
        XCTAssertThrowsError(try Session.fromTokens(config: config, tokens: TokenSet(accessToken: "a"))) { error in
            guard case GenAuthError.config = error else { return XCTFail("\(error)") }
        }
    }

    func testAClientOfASession() async throws {
        let emulator = try Emulator.shared.get()
        let session = try Session.fromTokens(config: emulator.config, tokens: try await emulator.signIn())
        let own = try GenAuthClient(config: emulator.config, session: session)
        for client in [session.client(), own] {
            let profile = try await client.profile()
            XCTAssertEqual(profile.userId, session.claims()?.subject)
        }
        XCTAssertEqual(try session.client().getProfileBlocking().userId, session.claims()?.subject)
        XCTAssertNil(session.claims()?.verifiedBy)
    }

    func testAThousandTasksShareOneRefresh() async throws {
        let emulator = try Emulator()
        let session = try Session.fromTokens(config: emulator.config, tokens: try await emulator.signIn().expired)
        let tokens = try await withThrowingTaskGroup(of: String.self) { group in
            for _ in 0..<1000 { group.addTask { try await session.accessToken() } }
            return try await group.reduce(into: Set()) { $0.insert($1) }
        }
        XCTAssertEqual(tokens, [session.tokens()?.accessToken])
        let refreshes = try await emulator.refreshes()
        XCTAssertEqual(refreshes, 1)
    }

    func testATokenThatAnotherServerRefusedIsReplacedOnce() async throws {
        let emulator = try Emulator()
        let session = try Session.fromTokens(config: emulator.config, tokens: try await emulator.signIn())
        let rejected = try await session.accessToken()
        let token = try await session.accessToken(after: rejected)
        XCTAssertNotEqual(token, rejected)
        let again = try await session.accessToken(after: rejected, timeout: 5)
        XCTAssertEqual(again, token)
        let refreshes = try await emulator.refreshes()
        XCTAssertEqual(refreshes, 1)
    }

    func testACancelledWaiterLeavesTheRefreshAlone() async throws {
        let emulator = try Emulator()
        let session = try Session.fromTokens(config: emulator.config, tokens: try await emulator.signIn().expired)
        try await emulator.failNext("token", "slow", milliseconds: 500)
        let first = Task { try await session.accessToken() }
        let second = Task { try await session.accessToken() }
        try await eventually { try await emulator.refreshes() == 1 }
        first.cancel()
        do {
            _ = try await first.value
            XCTFail("the call succeeded")
        } catch is CancellationError {}
        let late = await failure { try await session.accessToken(timeout: 0.02) }
        guard case .timeout = late else { return XCTFail("\(String(describing: late))") }
        let token = try await second.value
        XCTAssertEqual(token, session.tokens()?.accessToken)
        let refreshes = try await emulator.refreshes()
        XCTAssertEqual(refreshes, 1)
    }

    func testARefusedTokenIsReplaced() async throws {
        let emulator = try Emulator()
        let tokens = try await emulator.signIn()
        let session = try Session.fromTokens(config: emulator.config, tokens: tokens)
        try await emulator.expire(tokens.accessToken)
        let profile = try await session.client().profile()
        XCTAssertEqual(profile.email, "test@example.com")
        XCTAssertNotEqual(session.tokens()?.accessToken, tokens.accessToken)
    }

    func testTheServerEndsASession() async throws {
        let emulator = try Emulator.shared.get()
        let tokens = try await emulator.signIn()
        let session = try Session.fromTokens(config: emulator.config, tokens: tokens)
        let events = Events()
        session.onEvent(events)
        try await session.refresh()
        try await emulator.revoke(try XCTUnwrap(session.tokens()).accessToken)
        let error = await failure { try await session.refresh() }
        guard case .unauthenticated(let facts) = error else { return XCTFail("\(String(describing: error))") }
        XCTAssertTrue(facts.sessionIsDead)
        XCTAssertEqual(facts.oauthError, "invalid_grant")
        XCTAssertFalse(printed(facts).contains(tokens.refreshToken ?? "-"))
        try await eventually { await events.seen == [.refreshed, .ended(reason: .invalidGrant)] }
        XCTAssertNil(session.tokens())
        XCTAssertNil(session.claims())
    }

    func testAnOutageEndsNothing() async throws {
        let emulator = try Emulator()
        let config = Config(appId: "test-app", host: emulator.host, maxAttempts: 1)
        let session = try Session.fromTokens(config: config, tokens: try await emulator.signIn().expired)
        try await emulator.failNext("token", "unavailable")
        let error = await failure { try await session.accessToken() }
        XCTAssertEqual(error?.httpStatus, 503)
        XCTAssertEqual(error?.sessionIsDead, false)
        _ = try await session.accessToken()
    }

    func testSignOut() async throws {
        let emulator = try Emulator.shared.get()
        let store = MemoryStore()
        let session = try Session.fromTokens(config: emulator.config, tokens: try await emulator.signIn())
        try await session.useStore(store)
        let outcome = try await session.signOut()
        XCTAssertTrue(outcome.revoked && outcome.storeRemoved)
        XCTAssertNil(outcome.revokeError)
        XCTAssertNil(outcome.storeError)
        let stored = try await store.load()
        XCTAssertEqual(stored, .empty)
        XCTAssertNil(session.tokens())
        let url = session.endSessionUrl(postLogoutRedirectUri: "https://app.example")
        XCTAssertTrue(url.contains("post_logout_redirect_uri=https%3A%2F%2Fapp.example"))
        let error = await failure { try await session.accessToken() }
        guard case .unauthenticated(let facts) = error else { return XCTFail("\(String(describing: error))") }
        XCTAssertFalse(facts.sessionIsDead)
    }

    func testSignOutWithoutTheServer() async throws {
        let tokens = TokenSet(accessToken: "a", refreshToken: "r")
        let nobody = Config(appId: "test-app", host: "http://127.0.0.1:1", maxAttempts: 1)
        let session = try Session.fromTokens(config: nobody, tokens: tokens)
        let outcome = try await session.signOut(timeout: 5)
        XCTAssertFalse(outcome.revoked)
        guard case .network = outcome.revokeError else { return XCTFail("\(outcome)") }
        XCTAssertNil(session.tokens())
    }

    func testSignOutDuringARefresh() async throws {
        let emulator = try Emulator()
        let store = MemoryStore()
        let session = try Session.fromTokens(config: emulator.config, tokens: try await emulator.signIn())
        try await session.useStore(store)
        try await emulator.failNext("token", "slow", milliseconds: 300)
        let refresh = Task { try await session.refresh() }
        try await eventually { try await emulator.refreshes() == 1 }
        _ = try await session.signOut()
        let error = await failure { try await refresh.value }
        guard case .unauthenticated = error else { return XCTFail("\(String(describing: error))") }
        let stored = try await store.load()
        XCTAssertEqual(stored, .empty)
        XCTAssertNil(session.tokens())
    }

    func testAListenerMayUseTheSession() async throws {
        let emulator = try Emulator.shared.get()
        let session = try Session.fromTokens(config: emulator.config, tokens: try await emulator.signIn())
        let listener = Curious(session)
        session.onEvent(listener)
        try await session.refresh()
        try await eventually { await listener.token != nil }
        let token = await listener.token
        XCTAssertEqual(token, session.tokens()?.accessToken)
    }

    func testAListenerThatHangsHoldsUpNobody() async throws {
        let emulator = try Emulator.shared.get()
        let session = try Session.fromTokens(config: emulator.config, tokens: try await emulator.signIn())
        let listener = Sleeper()
        session.onEvent(listener)
        try await session.refresh(timeout: 5)
        _ = try await session.accessToken(timeout: 5)
        _ = try await session.client().profile(timeout: 5)
        try await eventually { await listener.asked }
        XCTAssertNotNil(session.tokens())
    }

    func testASessionHoldsItsListenerWeakly() async throws {
        let session = try Session.fromTokens(
            config: Config(appId: "test-app", host: "http://127.0.0.1:1"), tokens: TokenSet(accessToken: "a")
        )
        weak var gone: Curious?
        do {
            let listener = Curious(session)
            session.onEvent(listener)
            gone = listener
        }
        XCTAssertNil(gone)
        _ = try await session.signOut(timeout: 1)
    }
}

/// Remembers what it is told.
private actor Events: SessionListener {
    private(set) var seen: [SessionEvent] = []

    func onEvent(_ event: SessionEvent) {
        seen.append(event)
    }
}

/// Never comes back.
private actor Sleeper: SessionListener {
    private(set) var asked = false

    func onEvent(_ event: SessionEvent) async {
        asked = true
        try? await Task.sleep(nanoseconds: 60_000_000_000)
    }
}

/// Calls back.
private actor Curious: SessionListener {
    private let session: Session
    private(set) var token: String?

    init(_ session: Session) {
        self.session = session
    }

    func onEvent(_ event: SessionEvent) async {
        token = try? await session.accessToken()
    }
}
