package ai.genauth

import ai.genauth.internal.Client
import ai.genauth.internal.Language
import kotlinx.coroutines.Dispatchers
import java.time.Duration
import java.util.concurrent.CompletableFuture
import kotlin.time.toJavaDuration

/**
 * A client for one GenAuth application.
 *
 * Make one and keep it: any number of threads and coroutines may use it at once, and they share its connections.
 *
 * It takes its access token from one source: the configuration or [setAccessToken], a [Session], or a [TokenProvider].
 *
 * The calls all take the same arguments. An access token or a timeout of a call replaces the client's own; a timeout of
 * zero means none. They throw [GenAuthException], or [IllegalStateException] when the client is closed.
 */
public class GenAuthClient internal constructor(
    private val native: Client,
) : AutoCloseable {
    /**
     * Makes a client. Performs no I/O except reading `caFile`.
     *
     * @throws GenAuthException.Config names an invalid key.
     */
    @Throws(GenAuthException::class)
    public constructor(config: Config) : this(crossing { Client(Language.KOTLIN, config.toRecord()) })

    /**
     * Makes a client that takes its tokens from a session, with a configuration of its own; [Session.client] makes one
     * with the session's.
     *
     * @throws GenAuthException.Config names an invalid key.
     */
    @Throws(GenAuthException::class)
    public constructor(config: Config, session: Session) : this(config) {
        native.useSession(session.native)
    }

    /**
     * Makes a client that asks the application for the token of each call. It keeps the provider as long as it lives.
     *
     * @throws GenAuthException.Config names an invalid key.
     */
    @Throws(GenAuthException::class)
    public constructor(config: Config, provider: TokenProvider) : this(config) {
        native.useProvider(ProviderBridge(provider))
    }

    /**
     * Replaces the access token of calls that bring none; `null` removes it. Calls in progress keep theirs.
     *
     * @throws GenAuthException.InvalidArgument when the token cannot be sent in a header.
     */
    @Throws(GenAuthException::class)
    public fun setAccessToken(token: String?): Unit = crossing { native.setAccessToken(token) }

    /** Gets the profile of the signed-in user. Cancelling the coroutine closes the request's connection. */
    @Throws(GenAuthException::class)
    public suspend fun getProfile(
        options: ProfileOptions = ProfileOptions(),
        accessToken: String? = null,
        timeout: Duration? = null,
    ): Profile = crossing { native.getProfile(callRecord(options, accessToken, timeout)).toProfile() }

    /** Gets the profile of the signed-in user, with a timeout of Kotlin's own type of duration. */
    @Throws(GenAuthException::class)
    public suspend fun getProfile(
        options: ProfileOptions = ProfileOptions(),
        accessToken: String? = null,
        timeout: kotlin.time.Duration,
    ): Profile = getProfile(options, accessToken, timeout.toJavaDuration())

    /**
     * Gets the profile of the signed-in user and blocks the calling thread meanwhile: the fastest way to call, where
     * blocking is fine.
     *
     * An interrupt of the thread is not noticed before the call ends; a future can be cancelled at any time.
     */
    @JvmOverloads
    @Throws(GenAuthException::class)
    public fun getProfileBlocking(
        options: ProfileOptions = ProfileOptions(),
        accessToken: String? = null,
        timeout: Duration? = null,
    ): Profile = crossing { native.getProfileBlocking(callRecord(options, accessToken, timeout)).toProfile() }

    /**
     * Gets the profile of the signed-in user, for Java. Cancelling the future closes the request's connection.
     *
     * What depends on the future runs on a thread of [Dispatchers.Default]. It fails with a [GenAuthException], which
     * `get` wraps in an `ExecutionException` and `join` in a `CompletionException`.
     */
    @JvmOverloads
    public fun getProfileAsync(
        options: ProfileOptions = ProfileOptions(),
        accessToken: String? = null,
        timeout: Duration? = null,
    ): CompletableFuture<Profile> = future { getProfile(options, accessToken, timeout) }

    /** Closes the client and, when calls in progress have ended, its connections. */
    override fun close(): Unit = native.close()
}
