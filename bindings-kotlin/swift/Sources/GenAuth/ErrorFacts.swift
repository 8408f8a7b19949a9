internal import GenAuthFFI

/// Everything that is known about a failed call. Holds no token and no personal data.
public struct ErrorFacts: Hashable, Sendable {
    /// What happened, for people. Never parse it.
    public let detail: String
    /// What to do about it, in one line; may be empty.
    public let hint: String
    /// HTTP status of the response.
    public let httpStatus: Int32?
    /// `statusCode` of the service's envelope; not an HTTP status, it also takes values such as 499 and 601.
    public let statusCode: Int32?
    /// `apiCode` of the envelope, such as `2020`: the service's own, finer error code.
    public let apiCode: String?
    /// Id of the request, for the service's support.
    public let requestId: String?
    /// How long the server asked to wait, in milliseconds.
    public let retryAfterMs: Int64?
    /// Whether the same call may succeed later.
    public let retryable: Bool
    /// Whether the service itself said that the session is over: only then sign the user out.
    public let sessionIsDead: Bool
    /// Error code of the OAuth standards, such as `access_denied` or `invalid_grant`, when the server gave one.
    public let oauthError: String?
    /// How many requests were sent.
    public let attempts: Int32
    private let cause: Cause?

    /// What the application's own token provider threw. It takes no part in comparisons.
    public var underlyingError: (any Error)? { cause?.error }

    /// Makes the facts of an error, for stand-ins of a client.
    public init(
        detail: String,
        hint: String = "",
        httpStatus: Int32? = nil,
        statusCode: Int32? = nil,
        apiCode: String? = nil,
        requestId: String? = nil,
        retryAfterMs: Int64? = nil,
        retryable: Bool = false,
        sessionIsDead: Bool = false,
        oauthError: String? = nil,
        attempts: Int32 = 0,
        underlyingError: (any Error)? = nil
    ) {
        self.detail = detail
        self.hint = hint
        self.httpStatus = httpStatus
        self.statusCode = statusCode
        self.apiCode = apiCode
        self.requestId = requestId
        self.retryAfterMs = retryAfterMs
        self.retryable = retryable
        self.sessionIsDead = sessionIsDead
        self.oauthError = oauthError
        self.attempts = attempts
        cause = underlyingError.map(Cause.init)
    }

    init(_ record: ErrorRecord) {
        self.init(
            detail: record.detail,
            hint: record.hint,
            httpStatus: record.httpStatus,
            statusCode: record.statusCode,
            apiCode: record.apiCode,
            requestId: record.requestId,
            retryAfterMs: record.retryAfterMs,
            retryable: record.retryable,
            sessionIsDead: record.sessionIsDead,
            oauthError: record.oauthError,
            attempts: record.attempts,
            underlyingError: record.providerFailure.flatMap(ProviderFailures.shared.take)
        )
    }
}

/// An error of the application. All are equal to each other, since not every error can be compared.
struct Cause: Hashable, Sendable {
    let error: any Error

    static func == (_: Cause, _: Cause) -> Bool { true }

    func hash(into _: inout Hasher) {}
}
