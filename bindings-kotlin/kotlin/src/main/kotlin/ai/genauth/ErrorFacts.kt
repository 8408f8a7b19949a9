package ai.genauth

import ai.genauth.internal.ErrorRecord

/** Everything that is known about a failed call. Holds no token and no personal data. */
public data class ErrorFacts(
    /** What happened, for people. Never parse it. */
    val detail: String,
    /** What to do about it, in one line; may be empty. */
    val hint: String,
    /** HTTP status of the response. */
    val httpStatus: Int?,
    /** `statusCode` of the service's envelope; not an HTTP status, it also takes values such as 499 and 601. */
    val statusCode: Int?,
    /** `apiCode` of the envelope, such as `2020`: the service's own, finer error code. */
    val apiCode: String?,
    /** Id of the request, for the service's support. */
    val requestId: String?,
    /** How long the server asked to wait, in milliseconds. */
    val retryAfterMs: Long?,
    /** Whether the same call may succeed later. */
    val retryable: Boolean,
    /** Whether the service itself said that the session is over: only then sign the user out. */
    val sessionIsDead: Boolean,
    /** Error code of the OAuth standards, such as `invalid_token`, when the server gave one. */
    val oauthError: String?,
    /** How many requests were sent. */
    val attempts: Int,
)

internal fun ErrorRecord.toFacts(): ErrorFacts =
    ErrorFacts(
        detail = detail,
        hint = hint,
        httpStatus = httpStatus,
        statusCode = statusCode,
        apiCode = apiCode,
        requestId = requestId,
        retryAfterMs = retryAfterMs,
        retryable = retryable,
        sessionIsDead = sessionIsDead,
        oauthError = oauthError,
        attempts = attempts,
    )
