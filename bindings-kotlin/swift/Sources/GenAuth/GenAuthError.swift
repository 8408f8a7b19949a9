import Foundation
internal import GenAuthFFI

/// A call failed. There is one case for each kind of error, with the same facts in each.
public enum GenAuthError: Error, Hashable, Sendable {
    /// An argument is invalid, such as an access token with a line break.
    case invalidArgument(facts: ErrorFacts)
    /// The configuration is invalid; the detail names the key.
    case config(facts: ErrorFacts)
    /// There is no access token, or the server does not accept it.
    case unauthenticated(facts: ErrorFacts)
    /// The server knows the user and refuses.
    case forbidden(facts: ErrorFacts)
    /// Too many requests; the facts say how long to wait, when the server said so.
    case rateLimited(facts: ErrorFacts)
    /// Any other error response, a redirect included.
    case api(facts: ErrorFacts)
    /// The server could not be reached: name resolution, connection, TLS, reset.
    case network(facts: ErrorFacts)
    /// A timeout expired; the detail names the phase.
    case timeout(facts: ErrorFacts)
    /// The server reported success, but its response holds no profile.
    case decode(facts: ErrorFacts)
    /// The application's own token provider gave no token; ``ErrorFacts/underlyingError`` is what it threw.
    case tokenProvider(facts: ErrorFacts)
    /// The user or the server refused the sign-in, or its response does not belong to it.
    case login(facts: ErrorFacts)
    /// The application's session store failed, is locked, or holds another application's session.
    case store(facts: ErrorFacts)
    /// A bug in this library.
    case `internal`(facts: ErrorFacts)

    init(_ record: ErrorRecord) {
        let facts = ErrorFacts(record)
        switch record.kind {
        case "invalid_argument": self = .invalidArgument(facts: facts)
        case "config": self = .config(facts: facts)
        case "unauthenticated": self = .unauthenticated(facts: facts)
        case "forbidden": self = .forbidden(facts: facts)
        case "rate_limited": self = .rateLimited(facts: facts)
        case "api": self = .api(facts: facts)
        case "network": self = .network(facts: facts)
        case "timeout": self = .timeout(facts: facts)
        case "decode": self = .decode(facts: facts)
        case "token_provider": self = .tokenProvider(facts: facts)
        case "login": self = .login(facts: facts)
        case "store": self = .store(facts: facts)
        default: self = .internal(facts: facts)
        }
    }

    /// What is known about the failure, whatever its kind.
    public var facts: ErrorFacts {
        switch self {
        case .invalidArgument(let facts), .config(let facts), .unauthenticated(let facts), .forbidden(let facts),
            .rateLimited(let facts), .api(let facts), .network(let facts), .timeout(let facts), .decode(let facts),
            .tokenProvider(let facts), .login(let facts), .store(let facts), .internal(let facts):
            return facts
        }
    }

    /// What happened, for people. Never parse it.
    public var detail: String { facts.detail }

    /// What to do about it, in one line; may be empty.
    public var hint: String { facts.hint }

    /// HTTP status of the response.
    public var httpStatus: Int32? { facts.httpStatus }

    /// `statusCode` of the service's envelope; not an HTTP status, it also takes values such as 499 and 601.
    public var statusCode: Int32? { facts.statusCode }

    /// `apiCode` of the envelope, such as `2020`: the service's own, finer error code.
    public var apiCode: String? { facts.apiCode }

    /// Id of the request, for the service's support.
    public var requestId: String? { facts.requestId }

    /// How long the server asked to wait, in milliseconds.
    public var retryAfterMs: Int64? { facts.retryAfterMs }

    /// Whether the same call may succeed later.
    public var isRetryable: Bool { facts.retryable }

    /// Whether the service itself said that the session is over: only then sign the user out.
    public var sessionIsDead: Bool { facts.sessionIsDead }

    /// Error code of the OAuth standards, such as `access_denied` or `invalid_grant`, when the server gave one.
    public var oauthError: String? { facts.oauthError }

    /// How many requests were sent.
    public var attempts: Int32 { facts.attempts }
}

extension GenAuthError: LocalizedError {
    /// The ``detail``.
    public var errorDescription: String? { detail }

    /// The ``hint``, if there is one.
    public var recoverySuggestion: String? { hint.isEmpty ? nil : hint }
}
