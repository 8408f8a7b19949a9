package ai.genauth

import java.util.Collections

/** A panic of the native half, in the place of uniffi's own exception. */
@Suppress("ktlint:standard:function-naming", "FunctionName")
internal fun InternalException(message: String): GenAuthException.Internal =
    GenAuthException.Internal(
        ErrorFacts(
            detail = "internal error: $message",
            hint = "This is a bug in genauth: please report it with this message.",
            httpStatus = null,
            statusCode = null,
            apiCode = null,
            requestId = null,
            retryAfterMs = null,
            retryable = false,
            sessionIsDead = false,
            attempts = 0,
        ),
    )

/** Java could change any other list. */
internal inline fun <T> unmodifiableList(
    size: Int,
    item: (Int) -> T,
): List<T> = Collections.unmodifiableList(List(size, item))
