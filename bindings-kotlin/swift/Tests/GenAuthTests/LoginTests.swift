import Foundation
import GenAuth
import XCTest

/// Logins: from the URL to the session.
final class LoginTests: XCTestCase, @unchecked Sendable {
    private let redirect = "http://127.0.0.1/callback"

    private func begin(_ emulator: Emulator) throws -> Login {
        let options = LoginOptions(redirectUri: redirect, loginHint: "test@example.com")
        return try Login.begin(config: emulator.config, options: options)
    }

    private func query(_ url: String) -> [String: String] {
        let items = URLComponents(string: url.replacingOccurrences(of: "+", with: "%20"))?.queryItems ?? []
        return Dictionary(uniqueKeysWithValues: items.map { ($0.name, $0.value ?? "") })
    }

    func testTheUrlAsksForWhatTheOptionsSay() throws {
        let emulator = try Emulator.shared.get()
        let options = LoginOptions(
            redirectUri: redirect, scopes: ["openid", "email"], prompt: "login", loginHint: "bob@example.com",
            uiLocales: "en-US", tenantId: "tenant", extra: ["brand": "blue"]
        )
        let url = try Login.begin(config: emulator.config, options: options).url
        XCTAssertTrue(url.hasPrefix("\(emulator.host)/oidc/auth?"), url)
        let asked = query(url)
        let expected = [
            "client_id": "test-app", "redirect_uri": redirect, "response_type": "code", "scope": "openid email",
            "prompt": "login", "login_hint": "bob@example.com", "ui_locales": "en-US", "tenant_id": "tenant",
            "brand": "blue", "code_challenge_method": "S256",
        ]
        for (key, value) in expected { XCTAssertEqual(asked[key], value, key) }
        XCTAssertFalse(printed(options).contains("bob@example.com"))
    }

    func testAWholeLoginInAnotherProcess() async throws {
        let emulator = try Emulator.shared.get()
        let kept = try begin(emulator).toJson()
        let login = try Login.fromJson(config: emulator.config, json: kept)
        let session = try await login.finish(url: try await emulator.authorize(login.url))
        let claims = try XCTUnwrap(session.claims())
        XCTAssertEqual(claims.verifiedBy, .jwks)
        struct Email: Decodable { let email: String }
        XCTAssertEqual(try claims.decode(Email.self).email, "test@example.com")
        let profile = try await session.client().profile()
        XCTAssertEqual(profile.userId, claims.subject)

        let state = try XCTUnwrap(query(login.url)["state"])
        let tokens = try XCTUnwrap(session.tokens())
        for shown in [login as Any, session, claims, tokens] {
            let printed = printed(shown)
            for secret in [state, tokens.accessToken, tokens.refreshToken ?? "", "test@example.com"] {
                XCTAssertFalse(printed.contains(secret), printed)
            }
        }
    }

    func testALoginServesOnce() async throws {
        let emulator = try Emulator.shared.get()
        let login = try begin(emulator)
        let back = try await emulator.authorize(login.url)
        _ = try await login.finish(url: back)
        let error = await failure { try await login.finish(url: back) }
        guard case .login(let facts) = error else { return XCTFail("\(String(describing: error))") }
        XCTAssertEqual(facts.detail, "the login has ended already")
        XCTAssertEqual(facts.attempts, 0)
    }

    func testARefusalSaysWhy() async throws {
        let login = try begin(try Emulator.shared.get())
        let state = try XCTUnwrap(query(login.url)["state"])
        let foreign = await failure { try await login.finish(url: "\(redirect)?code=c&state=other") }
        guard case .login = foreign else { return XCTFail("\(String(describing: foreign))") }
        let refused = await failure { try await login.finish(url: "\(redirect)?error=access_denied&state=\(state)") }
        guard case .login(let facts) = refused else { return XCTFail("\(String(describing: refused))") }
        XCTAssertEqual(facts.oauthError, "access_denied")
        XCTAssertEqual(refused?.sessionIsDead, false)
    }

    func testAnApplicationWithASecret() async throws {
        let emulator = try Emulator()
        _ = try await emulator.ask(
            "oidc/applications",
            body: ["app_id": "web", "app_secret": "s3cret", "redirect_uris": [redirect], "id_token_alg": "HS256"]
        )
        let options = LoginOptions(redirectUri: redirect, loginHint: "test@example.com")
        for method in [ClientAuth.post, .basic] {
            let config = Config(appId: "web", host: emulator.host, appSecret: "s3cret", clientAuth: method)
            let login = try Login.begin(config: config, options: options)
            let session = try await login.finish(url: try await emulator.authorize(login.url))
            XCTAssertEqual(session.claims()?.verifiedBy, .secret)
            try await session.refresh()
            XCTAssertFalse(printed(config).contains("s3cret"))
        }
        let wrong = Config(appId: "web", host: emulator.host, appSecret: "wr0ng")
        let login = try Login.begin(config: wrong, options: options)
        let back = try await emulator.authorize(login.url)
        let error = await failure { try await login.finish(url: back) }
        guard case .config(let facts) = error else { return XCTFail("\(String(describing: error))") }
        XCTAssertFalse(facts.detail.contains("wr0ng"), facts.detail)
    }

    func testWhatIsNoLogin() throws {
        let emulator = try Emulator.shared.get()
        XCTAssertThrowsError(try Login.fromJson(config: emulator.config, json: #"{"state":"s3cret"}"#)) { error in
            guard case GenAuthError.invalidArgument(let facts) = error else { return XCTFail("\(error)") }
            XCTAssertFalse(facts.detail.contains("s3cret"), facts.detail)
        }
        XCTAssertThrowsError(try Login.begin(config: emulator.config, options: LoginOptions(redirectUri: ""))) {
            error in
            guard case GenAuthError.invalidArgument = error else { return XCTFail("\(error)") }
        }
    }

    func testCancellingWhileTheCodeIsExchanged() async throws {
        let emulator = try Emulator()
        let login = try begin(emulator)
        let back = try await emulator.authorize(login.url)
        try await emulator.failNext("token", "slow", milliseconds: 60_000)
        let task = Task { try await login.finish(url: back) }
        try await eventually { try await emulator.requests(prefix: "/oidc/token").contains("pending") }
        task.cancel()
        do {
            _ = try await task.value
            XCTFail("the login was finished")
        } catch is CancellationError {
            try await eventually { try await emulator.requests(prefix: "/oidc/token").contains("aborted") }
        }
    }
}
