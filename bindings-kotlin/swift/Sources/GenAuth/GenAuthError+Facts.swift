import Foundation

extension GenAuthError {
    /// What is known about the failure, whatever its kind.
    public var facts: ErrorFacts {
        switch self {
        case .invalidArgument(let facts), .config(let facts), .unauthenticated(let facts), .forbidden(let facts),
            .rateLimited(let facts), .api(let facts), .network(let facts), .timeout(let facts),
            .cancelled(let facts), .decode(let facts), .tokenProvider(let facts), .internal(let facts):
            return facts
        }
    }

    /// What happened, for people. Never parse it.
    public var detail: String { facts.detail }

    /// What to do about it, in one line; may be empty.
    public var hint: String { facts.hint }

    /// HTTP status of the answer.
    public var httpStatus: Int32? { facts.httpStatus }

    /// `statusCode` of the service's envelope; not an HTTP status.
    public var statusCode: Int32? { facts.statusCode }

    /// `apiCode` of the envelope, such as `2020`: the service's own, finer error code.
    public var apiCode: String? { facts.apiCode }

    /// Id of the request, for the service's support.
    public var requestId: String? { facts.requestId }

    /// How long the server asked to wait, in milliseconds.
    public var retryAfterMs: Int64? { facts.retryAfterMs }

    /// Whether the same call may succeed later. The library has then already repeated it.
    public var isRetryable: Bool { facts.retryable }

    /// Whether the server itself said that the session is over: only then sign the user out.
    public var sessionIsDead: Bool { facts.sessionIsDead }

    /// How many requests were sent.
    public var attempts: Int32 { facts.attempts }
}

extension GenAuthError: LocalizedError {
    public var errorDescription: String? { detail }

    public var recoverySuggestion: String? { hint.isEmpty ? nil : hint }
}
