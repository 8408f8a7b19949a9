import Foundation
internal import GenAuthFFI

/// A login with an authorization code and PKCE that has begun: show the user ``url`` in a browser, then
/// ``finish(url:timeout:)`` with the URL that the browser was sent back to.
///
/// It serves once, for ten minutes. ``toJson()`` writes it down, and ``fromJson(config:json:)`` takes it up again: the
/// system may end an application while the browser is in front.
public final class Login: Sendable {
    private let native: GenAuthFFI.Login

    private init(_ native: GenAuthFFI.Login) {
        self.native = native
    }

    /// Begins a login. Performs no I/O except reading `caFile`.
    ///
    /// - Throws: ``GenAuthError/config(facts:)`` names the invalid key, ``GenAuthError/invalidArgument(facts:)`` the
    ///   invalid option.
    public static func begin(config: Config, options: LoginOptions) throws -> Login {
        Login(
            try crossing {
                try GenAuthFFI.Login.begin(language: .swift, config: config.record, options: options.record)
            }
        )
    }

    /// Takes up a login that was written down. The configuration must name the same application.
    ///
    /// - Throws: ``GenAuthError/invalidArgument(facts:)`` when the JSON is not what ``toJson()`` returned.
    public static func fromJson(config: Config, json: String) throws -> Login {
        Login(
            try crossing { try GenAuthFFI.Login.fromJson(language: .swift, config: config.record, json: json) }
        )
    }

    /// Where to send the user's browser.
    public var url: String { native.url() }

    /// The login as a JSON object, without the configuration. A secret until the login has ended: it proves that the
    /// code is this application's.
    public func toJson() -> String { native.toJson() }

    /// Ends the login with the URL that the browser was sent back to. Cancelling the task closes the connection and
    /// throws `CancellationError`.
    ///
    /// - Parameters:
    ///   - url: The whole URL, or its query alone.
    ///   - timeout: Seconds for the whole call, instead of the configuration's timeout; zero means no limit.
    /// - Throws: ``GenAuthError/login(facts:)`` when the user or the server refused, with ``GenAuthError/oauthError``,
    ///   when the URL belongs to another login, or when the ID token is not what it must be. An error that says nothing
    ///   of the login itself, such as one of the network before anything was sent, leaves it open.
    public func finish(url: String, timeout: TimeInterval? = nil) async throws -> Session {
        try await cancellable { cancel in
            Session(try await native.finish(url: url, timeout: timeout, cancel: cancel))
        }
    }
}
