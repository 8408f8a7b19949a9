package ai.genauth

import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.assertThrows
import java.lang.ref.WeakReference
import java.time.Duration
import java.util.concurrent.CountDownLatch

/** Listeners that do what they should not, and what they may. */
@Timeout(60)
class SessionListenerTest {
    private val session = OpenIdProvider.session()

    private val handlerBefore: Thread.UncaughtExceptionHandler? = Thread.getDefaultUncaughtExceptionHandler()

    @AfterEach
    fun restore() = Thread.setDefaultUncaughtExceptionHandler(handlerBefore)

    @Test
    fun `one that throws`() {
        for (thrown in listOf(IllegalStateException(), StackOverflowError())) {
            var handled: Throwable? = null
            Thread.setDefaultUncaughtExceptionHandler { _, e ->
                handled = e
                error("handlers may throw, too")
            }
            session.onEvent { throw thrown }
            session.refreshBlocking()
            eventually("the handler is told") { handled === thrown }
        }
        assertNotNull(session.accessTokenBlocking())
    }

    @Test
    fun `one that hangs costs those who wait for the refresh their time, and nobody else`() {
        val released = CountDownLatch(1)
        session.onEvent { released.await() }
        assertThrows<GenAuthException.Timeout> { session.refreshBlocking(Duration.ofMillis(300)) }
        session.accessTokenBlocking(Duration.ofSeconds(5))
        assertEquals(USER, session.client().getProfileBlocking(timeout = Duration.ofSeconds(5)).email)
        released.countDown()
        session.refreshBlocking(Duration.ofSeconds(5))
    }

    @Test
    fun `one that uses the session`() {
        var token: String? = null
        session.onEvent { token = session.accessTokenBlocking() }
        session.refreshBlocking()
        eventually("it has called back") { token == session.tokens()?.accessToken }
    }

    @Test
    fun `one that is told after the session was closed`() {
        val events = Events()
        session.onEvent(events)
        val client = session.client()
        OpenIdProvider.expire(session.tokens()!!.accessToken)
        session.close()
        assertEquals(USER, client.getProfileBlocking().email)
        eventually("it is told") { events.seen == listOf(SessionEvent.Refreshed) }
    }

    @Test
    fun `it keeps no program from ending`() {
        val threads = mutableSetOf<Thread>()
        session.onEvent { synchronized(threads) { threads += Thread.currentThread() } }
        session.refreshBlocking()
        eventually("it is told") { synchronized(threads) { threads.isNotEmpty() } }
        assertTrue(threads.all { it.isDaemon }, threads.toString())
    }

    @Test
    fun `a closed session keeps none`() {
        val kept = listening()
        session.close()
        eventually("it is collected") {
            System.gc()
            kept.get() == null
        }
    }

    /** In a function of its own, whose variables keep nothing once it has returned. */
    private fun listening() = WeakReference(Events().also(session::onEvent))
}
