import Foundation
internal import GenAuthFFI

/// A client for one GenAuth application.
///
/// Make one and keep it: any number of threads and tasks may use it at once, and they share its connections. It takes
/// its access token from one source: the configuration or ``setAccessToken(token:)``, a ``Session``, or a
/// ``TokenProvider``. A token that a call brings wins over it.
public final class GenAuthClient: GenAuthClientProtocol {
    private let native: Client

    /// Makes a client. Performs no I/O except reading `caFile`.
    ///
    /// - Throws: ``GenAuthError/config(facts:)`` when a key of the configuration is invalid; the detail names it.
    public init(config: Config) throws {
        native = try crossing { try Client(language: .swift, config: config.record) }
    }

    /// Makes a client that takes its tokens from a session, with a configuration of its own.
    /// ``Session/client()`` makes one with the session's.
    ///
    /// - Throws: ``GenAuthError/config(facts:)`` when a key of the configuration is invalid; the detail names it.
    public convenience init(config: Config, session: Session) throws {
        try self.init(config: config)
        native.useSession(session: session.native)
    }

    /// Makes a client that asks the application for the token of each call. It keeps the provider as long as it lives.
    ///
    /// - Throws: ``GenAuthError/config(facts:)`` when a key of the configuration is invalid; the detail names it.
    public convenience init(config: Config, provider: any TokenProvider) throws {
        try self.init(config: config)
        native.useProvider(provider: ProviderBridge(provider))
    }

    init(_ native: Client) {
        self.native = native
    }

    public func setAccessToken(token: String?) throws {
        try crossing { try native.setAccessToken(token: token) }
    }

    public func profile(
        _ options: ProfileOptions, accessToken: String?, timeout: TimeInterval?
    ) async throws -> Profile {
        let call = CallRecord(options, accessToken: accessToken, timeout: timeout)
        return try await cancellable { cancel in
            Profile(try await native.getProfileCancellable(call: call, cancel: cancel))
        }
    }

    public func getProfileBlocking(
        options: ProfileOptions, accessToken: String?, timeout: TimeInterval?
    ) throws -> Profile {
        let call = CallRecord(options, accessToken: accessToken, timeout: timeout)
        return try crossing { Profile(try native.getProfileBlocking(call: call)) }
    }
}
