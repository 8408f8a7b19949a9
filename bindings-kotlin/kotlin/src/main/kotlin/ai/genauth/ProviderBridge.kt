package ai.genauth

import ai.genauth.internal.ProviderException
import java.util.Objects
import ai.genauth.internal.TokenProvider as NativeProvider

internal class ProviderBridge(
    private val provider: TokenProvider,
) : NativeProvider {
    override suspend fun token(rejected: String?): String =
        try {
            checked(provider.token(rejected))
        } catch (e: Throwable) {
            // Its name alone: the application's own words may hold a token.
            throw ProviderException.Failed(number = ProviderFailures.keep(e), reason = e.javaClass.name)
        }

    /** What cannot cross would leave the call waiting for ever. */
    private fun checked(token: String): String {
        Objects.requireNonNull(token, "the token provider returned null")
        if (Charsets.UTF_8.newEncoder().canEncode(token)) return token
        throw GenAuthException.InvalidArgument(
            facts("the access token has an unpaired surrogate", "Pass strings that are valid Unicode."),
        )
    }
}

/** What providers have thrown, until the call that it failed takes it: only a number crosses. */
internal object ProviderFailures {
    /** A call that was cancelled meanwhile takes nothing. */
    private const val MOST = 1000u

    private val thrown = HashMap<UInt, Throwable>()
    private var last = 0u

    @Synchronized
    fun keep(failure: Throwable): UInt {
        last++
        thrown[last] = failure
        thrown.remove(last - MOST)
        return last
    }

    @Synchronized
    fun take(number: UInt): Throwable? = thrown.remove(number)
}
