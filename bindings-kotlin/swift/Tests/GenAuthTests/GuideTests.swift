import Foundation
import GenAuth
import XCTest

/// The code of docs/swift.md.
final class GuideTests: XCTestCase, @unchecked Sendable {
    private var config: Config {
        get throws { try Emulator.shared.get().config }
    }

    func testASessionIsKept() async throws {
        let emulator = try Emulator.shared.get()
        let config = try config
        let options = LoginOptions(redirectUri: "com.example.app:/callback", loginHint: "test@example.com")
        let begun = try Login.begin(config: config, options: options)
        let (kept, redirectedUrl) = (begun.toJson(), try await emulator.authorize(begun.url))
        let store = Keychain()

        let login = try Login.fromJson(config: config, json: kept)
        let session = try await login.finish(url: redirectedUrl)
        try await session.useStore(store)
        let profile = try await session.client().profile()
        XCTAssertEqual(profile.email, "test@example.com")

        let again = try await Session.open(config: config, store: store)
        XCTAssertEqual(again?.tokens(), session.tokens())
        let listener = Listener()
        try await end(session, listener)
        try await eventually { await listener.seen == [.signedOut] }
        let left = try await store.load()
        XCTAssertEqual(left, .empty)
    }

    private func end(_ session: Session, _ listener: Listener) async throws {
        session.onEvent(listener)  // an actor or a Sendable class; held weakly
        let outcome = try await session.signOut()
        if !outcome.revoked { report(outcome.revokeError) }
        open(session.endSessionUrl(postLogoutRedirectUri: "com.example.app:/goodbye"))
    }

    func testNobodyIsSignedIn() async throws {
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        let config = try config
        func start() async throws {
            guard let session = try await Session.open(config: config, store: FileStore(path: path)) else {
                return showSignIn()
            }
            XCTFail("\(session)")
        }
        try await start()
    }

    func testALoginBegins() throws {
        let config = try config
        let login = try Login.begin(config: config, options: LoginOptions(redirectUri: "com.example.app:/callback"))
        save(login.toJson())  // a secret, until the login has ended
        open(login.url)  // ASWebAuthenticationSession on Apple's systems
    }

    func testTokensAreFetchedOnce() async throws {
        let client = try GenAuthClient(config: config, provider: Tokens())
        for _ in 0..<3 { _ = try await client.profile() }
    }

    func testAClientIsMade() throws {
        let client = try GenAuthClient(config: Config(appId: "APP_ID", host: "https://example.genauth.ai"))
        try client.setAccessToken(token: token)
    }

    func testTheProfile() async throws {
        let client = try GenAuthClient(config: config)
        try client.setAccessToken(token: token)
        let profile = try await client.profile(.init(withCustomData: true, withIdentities: true))
        print(profile.userId, profile.email ?? "-")
        XCTAssertNotNil(profile.customData)
    }

    func testJsonOfOnesOwn() throws {
        let profile = Profile(userId: "u", customData: Json(#"{"plan":"gold"}"#))

        struct CustomData: Decodable { let plan: String }
        let plan = try profile.customData?.decode(CustomData.self).plan

        struct User: Decodable {
            let userId: String
            let customData: CustomData?
        }
        let user = try profile.decode(User.self)  // the whole profile, by the service's own names

        XCTAssertEqual(user.customData?.plan, plan)
    }

    func testWhatFails() async throws {
        let client = try GenAuthClient(config: config)
        try await call(client)
    }

    private func call(_ client: GenAuthClient) async throws {
        do {
            show(try await client.profile())
        } catch GenAuthError.rateLimited(let facts) {
            showRetry(afterMs: facts.retryAfterMs ?? 1_000)
        } catch let error as GenAuthError where error.sessionIsDead {
            signOut()
        } catch let error as GenAuthError {
            report(error.detail, error.hint, error.requestId)
        }
    }
}

actor Keychain: SessionStore {
    private var item: String?

    func load() throws -> LoadOutcome {
        item.map { .record(SessionRecord(json: $0)) } ?? .empty
    }

    func save(_ record: SessionRecord, expected: UInt64) throws -> SaveOutcome {
        let stored = item.map { SessionRecord(json: $0) }
        guard stored?.generation ?? 0 == expected else { return .conflict(stored) }
        item = record.json
        return .saved
    }

    func remove() throws {
        item = nil
    }
}

actor Tokens: TokenProvider {
    private var current = ""

    func token(rejected: String?) async throws -> String {
        if current.isEmpty || rejected == current { current = try await fetchToken() }
        return current
    }
}

private actor Listener: SessionListener {
    private(set) var seen: [SessionEvent] = []

    func onEvent(_ event: SessionEvent) { seen.append(event) }
}

// What an application has.

private func fetchToken() async throws -> String { token }

private func save(_ json: String) { XCTAssertTrue(json.hasPrefix("{")) }

private func open(_ url: String) { XCTAssertNotNil(URL(string: url)) }

private func showSignIn() {}

private func show(_ profile: Profile) { XCTFail("\(profile)") }

private func showRetry(afterMs: Int64) { XCTFail("\(afterMs)") }

private func signOut() { XCTFail("nothing said that the session is over") }

private func report(_ error: GenAuthError?) { XCTAssertNil(error) }

private func report(_ detail: String, _ hint: String, _ requestId: String?) {
    XCTAssertFalse(detail.isEmpty || hint.isEmpty)
}
