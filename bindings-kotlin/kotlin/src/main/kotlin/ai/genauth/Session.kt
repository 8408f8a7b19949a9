package ai.genauth

import ai.genauth.internal.Language
import ai.genauth.internal.openSession
import java.time.Duration
import java.util.concurrent.CompletableFuture
import ai.genauth.internal.Session as NativeSession

/**
 * A signed-in user of one application: tokens that refresh themselves, are saved, and can be ended.
 *
 * Any number of threads and coroutines may use it at once, and share one refresh. Cancelling a coroutine that waits for
 * the refresh leaves the refresh alone.
 *
 * A timeout of a call replaces that of the configuration; zero means none. The calls throw [GenAuthException], of which
 * only [GenAuthException.sessionIsDead] says that the user has to sign in again, or [IllegalStateException] when the
 * session is closed.
 */
public class Session internal constructor(
    internal val native: NativeSession,
) : AutoCloseable {
    /**
     * Keeps the session in a store from now on, and saves it there at once, in the place of what the store holds.
     *
     * @throws GenAuthException.Store when that fails. The store is used all the same: the session tries to save again at
     * its next call.
     */
    @Throws(GenAuthException::class)
    public suspend fun useStore(store: SessionStore): Unit = onThread { useStoreBlocking(store) }

    /** As [useStore], but blocks the calling thread meanwhile. */
    @Throws(GenAuthException::class)
    public fun useStoreBlocking(store: SessionStore): Unit = crossing { native.useStore(store.toNative()) }

    /** Makes a client for this session, with its configuration and its connections. */
    public fun client(): GenAuthClient = GenAuthClient(native.client())

    /**
     * A token that is fit for use, for requests of the application's own. It is refreshed first if it has expired, and in
     * the background if it is about to.
     */
    @Throws(GenAuthException::class)
    public suspend fun accessToken(timeout: Duration? = null): String =
        crossing { native.accessToken(timeout?.inSeconds(), null) }

    /** As [accessToken], but blocks the calling thread meanwhile. */
    @JvmOverloads
    @Throws(GenAuthException::class)
    public fun accessTokenBlocking(timeout: Duration? = null): String =
        crossing { native.accessTokenBlocking(timeout?.inSeconds()) }

    /** As [accessToken], for Java; see [GenAuthClient.getProfileAsync]. */
    @JvmOverloads
    public fun accessTokenAsync(timeout: Duration? = null): CompletableFuture<String> = future { accessToken(timeout) }

    /**
     * A token other than [rejected], which a server of the application's own has refused: the one that somebody got since,
     * else that of a refresh. However many requests were refused with one token, it is refreshed once.
     */
    @Throws(GenAuthException::class)
    public suspend fun accessTokenAfter(
        rejected: String,
        timeout: Duration? = null,
    ): String = crossing { native.accessTokenAfter(rejected, timeout?.inSeconds(), null) }

    /** As [accessTokenAfter], but blocks the calling thread meanwhile. */
    @JvmOverloads
    @Throws(GenAuthException::class)
    public fun accessTokenAfterBlocking(
        rejected: String,
        timeout: Duration? = null,
    ): String = crossing { native.accessTokenAfterBlocking(rejected, timeout?.inSeconds()) }

    /** As [accessTokenAfter], for Java; see [GenAuthClient.getProfileAsync]. */
    @JvmOverloads
    public fun accessTokenAfterAsync(
        rejected: String,
        timeout: Duration? = null,
    ): CompletableFuture<String> = future { accessTokenAfter(rejected, timeout) }

    /** Refreshes the tokens now. A refresh in progress counts. */
    @Throws(GenAuthException::class)
    public suspend fun refresh(timeout: Duration? = null): Unit =
        crossing { native.refresh(timeout?.inSeconds(), null) }

    /** As [refresh], but blocks the calling thread meanwhile. */
    @JvmOverloads
    @Throws(GenAuthException::class)
    public fun refreshBlocking(timeout: Duration? = null): Unit =
        crossing { native.refreshBlocking(timeout?.inSeconds()) }

    /** As [refresh], for Java; see [GenAuthClient.getProfileAsync]. */
    @JvmOverloads
    public fun refreshAsync(timeout: Duration? = null): CompletableFuture<Void?> =
        future {
            refresh(timeout)
            null
        }

    /** The tokens as they are, without a refresh; `null` once the session has ended. */
    public fun tokens(): TokenSet? = native.tokens()?.toTokenSet()

    /** Who signed in, as the ID token says; `null` without one, and once the session has ended. */
    public fun claims(): Claims? = native.claims()?.toClaims()

    /**
     * Signs the user out: wipes the tokens from memory and store in any case, and revokes them if the server can be
     * reached. Returns what was achieved, and why the rest was not.
     */
    @Throws(GenAuthException::class)
    public suspend fun signOut(timeout: Duration? = null): SignOut =
        crossing { native.signOut(timeout?.inSeconds(), null).toSignOut() }

    /** As [signOut], but blocks the calling thread meanwhile. */
    @JvmOverloads
    @Throws(GenAuthException::class)
    public fun signOutBlocking(timeout: Duration? = null): SignOut =
        crossing { native.signOutBlocking(timeout?.inSeconds()).toSignOut() }

    /** As [signOut], for Java; see [GenAuthClient.getProfileAsync]. */
    @JvmOverloads
    public fun signOutAsync(timeout: Duration? = null): CompletableFuture<SignOut> = future { signOut(timeout) }

    /**
     * Where to send the browser to end its own session with the server, before or after [signOut]. The ID token stands in
     * it: do not log it.
     *
     * [postLogoutRedirectUri] is where the browser goes then: one of the logout URLs that the console lists.
     */
    @JvmOverloads
    public fun endSessionUrl(postLogoutRedirectUri: String? = null): String =
        crossing { native.endSessionUrl(postLogoutRedirectUri) }

    /** Tells [listener] what happens from now on, instead of the one before. The session keeps it until it is closed. */
    public fun onEvent(listener: SessionListener): Unit = native.onEvent(ListenerBridge(listener))

    /** Lets go of the session without a sign-out: what a store holds stays, and clients of the session go on. */
    override fun close(): Unit = native.close()

    public companion object {
        /**
         * Makes a session of tokens that the application got itself. Performs no I/O except reading `caFile`.
         *
         * @throws GenAuthException.Config names the invalid key.
         * @throws GenAuthException.InvalidArgument when a token cannot be sent in a header.
         */
        @JvmStatic
        @Throws(GenAuthException::class)
        public fun fromTokens(
            config: Config,
            tokens: TokenSet,
        ): Session =
            crossing { Session(NativeSession.fromTokens(Language.KOTLIN, config.toRecord(), tokens.toRecord())) }

        /**
         * Takes up the session that a store holds, and keeps it there; `null` if the store is empty. Does not touch the
         * network.
         *
         * @throws GenAuthException.Store when the store fails, is locked, or holds another application's session.
         * @throws GenAuthException.Config names the invalid key.
         */
        @Throws(GenAuthException::class)
        public suspend fun open(
            config: Config,
            store: SessionStore,
        ): Session? = onThread { openBlocking(config, store) }

        /** As [open], but blocks the calling thread meanwhile. */
        @JvmStatic
        @Throws(GenAuthException::class)
        public fun openBlocking(
            config: Config,
            store: SessionStore,
        ): Session? = crossing { openSession(Language.KOTLIN, config.toRecord(), store.toNative())?.let(::Session) }
    }
}
