package ai.genauth

/** What is known about the failure, whatever its kind. */
public val GenAuthException.facts: ErrorFacts
    get() =
        when (this) {
            is GenAuthException.InvalidArgument -> facts
            is GenAuthException.Config -> facts
            is GenAuthException.Unauthenticated -> facts
            is GenAuthException.Forbidden -> facts
            is GenAuthException.RateLimited -> facts
            is GenAuthException.Api -> facts
            is GenAuthException.Network -> facts
            is GenAuthException.Timeout -> facts
            is GenAuthException.Cancelled -> facts
            is GenAuthException.Decode -> facts
            is GenAuthException.TokenProvider -> facts
            is GenAuthException.Internal -> facts
        }

/** What happened, for people; the same text as `message`. Never parse it. */
public val GenAuthException.detail: String
    get() = facts.detail

/** What to do about it, in one line; may be empty. */
public val GenAuthException.hint: String
    get() = facts.hint

/** HTTP status of the answer. */
public val GenAuthException.httpStatus: Int?
    get() = facts.httpStatus

/** `statusCode` of the service's envelope; not an HTTP status. */
public val GenAuthException.statusCode: Int?
    get() = facts.statusCode

/** `apiCode` of the envelope, such as `2020`: the service's own, finer error code. */
public val GenAuthException.apiCode: String?
    get() = facts.apiCode

/** Id of the request, for the service's support. */
public val GenAuthException.requestId: String?
    get() = facts.requestId

/** How long the server asked to wait, in milliseconds. */
public val GenAuthException.retryAfterMs: Long?
    get() = facts.retryAfterMs

/** Whether the same call may succeed later. The library has then already repeated it. */
public val GenAuthException.isRetryable: Boolean
    get() = facts.retryable

/** Whether the server itself said that the session is over: only then sign the user out. */
public val GenAuthException.sessionIsDead: Boolean
    get() = facts.sessionIsDead

/** How many requests were sent. */
public val GenAuthException.attempts: Int
    get() = facts.attempts
