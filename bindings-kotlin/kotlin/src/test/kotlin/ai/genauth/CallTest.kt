package ai.genauth

import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.withContext
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.assertThrows
import java.util.concurrent.TimeUnit
import kotlin.time.Duration.Companion.seconds

private const val USER_ID = "6229ffaxxxxxxxxcade3e3d9"

/** The ways to call, and to stop calling. */
@Timeout(60)
class CallTest {
    @Test
    fun `a call can bring its own token`() =
        runBlocking {
            Emulator.client(accessToken = null).use { client ->
                assertEquals(USER_ID, client.getProfile(accessToken = TOKEN).userId)
                client.setAccessToken(TOKEN)
                assertEquals(USER_ID, client.getProfile().userId)
                client.setAccessToken(null)
                assertThrows<GenAuthException.Unauthenticated> { runBlocking { client.getProfile() } }
                Unit
            }
        }

    @Test
    fun `a call can block`() =
        Emulator.client().use { client ->
            assertEquals(USER_ID, client.getProfileBlocking().userId)
        }

    @Test
    fun `a call can be a future`() =
        Emulator.client().use { client ->
            assertEquals(USER_ID, client.getProfileAsync().get(5, TimeUnit.SECONDS).userId)
        }

    @Test
    fun `a thousand coroutines share one client`() =
        runBlocking(Dispatchers.Default) {
            GenAuthClient(Config("app", Emulator.host, TOKEN, timeout = 50.seconds)).use { client ->
                val profiles = List(1_000) { async { client.getProfile() } }.awaitAll()
                assertTrue(profiles.all { it.userId == USER_ID })
            }
        }

    @Test
    fun `cancelling a coroutine closes its connection`() =
        SilentServer().use { server ->
            GenAuthClient(Config("app", server.host, TOKEN)).use { client ->
                runBlocking {
                    val call = async(Dispatchers.Default) { client.getProfile() }
                    withContext(Dispatchers.IO) { server.accept() }.use { connection ->
                        call.cancelAndJoin()
                        connection.awaitEnd()
                    }
                    assertTrue(call.isCancelled)
                }
            }
        }

    @Test
    fun `cancelling a future closes its connection`() =
        SilentServer().use { server ->
            GenAuthClient(Config("app", server.host, TOKEN)).use { client ->
                val call = client.getProfileAsync()
                server.accept().use { connection ->
                    call.cancel(true)
                    connection.awaitEnd()
                }
            }
        }

    @Test
    fun `closing the client lets a call under way end`() =
        SilentServer().use { server ->
            val client = GenAuthClient(Config("app", server.host, TOKEN))
            val call = client.getProfileAsync()
            server.accept().use { connection ->
                client.close()
                val body = """{"statusCode":200,"data":{"userId":"late"}}"""
                val answer = "HTTP/1.1 200 OK\r\ncontent-length: ${body.length}\r\n\r\n$body"
                connection.getOutputStream().write(answer.toByteArray())
                assertEquals("late", call.get(5, TimeUnit.SECONDS).userId)
            }
        }

    @Test
    fun `a closed client refuses calls`() {
        val client = Emulator.client()
        client.close()
        client.close()
        assertThrows<IllegalStateException> { client.getProfileBlocking() }
        assertThrows<IllegalStateException> { runBlocking { client.getProfile() } }
    }
}
