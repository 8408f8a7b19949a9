package ai.genauth

import ai.genauth.internal.uniffiContinuationHandleMap
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import java.io.File
import java.util.concurrent.Callable
import java.util.concurrent.ExecutionException
import java.util.concurrent.Executors
import java.util.concurrent.TimeUnit

/** Nothing is left behind, and nothing is taken away too early. */
@Timeout(120)
class LifetimeTest {
    @Test
    fun `closing the client lets a call under way end`() =
        SilentServer().use { server ->
            val client = Emulator.client(host = server.host)
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
    fun `closing while threads call gives them their answer or the one error`() {
        val pool = Executors.newFixedThreadPool(8)
        repeat(20) {
            val client = Emulator.client()
            val calls = List(40) { pool.submit(Callable { client.getProfileBlocking().userId }) }
            calls[5].get()
            client.close()
            for (call in calls) {
                try {
                    assertEquals(USER_ID, call.get())
                } catch (e: ExecutionException) {
                    assertTrue(e.cause is IllegalStateException, e.toString())
                }
            }
        }
        pool.shutdown()
    }

    @Test
    fun `closed clients leave no connection open`() {
        val before = Emulator.connections().open
        repeat(100) {
            Emulator.client().use { client ->
                client.getProfileBlocking()
                runBlocking { client.getProfile() }
            }
        }
        eventually("the connections close") { Emulator.connections().open <= before }
    }

    @Test
    fun `forgotten clients are freed with their connections`() {
        val before = Emulator.connections().open
        repeat(20) { Emulator.client().getProfileBlocking() }
        assertTrue(Emulator.connections().open > before, "clients keep their connections")
        eventually("the connections close") {
            System.gc()
            Emulator.connections().open <= before
        }
    }

    @Test
    fun `calls leave no memory behind`() {
        Emulator.client().use { client ->
            call(client, times = 1_000)
            val before = residentKiB()
            call(client, times = 6_000)
            val grown = residentKiB() - before
            assertTrue(grown < 16 * 1024, "12,000 calls left $grown KiB")
        }
        assertEquals(0, uniffiContinuationHandleMap.size)
    }

    /** Succeeds, fails and is cancelled. */
    private fun call(
        client: GenAuthClient,
        times: Int,
    ) = runBlocking(Dispatchers.Default) {
        repeat(times) {
            client.getProfileBlocking()
            when (it % 3) {
                0 -> client.getProfile()
                1 -> runCatching { client.getProfile(accessToken = "unknown-token") }
                else -> async { client.getProfile() }.cancel()
            }
        }
    }

    /** The heap has one size from the start on: what grows is native memory. */
    private fun residentKiB(): Int {
        System.gc()
        val line = File("/proc/self/status").readLines().first { it.startsWith("VmRSS") }
        return line.filter(Char::isDigit).toInt()
    }
}
