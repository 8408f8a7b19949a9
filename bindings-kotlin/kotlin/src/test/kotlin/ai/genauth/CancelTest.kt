package ai.genauth

import ai.genauth.internal.uniffiContinuationHandleMap
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.TimeoutCancellationException
import kotlinx.coroutines.async
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withTimeout
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.assertThrows
import java.util.concurrent.CancellationException
import kotlin.time.Duration.Companion.milliseconds

/** Cancelling reaches the socket: the emulator sees the connection close before it has answered. */
@Timeout(60)
class CancelTest {
    /** Answers after eight seconds, which nobody waits for. */
    private val slow = Emulator.scripted("cancel-while-waiting")

    private val abortedBefore = Emulator.connections().aborted

    private fun assertAborted(calls: Int = 1) =
        eventually("the connection closes") { Emulator.connections().aborted == abortedBefore + calls }

    private fun awaitRequests(calls: Int = 1) = eventually("the request arrives") { Emulator.requests(slow) == calls }

    @Test
    fun `of a coroutine`() =
        Emulator.client(host = slow).use { client ->
            runBlocking {
                val call = async(Dispatchers.Default) { client.getProfile() }
                awaitRequests()
                call.cancelAndJoin()
                assertTrue(call.isCancelled)
            }
            assertAborted()
        }

    @Test
    fun `of a coroutine whose time is up`() =
        Emulator.client(host = slow).use { client ->
            runBlocking {
                assertThrows<TimeoutCancellationException> {
                    runBlocking { withTimeout(500.milliseconds) { client.getProfile() } }
                }
            }
            assertAborted()
        }

    @Test
    fun `of a future`() =
        Emulator.client(host = slow).use { client ->
            val call = client.getProfileAsync()
            awaitRequests()
            assertTrue(call.cancel(true))
            assertThrows<CancellationException> { call.get() }
            assertAborted()
        }

    @Test
    fun `of a hundred coroutines with their scope`() =
        Emulator.client(host = slow).use { client ->
            runBlocking {
                val scope = async(Dispatchers.Default) { repeat(100) { async { client.getProfile() } } }
                awaitRequests(100)
                scope.cancelAndJoin()
            }
            assertAborted(100)
            assertEquals(0, uniffiContinuationHandleMap.size)
        }

    @Test
    fun `before the call sends nothing`() =
        Emulator.client(host = slow).use { client ->
            runBlocking {
                val call =
                    async(Dispatchers.Default) {
                        coroutineContext[kotlinx.coroutines.Job]!!.cancel()
                        client.getProfile()
                    }
                assertThrows<CancellationException> { runBlocking { call.await() } }
            }
            eventually("nobody waits") { uniffiContinuationHandleMap.size == 0 }
        }

    @Test
    fun `after the end changes nothing`() =
        Emulator.client().use { client ->
            val call = client.getProfileAsync()
            assertEquals(USER_ID, call.get().userId)
            assertEquals(false, call.cancel(true))
            assertEquals(USER_ID, call.get().userId)
        }
}
