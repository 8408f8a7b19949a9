import Foundation
internal import GenAuthFFI

/// A signed-in user of one application: tokens that refresh themselves, are saved, and can be ended.
///
/// Any number of threads and tasks may use it at once, and share one refresh. Cancelling a task that waits for the
/// refresh leaves the refresh alone.
public final class Session: Sendable {
    let native: GenAuthFFI.Session

    init(_ native: GenAuthFFI.Session) {
        self.native = native
    }

    /// Makes a session of tokens that the application has. Performs no I/O except reading `caFile`.
    ///
    /// - Throws: ``GenAuthError/config(facts:)`` names the invalid key; ``GenAuthError/invalidArgument(facts:)`` says
    ///   that a token cannot be sent in a header.
    public static func fromTokens(config: Config, tokens: TokenSet) throws -> Session {
        Session(
            try crossing {
                try GenAuthFFI.Session.fromTokens(language: .swift, config: config.record, tokens: tokens.record)
            }
        )
    }

    /// Takes up the session that a store holds, and keeps it there; `nil` if the store is empty.
    ///
    /// - Throws: ``GenAuthError/store(facts:)`` when the store fails, is locked, or holds another application's
    ///   session; ``GenAuthError/config(facts:)`` names the invalid key.
    public static func open(config: Config, store: any SessionStore) async throws -> Session? {
        let store = nativeStore(store)
        return try await onThread {
            let native = try crossing { try openSession(language: .swift, config: config.record, store: store) }
            return native.map(Session.init)
        }
    }

    /// Keeps the session in a store from now on, and saves it there at once, in the place of what the store holds.
    ///
    /// - Throws: ``GenAuthError/store(facts:)`` when that fails. The store is used all the same: the session tries to
    ///   save again at its next call.
    public func useStore(_ store: any SessionStore) async throws {
        let store = nativeStore(store)
        let session = native
        try await onThread { try crossing { try session.useStore(store: store) } }
    }

    /// Makes a client for this session, with its configuration.
    public func client() -> GenAuthClient {
        GenAuthClient(native.client())
    }

    /// Returns a token that is fit for use, for requests of the application's own. It is refreshed first if it has
    /// expired, and in the background if it is about to.
    ///
    /// - Parameter timeout: Seconds for the whole call, instead of the configuration's timeout; zero means no limit.
    /// - Throws: ``GenAuthError``; only ``GenAuthError/sessionIsDead`` says that the user has to sign in again.
    public func accessToken(timeout: TimeInterval? = nil) async throws -> String {
        try await cancellable { try await native.accessToken(timeout: timeout, cancel: $0) }
    }

    /// Returns a token other than `rejected`, which a server of the application's own has refused: the one that somebody
    /// got since, else that of a refresh. However many requests were refused with one token, it is refreshed once.
    ///
    /// - Parameter rejected: The token that was refused.
    /// - Parameter timeout: Seconds for the whole call, instead of the configuration's timeout; zero means no limit.
    /// - Throws: ``GenAuthError``; only ``GenAuthError/sessionIsDead`` says that the user has to sign in again.
    public func accessToken(after rejected: String, timeout: TimeInterval? = nil) async throws -> String {
        try await cancellable {
            try await native.accessTokenAfter(rejected: rejected, timeout: timeout, cancel: $0)
        }
    }

    /// Refreshes the tokens now. A refresh in progress counts.
    ///
    /// - Parameter timeout: Seconds for the whole call, instead of the configuration's timeout; zero means no limit.
    /// - Throws: ``GenAuthError``; only ``GenAuthError/sessionIsDead`` says that the user has to sign in again.
    public func refresh(timeout: TimeInterval? = nil) async throws {
        try await cancellable { try await native.refresh(timeout: timeout, cancel: $0) }
    }

    /// The tokens as they are, without I/O; `nil` once the session has ended.
    public func tokens() -> TokenSet? {
        native.tokens().map(TokenSet.init)
    }

    /// What the ID token says about the user; `nil` without an ID token, and once the session has ended.
    public func claims() -> Claims? {
        native.claims().map(Claims.init)
    }

    /// Signs the user out: wipes the tokens from memory and store in any case, and revokes them if the server can be
    /// reached.
    ///
    /// - Parameter timeout: Seconds for the whole call, instead of the configuration's timeout; zero means no limit.
    /// - Returns: What was achieved, and why the rest was not.
    public func signOut(timeout: TimeInterval? = nil) async throws -> SignOut {
        try await cancellable { SignOut(try await native.signOut(timeout: timeout, cancel: $0)) }
    }

    /// Returns where to send the browser to end its own session with the server, before or after ``signOut(timeout:)``.
    ///
    /// - Parameter postLogoutRedirectUri: Where the browser goes then: one of the logout URLs that the console lists.
    public func endSessionUrl(postLogoutRedirectUri: String? = nil) -> String {
        native.endSessionUrl(postLogoutRedirectUri: postLogoutRedirectUri)
    }

    /// Tells a listener what happens from now on, instead of the one before. The session holds it weakly, as it would a
    /// delegate.
    public func onEvent(_ listener: any SessionListener) {
        native.onEvent(listener: ListenerBridge(listener))
    }
}
