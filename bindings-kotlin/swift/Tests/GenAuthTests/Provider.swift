import Foundation
import GenAuth

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The emulator's OpenID provider.
extension Emulator {
    /// Of the application that is always there.
    var config: Config { Config(appId: "test-app", host: host) }

    /// Signs the documented user in without a browser.
    func signIn() async throws -> TokenSet {
        let tokens = try await ask("oidc/sign-in", body: ["user": "test@example.com"])
        return try TokenSet.fromJson(String(decoding: tokens, as: UTF8.self))
    }

    /// Does what a browser does with the URL of a login, and returns the URL to which it is sent back.
    func authorize(_ url: String) async throws -> String {
        guard let redirect = try await load(URLRequest(url: URL(string: url)!)).redirect else {
            throw Failure("the emulator shows a page: give the login a hint that names a user")
        }
        return redirect
    }

    /// Ends an access token or a refresh token, and nothing else.
    func expire(_ token: String) async throws {
        _ = try await ask("oidc/expire", body: ["token": token])
    }

    /// Ends the sign-in that a token comes from, as an administrator does.
    func revoke(_ token: String) async throws {
        _ = try await ask("oidc/revoke", body: ["token": token])
    }

    /// Lets the next request to an endpoint fail.
    func failNext(_ endpoint: String, _ kind: String, milliseconds: Int? = nil) async throws {
        var failure: [String: Any] = ["kind": kind]
        failure["milliseconds"] = milliseconds
        _ = try await ask("oidc/failures", body: ["endpoint": endpoint, "failure": failure])
    }

    /// How often tokens were refreshed.
    func refreshes() async throws -> Int? {
        try JSONDecoder().decode([String: Int].self, from: try await ask("oidc/requests"))["refreshes"]
    }
}

extension TokenSet {
    /// The same tokens, but the time of the access token is over.
    var expired: TokenSet {
        TokenSet(
            accessToken: accessToken, refreshToken: refreshToken, idToken: idToken,
            expiresAt: Date(timeIntervalSinceNow: -10), scope: scope
        )
    }
}
