import Foundation
import GenAuth

/// A call of a session, or of something that it makes.
struct OfSession: Method {
    /// The result is JSON.
    typealias Call = @Sendable (Session, TimeInterval?) async throws -> String

    private let tokens: String?
    private let timeout: TimeInterval?
    private let atOnce: Int
    private let watch: Watch
    private let call: Call

    init(_ arguments: inout Members, _ call: @escaping Call) throws {
        tokens = try arguments.text("tokens")
        timeout = try arguments.seconds("timeout_ms")
        atOnce = try arguments.take("at_once", Int.self) ?? 1
        watch = try Watch(&arguments)
        self.call = call
    }

    func play(_ config: Config, _ calls: Calls) async throws -> String {
        try await watch.outcome {
            guard let session = try await session(config) else { return "null" }
            return try await calls.make(atOnce: atOnce) { try await call(session, timeout) }
        }
    }

    private func session(_ config: Config) async throws -> Session? {
        guard let tokens else {
            guard let store = watch.store else { return nil }
            let session = try await Session.open(config: config, store: store)
            session?.onEvent(watch.listener)
            return session
        }
        let session = try Session.fromTokens(config: config, tokens: try TokenSet.fromJson(tokens))
        await watch.begin(session)
        return session
    }
}

@Sendable func accessToken(_ session: Session, _ timeout: TimeInterval?) async throws -> String {
    try json(try await session.accessToken(timeout: timeout))
}

@Sendable func refresh(_ session: Session, _ timeout: TimeInterval?) async throws -> String {
    try await session.refresh(timeout: timeout)
    return "null"
}

@Sendable func signOut(_ session: Session, _ timeout: TimeInterval?) async throws -> String {
    let outcome = try await session.signOut(timeout: timeout)
    let revokeError = try outcome.revokeError.map(facts) ?? "null"
    let storeError = try outcome.storeError.map(facts) ?? "null"
    return "{\"revoked\":\(outcome.revoked),\"store_removed\":\(outcome.storeRemoved),"
        + "\"revoke_error\":\(revokeError),\"store_error\":\(storeError)}"
}

@Sendable func sessionProfile(_ session: Session, _ timeout: TimeInterval?) async throws -> String {
    try await session.client().profile(ProfileOptions(), accessToken: nil, timeout: timeout).toJson()
}

/// It sends nothing, so there is no time to limit.
func endSessionUrl(_ postLogoutRedirectUri: String?) -> OfSession.Call {
    { session, _ in try json(session.endSessionUrl(postLogoutRedirectUri: postLogoutRedirectUri)) }
}
