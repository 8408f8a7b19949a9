package ai.genauth

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.assertThrows
import java.time.Duration
import java.util.concurrent.Callable
import java.util.concurrent.CyclicBarrier
import java.util.concurrent.ExecutionException
import java.util.concurrent.Executors
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** Sessions: tokens that refresh themselves, once for everybody. */
@Timeout(60)
class SessionTest {
    private val config = OpenIdProvider.config

    private val refreshesBefore = OpenIdProvider.refreshes()

    private fun refreshes() = OpenIdProvider.refreshes() - refreshesBefore

    private fun expired() = Session.fromTokens(config, OpenIdProvider.expired())

    @Test
    fun `tokens as JSON`() {
        val tokens = TokenSet("a-secret", "another", "third", 1_900_000_000, "openid")
        assertEquals(
            """{"access_token":"a-secret","refresh_token":"another","id_token":"third","expires_at":1900000000,""" +
                """"scope":"openid"}""",
            tokens.toJson(),
        )
        assertEquals(tokens, TokenSet.fromJson(tokens.toJson()))
        assertEquals("TokenSet(expiresAt=1900000000)", tokens.toString())
        assertThrows<GenAuthException.InvalidArgument> { TokenSet.fromJson("{}") }
    }

    @Test
    fun `what is no configuration, and no token`() {
        assertThrows<GenAuthException.Config> { Session.fromTokens(Config("", "h"), TokenSet("a")) }
        for (token in listOf("two\nlines", "\ud800")) {
            val error =
                assertThrows<GenAuthException.InvalidArgument> { Session.fromTokens(config, TokenSet(token)) }
            assertFalse(error.toString().contains("lines"), error.toString())
        }
    }

    @Test
    fun `its clients`() =
        runBlocking<Unit> {
            val session = OpenIdProvider.session()
            val claims = checkNotNull(session.claims())
            assertNull(claims.verifiedBy)
            for (client in listOf(session.client(), GenAuthClient(config, session))) {
                session.close()
                assertEquals(claims.subject, client.getProfile().userId)
                assertEquals(claims.subject, client.getProfileBlocking().userId)
            }
            assertThrows<IllegalStateException> { session.accessTokenBlocking() }
        }

    @Test
    fun `64 threads share one refresh`() {
        val session = expired()
        val client = session.client()
        val together = CyclicBarrier(64)
        val pool = Executors.newFixedThreadPool(64)
        val calls =
            List(64) { number ->
                pool.submit(
                    Callable {
                        together.await()
                        if (number % 2 == 0) session.accessTokenBlocking() else client.getProfileBlocking().userId
                    },
                )
            }
        val outcomes = calls.map { it.get() }.toSet()
        pool.shutdown()
        assertEquals(setOf(session.tokens()?.accessToken, session.claims()?.subject), outcomes)
        assertEquals(1, refreshes())
    }

    @Test
    fun `a token that another server refused is replaced once`() {
        val session = OpenIdProvider.session()
        val rejected = session.accessTokenBlocking()
        val token = session.accessTokenAfterBlocking(rejected)
        assertNotEquals(rejected, token)
        assertEquals(token, session.accessTokenAfterAsync(rejected).get())
        assertEquals(token, runBlocking { session.accessTokenAfter(rejected, Duration.ofSeconds(5)) })
        assertEquals(1, refreshes())
        assertThrows<GenAuthException.InvalidArgument> { session.accessTokenAfterBlocking("two words") }
    }

    @Test
    fun `1,000 coroutines share one refresh`() {
        val session = expired()
        val tokens =
            runBlocking(Dispatchers.Default) { List(1000) { async { session.accessToken() } }.awaitAll().toSet() }
        assertEquals(setOf(session.tokens()?.accessToken), tokens)
        assertEquals(1, refreshes())
    }

    @Test
    fun `a cancelled waiter cancels nobody`() =
        runBlocking<Unit>(Dispatchers.Default) {
            OpenIdProvider.failNext("slow", 500)
            val session = expired()
            val first = async { session.accessToken() }
            val second = async { session.accessToken() }
            eventually("the refresh is sent") { refreshes() == 1 }
            first.cancelAndJoin()
            assertTrue(first.isCancelled)
            assertThrows<GenAuthException.Timeout> { runBlocking { session.accessToken(20.milliseconds) } }
            assertThrows<GenAuthException.Timeout> { session.accessTokenBlocking(Duration.ofMillis(20)) }
            assertEquals(second.await(), session.tokens()?.accessToken)
            assertEquals(1, refreshes())
        }

