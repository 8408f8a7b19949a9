package ai.genauth

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.future
import java.time.Duration
import java.util.concurrent.CompletableFuture
import kotlin.time.toJavaDuration

/**
 * The calls of a [GenAuthClient]: one for coroutines, one that blocks, one for Java's futures.
 *
 * All of them take the same arguments. A token or a time limit of a call stands in for the client's own; a time limit of
 * zero means none. They may be called from any number of threads at once, and throw [GenAuthException], or
 * [IllegalStateException] when the client is closed.
 */
public abstract class GenAuthCalls internal constructor() {
    internal abstract suspend fun ask(question: Question): Profile

    internal abstract fun askBlocking(question: Question): Profile

    /** Asks who the user is. Cancelling the coroutine closes the request's connection. */
    @Throws(GenAuthException::class)
    public suspend fun getProfile(
        options: ProfileOptions = ProfileOptions(),
        accessToken: String? = null,
        timeout: Duration? = null,
    ): Profile = ask(Question(options, accessToken, timeout))

    /** Asks who the user is, with a time limit in Kotlin's own kind of duration. */
    @Throws(GenAuthException::class)
    public suspend fun getProfile(
        options: ProfileOptions = ProfileOptions(),
        accessToken: String? = null,
        timeout: kotlin.time.Duration,
    ): Profile = getProfile(options, accessToken, timeout.toJavaDuration())

    /**
     * Asks who the user is and blocks the calling thread meanwhile: the fastest way to call, where blocking is fine.
     *
     * An interrupt of the thread is not noticed before the call ends; a future can be cancelled at any time.
     */
    @JvmOverloads
    @Throws(GenAuthException::class)
    public fun getProfileBlocking(
        options: ProfileOptions = ProfileOptions(),
        accessToken: String? = null,
        timeout: Duration? = null,
    ): Profile = askBlocking(Question(options, accessToken, timeout))

    /**
     * Asks who the user is, for Java: cancelling the future closes the request's connection.
     *
     * What depends on the future runs on a thread of [Dispatchers.Default]. It fails with a [GenAuthException], which
     * `get` wraps in an `ExecutionException` and `join` in a `CompletionException`.
     */
    @JvmOverloads
    public fun getProfileAsync(
        options: ProfileOptions = ProfileOptions(),
        accessToken: String? = null,
        timeout: Duration? = null,
    ): CompletableFuture<Profile> =
        CoroutineScope(Dispatchers.Default).future { getProfile(options, accessToken, timeout) }
}
