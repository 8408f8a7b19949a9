package ai.genauth

import ai.genauth.internal.Language
import java.time.Duration
import java.util.concurrent.CompletableFuture
import ai.genauth.internal.Login as NativeLogin

/**
 * A login with an authorization code and PKCE that has begun: show the user [url] in a browser, then [finish] with the URL
 * that the browser was sent back to.
 *
 * It serves once, for ten minutes. [toJson] writes it down and [fromJson] takes it up again: the system may end an
 * application while the browser is in front, and a server may have several processes.
 */
public class Login private constructor(
    private val native: NativeLogin,
) : AutoCloseable {
    /** Where to send the user's browser. */
    public val url: String = native.url()

    /**
     * The login as a JSON object, without the configuration. A secret until the login has ended: it proves that the code
     * is this application's.
     */
    public fun toJson(): String = native.toJson()

    /**
     * Ends the login with the URL that the browser was sent back to: the whole URL, or its query alone. Cancelling the
     * coroutine closes the request's connection.
     *
     * A [timeout] replaces that of the configuration; zero means none.
     *
     * @throws GenAuthException.Login when the user or the server refused, with [GenAuthException.oauthError], when the URL
     * belongs to another login, or when the ID token is not what it must be. An error that says nothing of the login
     * itself, such as one of the network before anything was sent, leaves it open.
     */
    @Throws(GenAuthException::class)
    public suspend fun finish(
        url: String,
        timeout: Duration? = null,
    ): Session = crossing { Session(native.finish(url, timeout?.inSeconds(), null)) }

    /** As [finish], but blocks the calling thread meanwhile. */
    @JvmOverloads
    @Throws(GenAuthException::class)
    public fun finishBlocking(
        url: String,
        timeout: Duration? = null,
    ): Session = crossing { Session(native.finishBlocking(url, timeout?.inSeconds())) }

    /** As [finish], for Java; see [GenAuthClient.getProfileAsync]. */
    @JvmOverloads
    public fun finishAsync(
        url: String,
        timeout: Duration? = null,
    ): CompletableFuture<Session> = future { finish(url, timeout) }

    /** Forgets the login. What [toJson] wrote down stays valid. */
    override fun close(): Unit = native.close()

    public companion object {
        /**
         * Begins a login. Performs no I/O except reading `caFile`.
         *
         * @throws GenAuthException.Config names the invalid key.
         * @throws GenAuthException.InvalidArgument names the invalid option.
         */
        @JvmStatic
        @Throws(GenAuthException::class)
        public fun begin(
            config: Config,
            options: LoginOptions,
        ): Login = Login(crossing { NativeLogin.begin(Language.KOTLIN, config.toRecord(), options.toRecord()) })

        /**
         * Takes up a login that [toJson] wrote down. The configuration must name the same application.
         *
         * @throws GenAuthException.InvalidArgument when the JSON is not what [toJson] returned.
         */
        @JvmStatic
        @Throws(GenAuthException::class)
        public fun fromJson(
            config: Config,
            json: String,
        ): Login = Login(crossing { NativeLogin.fromJson(Language.KOTLIN, config.toRecord(), json) })
    }
}