    @Test
    fun `futures for Java`() {
        OpenIdProvider.failNext("slow", 500)
        val session = expired()
        val cancelled = session.refreshAsync()
        eventually("the refresh is sent") { refreshes() == 1 }
        assertTrue(cancelled.cancel(true))
        assertEquals(session.accessTokenAsync().get(), session.tokens()?.accessToken)
        assertNull(session.refreshAsync(Duration.ofSeconds(5)).get())
        assertEquals(2, refreshes())
        assertTrue(session.signOutAsync().get().revoked)
        val error = assertThrows<ExecutionException> { session.accessTokenAsync().get() }
        assertTrue(error.cause is GenAuthException.Unauthenticated, error.toString())
    }

    @Test
    fun `a refused token is replaced`() {
        val tokens = OpenIdProvider.signIn()
        val session = Session.fromTokens(config, tokens)
        OpenIdProvider.expire(tokens.accessToken)
        assertEquals(USER, session.client().getProfileBlocking().email)
        assertNotEquals(tokens.accessToken, session.tokens()?.accessToken)
        assertEquals(1, refreshes())
    }

    @Test
    fun `the server ends a session`() {
        val session = OpenIdProvider.session()
        val events = Events()
        session.onEvent(events)
        session.refreshBlocking()
        val tokens = checkNotNull(session.tokens())
        OpenIdProvider.revoke(tokens.accessToken)
        val error = assertThrows<GenAuthException.Unauthenticated> { session.refreshBlocking() }
        assertTrue(error.sessionIsDead)
        assertEquals("invalid_grant", error.oauthError)
        assertFalse(error.toString().contains(tokens.refreshToken!!), error.toString())
        eventually("both events are told") {
            events.seen == listOf(SessionEvent.Refreshed, SessionEvent.Ended(EndReason.INVALID_GRANT))
        }
        assertNull(session.tokens())
        assertNull(session.claims())
    }

    @Test
    fun `an outage ends nothing`() {
        val session = Session.fromTokens(config.copy(maxAttempts = 1), OpenIdProvider.expired())
        OpenIdProvider.failNext("unavailable")
        val error = assertThrows<GenAuthException> { session.accessTokenBlocking() }
        assertEquals(503, error.httpStatus)
        assertFalse(error.sessionIsDead)
        assertEquals(session.accessTokenBlocking(), session.tokens()?.accessToken)
    }

    @Test
    fun `sign-out`() =
        runBlocking<Unit> {
            val store = MemoryStore()
            val session = OpenIdProvider.session()
            val events = Events()
            session.onEvent(events)
            session.useStore(store)
            assertEquals(SignOut(revoked = true, storeRemoved = true, null, null), session.signOut(5.seconds))
            assertEquals(LoadOutcome.Empty, store.load())
            assertNull(session.tokens())
            eventually("the event is told") { events.seen == listOf(SessionEvent.SignedOut) }
            val url = session.endSessionUrl("https://app.example")
            assertEquals("https://app.example", query(url)["post_logout_redirect_uri"])
            val error = assertThrows<GenAuthException.Unauthenticated> { session.accessTokenBlocking() }
            assertFalse(error.sessionIsDead)
        }

    @Test
    fun `sign-out without the server`() {
        val nobody = Config(appId = "test-app", host = "http://127.0.0.1:1", maxAttempts = 1)
        val session = Session.fromTokens(nobody, TokenSet("a", refreshToken = "r"))
        val outcome = session.signOutBlocking(Duration.ofSeconds(5))
        assertFalse(outcome.revoked)
        assertTrue(outcome.revokeError is GenAuthException.Network, outcome.toString())
        assertNull(session.tokens())
    }

    @Test
    fun `sign-out during a refresh`() =
        runBlocking<Unit>(Dispatchers.Default) {
            OpenIdProvider.failNext("slow", 300)
            val store = MemoryStore()
            val session = OpenIdProvider.session()
            session.useStoreBlocking(store)
            val refresh = async { runCatching { session.refresh() } }
            eventually("the refresh is sent") { refreshes() == 1 }
            session.signOut()
            assertTrue(refresh.await().exceptionOrNull() is GenAuthException.Unauthenticated)
            assertEquals(LoadOutcome.Empty, store.load())
            assertNull(session.tokens())
        }

    @Test
    fun `closing lets a call under way end`() =
        runBlocking<Unit>(Dispatchers.Default) {
            OpenIdProvider.failNext("slow", 300)
            val session = expired()
            val call = async { session.accessToken() }
            eventually("the refresh is sent") { refreshes() == 1 }
            session.close()
            assertNotNull(call.await())
            assertThrows<IllegalStateException> { runBlocking { session.refresh() } }
        }
}

/** Remembers what it is told. */
class Events : SessionListener {
    @Volatile
    var seen = emptyList<SessionEvent>()
        private set

    @Synchronized
    override fun onEvent(event: SessionEvent) {
        seen = seen + event
    }
}
