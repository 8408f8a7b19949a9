package ai.genauth

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.await
import kotlinx.coroutines.runInterruptible
import java.util.concurrent.CompletionStage
import java.util.function.Function

/** The application's own source of access tokens, for applications that hold the tokens themselves. */
public fun interface TokenProvider {
    /**
     * Gives the access token of one call, on [Dispatchers.Default]. It is cancelled when the call is, or has no time left.
     *
     * [rejected] is the token that the service has just refused; `null` when the token is the call's first. What it throws
     * is the cause of the [GenAuthException.TokenProvider] with which the call fails.
     */
    public suspend fun token(rejected: String?): String

    /** A [TokenProvider] that blocks its thread. */
    public fun interface Blocking {
        /** As [TokenProvider.token]. Its thread is interrupted when the call ends before it. */
        @Throws(Exception::class)
        public fun token(rejected: String?): String
    }

    public companion object {
        /** A provider that may block, on a thread of [Dispatchers.IO]: in Java, `TokenProvider.blocking(rejected -> ...)`. */
        @JvmStatic
        public fun blocking(provider: Blocking): TokenProvider =
            TokenProvider { rejected -> runInterruptible(Dispatchers.IO) { provider.token(rejected) } }

        /** A provider that gives a future, such as a `CompletableFuture`, which is cancelled with the call. */
        @JvmStatic
        public fun async(provider: Function<String?, out CompletionStage<String>>): TokenProvider =
            TokenProvider { rejected -> provider.apply(rejected).await() }
    }
}
