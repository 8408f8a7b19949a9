package ai.genauth

/** What is known about every [GenAuthException], whatever its kind. */
public abstract class GenAuthFailure internal constructor() : Exception() {
    /** All that is known, in one record. */
    public abstract val facts: ErrorFacts

    /** What happened, for people; the same text as [message]. Never parse it. */
    public val detail: String
        get() = facts.detail

    /** What to do about it, in one line; may be empty. */
    public val hint: String
        get() = facts.hint

    /** HTTP status of the answer. */
    public val httpStatus: Int?
        get() = facts.httpStatus

    /** `statusCode` of the service's envelope; not an HTTP status, it also takes values such as 499 and 601. */
    public val statusCode: Int?
        get() = facts.statusCode

    /** `apiCode` of the envelope, such as `2020`: the service's own, finer error code. */
    public val apiCode: String?
        get() = facts.apiCode

    /** Id of the request, for the service's support. */
    public val requestId: String?
        get() = facts.requestId

    /** How long the server asked to wait, in milliseconds. */
    public val retryAfterMs: Long?
        get() = facts.retryAfterMs

    /** Whether the same call may succeed later. The library has then already repeated it. */
    public val isRetryable: Boolean
        get() = facts.retryable

    /** Whether the server itself said that the session is over: only then sign the user out. */
    public val sessionIsDead: Boolean
        get() = facts.sessionIsDead

    /** How many requests were sent. */
    public val attempts: Int
        get() = facts.attempts
}
