package ai.genauth

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.future.await
import kotlinx.coroutines.test.runTest
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.assertThrows
import java.util.concurrent.Callable
import java.util.concurrent.Executors
import kotlin.time.Duration.Companion.seconds

/** The ways to call, alone and at the same time. */
@Timeout(60)
class CallTest {
    @Test
    fun `a call can bring its own token`() =
        runTest {
            Emulator.client(accessToken = null).use { client ->
                assertEquals(USER_ID, client.getProfile(accessToken = TOKEN).userId)
                client.setAccessToken(TOKEN)
                assertEquals(USER_ID, client.getProfile().userId)
                client.setAccessToken(null)
                assertTrue(runCatching { client.getProfile() }.exceptionOrNull() is GenAuthException.Unauthenticated)
            }
        }

    @Test
    fun `a call can block`() =
        Emulator.client().use { client ->
            assertEquals(USER_ID, client.getProfileBlocking().userId)
        }

    @Test
    fun `a call can be a future`() =
        runTest {
            Emulator.client().use { client ->
                assertEquals(USER_ID, client.getProfileAsync().await().userId)
            }
        }

    @Test
    fun `a call can be made on any dispatcher`() =
        runTest {
            Emulator.client().use { client ->
                for (dispatcher in listOf(Dispatchers.Unconfined, Dispatchers.Default, Dispatchers.IO)) {
                    assertEquals(USER_ID, withContext(dispatcher) { client.getProfile() }.userId)
                }
            }
        }

    @Test
    fun `a thousand coroutines share one client`() =
        runTest {
            GenAuthClient(Config("app", Emulator.host, TOKEN, timeout = 50.seconds)).use { client ->
                val profiles = List(1_000) { async(Dispatchers.Default) { client.getProfile() } }.awaitAll()
                assertEquals(1_000, profiles.count { it.userId == USER_ID })
            }
        }

    @Test
    fun `a pool of threads shares one client`() {
        val pool = Executors.newFixedThreadPool(32)
        GenAuthClient(Config("app", Emulator.host, TOKEN, timeout = 50.seconds)).use { client ->
            val calls = List(640) { Callable { client.getProfileBlocking().userId } }
            assertEquals(setOf(USER_ID), pool.invokeAll(calls).map { it.get() }.toSet())
        }
        pool.shutdown()
    }

    @Test
    fun `tokens can change while others call`() {
        val pool = Executors.newFixedThreadPool(8)
        Emulator.client().use { client ->
            val calls =
                List(400) { number ->
                    Callable {
                        if (number % 4 == 0) client.setAccessToken(TOKEN)
                        client.getProfileBlocking(accessToken = TOKEN.takeIf { number % 3 == 0 }).userId
                    }
                }
            assertEquals(setOf(USER_ID), pool.invokeAll(calls).map { it.get() }.toSet())
        }
        pool.shutdown()
    }

    @Test
    fun `one daemon thread answers`() =
        runTest {
            Emulator.client().use { client ->
                val threads =
                    withContext(Dispatchers.Unconfined) {
                        List(20) {
                            client.getProfile()
                            Thread.currentThread()
                        }
                    }
                // An answer that is there at once needs no thread but the caller's.
                val library = threads.filter { it.name == "genauth" }
                assertEquals(1, library.toSet().size)
                assertTrue(library.all { it.isDaemon })
            }
        }

    @Test
    fun `a closed client refuses calls`() =
        runTest {
            val client = Emulator.client()
            client.close()
            client.close()
            assertThrows<IllegalStateException> { client.getProfileBlocking() }
            assertThrows<IllegalStateException> { client.setAccessToken(TOKEN) }
            assertTrue(runCatching { client.getProfile() }.exceptionOrNull() is IllegalStateException)
        }
}
