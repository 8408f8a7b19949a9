package ai.genauth

import ai.genauth.internal.ErrorRecord

/** A call failed. There is one subclass for each kind of error, with the same facts in each. */
public sealed class GenAuthException(
    /** All that is known, in one record. */
    public val facts: ErrorFacts,
) : Exception(facts.detail) {
    /** What happened, for people; the same as [message]. Never parse it. */
    public val detail: String
        get() = facts.detail

    /** What to do about it, in one line; may be empty. */
    public val hint: String
        get() = facts.hint

    /** HTTP status of the response. */
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

    /** Whether the same call may succeed later. */
    public val isRetryable: Boolean
        get() = facts.retryable

    /** Whether the service itself said that the session is over: only then sign the user out. */
    public val sessionIsDead: Boolean
        get() = facts.sessionIsDead

    /** Error code of the OAuth standards, such as `invalid_token`, when the server gave one. */
    public val oauthError: String?
        get() = facts.oauthError

    /** How many requests were sent. */
    public val attempts: Int
        get() = facts.attempts

    /** An argument is invalid, such as an access token with a line break. */
    public class InvalidArgument(
        facts: ErrorFacts,
    ) : GenAuthException(facts)

    /** The configuration is invalid; the detail names the key. */
    public class Config(
        facts: ErrorFacts,
    ) : GenAuthException(facts)

    /** There is no access token, or the server does not accept it. */
    public class Unauthenticated(
        facts: ErrorFacts,
    ) : GenAuthException(facts)

    /** The server knows the user and refuses. */
    public class Forbidden(
        facts: ErrorFacts,
    ) : GenAuthException(facts)

    /** Too many requests; [retryAfterMs] says how long to wait, when the server said so. */
    public class RateLimited(
        facts: ErrorFacts,
    ) : GenAuthException(facts)

    /** Any other error response, a redirect included. */
    public class Api(
        facts: ErrorFacts,
    ) : GenAuthException(facts)

    /** The server could not be reached: name resolution, connection, TLS, reset. */
    public class Network(
        facts: ErrorFacts,
    ) : GenAuthException(facts)

    /** A timeout expired; the detail names the phase. */
    public class Timeout(
        facts: ErrorFacts,
    ) : GenAuthException(facts)

    /** The server reported success, but its response holds no profile. */
    public class Decode(
        facts: ErrorFacts,
    ) : GenAuthException(facts)

    /** The application's token provider gave no token; the cause is what it threw. */
    public class TokenProvider(
        facts: ErrorFacts,
    ) : GenAuthException(facts)

    /** The user or the server refused a login, or the response does not belong to it; [oauthError] may say why. */
    public class Login(
        facts: ErrorFacts,
    ) : GenAuthException(facts)

    /** The session store failed, is locked, or holds another application's session. */
    public class Store(
        facts: ErrorFacts,
    ) : GenAuthException(facts)

    /** A bug in this library. */
    public class Internal(
        facts: ErrorFacts,
    ) : GenAuthException(facts)

    internal companion object {
        fun of(record: ErrorRecord): GenAuthException {
            val facts = record.toFacts()
            return when (record.kind) {
                "invalid_argument" -> InvalidArgument(facts)
                "config" -> Config(facts)
                "unauthenticated" -> Unauthenticated(facts)
                "forbidden" -> Forbidden(facts)
                "rate_limited" -> RateLimited(facts)
                "api" -> Api(facts)
                "network" -> Network(facts)
                "timeout" -> Timeout(facts)
                "decode" -> Decode(facts)
                "token_provider" -> TokenProvider(facts).apply { initCause(record.thrown()) }
                "login" -> Login(facts)
                "store" -> Store(facts)
                else -> Internal(facts)
            }
        }

        /** What the token provider threw. */
        private fun ErrorRecord.thrown(): Throwable? = providerFailure?.let(ProviderFailures::take)
    }
}
