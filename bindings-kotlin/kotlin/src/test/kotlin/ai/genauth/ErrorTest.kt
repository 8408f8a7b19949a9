package ai.genauth

import ai.genauth.internal.FfiConverterOptionalString
import ai.genauth.internal.FfiConverterString
import ai.genauth.internal.InternalException
import ai.genauth.internal.UniffiLib
import ai.genauth.internal.UniffiRustCallStatus
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import java.net.InetAddress
import java.net.ServerSocket
import java.time.Duration
import kotlin.concurrent.thread
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds

/** Every kind of failure as its own exception, with what is known about it. */
class ErrorTest {
    private fun profile(
        host: String,
        accessToken: String? = TOKEN,
    ) = runBlocking {
        val config = Config("app", host, accessToken, maxAttempts = 1)
        GenAuthClient(config).use { it.getProfile(timeout = 5.seconds) }
    }

    /** Answers one request with `status`, `headers` and `body`. */
    private fun answering(
        status: String,
        body: String,
        headers: String = "",
        call: (String) -> Unit,
    ) = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { listener ->
        val server =
            thread {
                listener.accept().use { connection ->
                    val request = connection.getInputStream().bufferedReader()
                    generateSequence(request::readLine).first(String::isEmpty)
                    val head = "HTTP/1.1 $status\r\ncontent-length: ${body.length}\r\n$headers\r\n"
                    connection.getOutputStream().write((head + body).toByteArray())
                }
            }
        call("http://127.0.0.1:${listener.localPort}")
        server.join()
    }

    @Test
    fun `a token that the server does not know`() {
        val error = assertThrows<GenAuthException.Unauthenticated> { profile(Emulator.host, "unknown-token") }
        assertEquals(200, error.httpStatus)
        assertEquals(401, error.statusCode)
        assertEquals("2020", error.apiCode)
        assertEquals(error.detail, error.message)
        assertTrue(error.sessionIsDead)
        assertFalse(error.isRetryable)
        assertEquals(1, error.attempts)
        assertFalse("unknown-token" in error.toString() + error.facts)
    }

    @Test
    fun `no token at all`() {
        val error = assertThrows<GenAuthException.Unauthenticated> { profile(Emulator.host, accessToken = null) }
        assertFalse(error.sessionIsDead)
        assertEquals(0, error.attempts)
        assertTrue(error.hint.isNotEmpty())
    }

    @Test
    fun `a configuration that is wrong`() {
        for (config in listOf(
            Config("app", "ftp://example.com"),
            Config("app", "http://example.com"),
            Config("", Emulator.host),
            Config("app", Emulator.host, maxAttempts = -1),
            Config("app", Emulator.host, caFile = "/nowhere.pem"),
        )) {
            assertThrows<GenAuthException.Config>(config.toString()) { GenAuthClient(config) }
        }
    }

    @Test
    fun `a token that must not be sent`() {
        assertThrows<GenAuthException.InvalidArgument> { profile(Emulator.host, "two\r\nlines") }
        Emulator.client().use { client ->
            assertThrows<GenAuthException.InvalidArgument> { client.setAccessToken("two\nlines") }
            assertThrows<GenAuthException.InvalidArgument> { client.getProfileBlocking(accessToken = "") }
        }
    }

    @Test
    fun `a string that is not Unicode`() {
        Emulator.client().use { client ->
            val error =
                assertThrows<GenAuthException.InvalidArgument> { client.getProfileBlocking(accessToken = "\uD800") }
            assertEquals("a string has an unpaired surrogate", error.detail)
            assertTrue(error.hint.isNotEmpty())
            assertThrows<GenAuthException.InvalidArgument> { client.setAccessToken("\uD800") }
        }
        assertThrows<GenAuthException.InvalidArgument> { GenAuthClient(Config("\uD800", Emulator.host)) }
        assertThrows<GenAuthException.InvalidArgument> { Profile(userId = "\uDC00").toJson() }
    }

    @Test
    fun `numbers that are out of range`() {
        for (config in listOf(
            Config("app", Emulator.host, maxAttempts = -1),
            Config("app", Emulator.host, maxAttempts = 0),
        )) {
            val error = assertThrows<GenAuthException.Config> { GenAuthClient(config) }
            assertTrue("max_attempts" in error.detail, error.detail)
        }
        val error =
            assertThrows<GenAuthException.Config> {
                GenAuthClient(Config("app", Emulator.host, maxResponseBytes = Long.MIN_VALUE))
            }
        assertTrue("max_response_bytes" in error.detail, error.detail)
    }

    @Test
    fun `timeouts that are out of range`() {
        Emulator.client().use { client ->
            for (timeout in listOf(Duration.ofSeconds(-1), Duration.ofNanos(-1))) {
                val error =
                    assertThrows<GenAuthException.InvalidArgument> { client.getProfileBlocking(timeout = timeout) }
                assertEquals("timeout: must be a number of seconds, 0 or larger", error.detail)
            }
            assertEquals(USER_ID, client.getProfileBlocking(timeout = Duration.ofSeconds(Long.MAX_VALUE)).userId)
            assertEquals(USER_ID, client.getProfileBlocking(timeout = Duration.ZERO).userId)
        }
        val config = Config("app", Emulator.host).withConnectTimeout(Duration.ofSeconds(-1))
        val error = assertThrows<GenAuthException.InvalidArgument> { GenAuthClient(config) }
        assertEquals("connect_timeout: must be a number of seconds, 0 or larger", error.detail)
    }

    @Test
    fun `a bug of the library`() {
        Emulator.client().close() // loads the native half
        val error =
            assertThrows<GenAuthException.Internal> {
                crossing {
                    val absent = FfiConverterOptionalString.lower(null)
                    val status = UniffiRustCallStatus()
                    UniffiLib.uniffi_genauth_uniffi_fn_method_profilerecord_to_json(absent, status)
                    assertTrue(status.isPanic())
                    throw InternalException(FfiConverterString.lift(status.error_buf))
                }
            }
        assertTrue("self" in error.detail, error.detail)
    }

    @Test
    fun `a port that nobody listens on`() {
        val port = ServerSocket(0, 1, InetAddress.getLoopbackAddress()).use { it.localPort }
        val error = assertThrows<GenAuthException.Network> { profile("http://127.0.0.1:$port") }
        assertTrue(error.isRetryable)
        assertNull(error.httpStatus)
    }

    @Test
    fun `a server that never answers`() {
        SilentServer().use { server ->
            GenAuthClient(Config("app", server.host, TOKEN)).use { client ->
                val error =
                    assertThrows<GenAuthException.Timeout> {
                        runBlocking { client.getProfile(timeout = 200.milliseconds) }
                    }
                assertTrue(error.isRetryable)
            }
            val config = Config("app", server.host, TOKEN, timeout = 200.milliseconds)
            GenAuthClient(config).use { client ->
                assertThrows<GenAuthException.Timeout> { client.getProfileBlocking() }
            }
        }
    }

    @Test
    fun `a server that refuses`() =
        answering("403 Forbidden", """{"statusCode":403,"message":"no","apiCode":"E-1","requestId":"r-1"}""") { host ->
            val error = assertThrows<GenAuthException.Forbidden> { profile(host) }
            assertEquals(403, error.httpStatus)
            assertEquals("E-1", error.apiCode)
            assertEquals("r-1", error.requestId)
        }

    @Test
    fun `a server that has had enough`() =
        answering("429 Too Many Requests", "", "retry-after: 7\r\n") { host ->
            val error = assertThrows<GenAuthException.RateLimited> { profile(host) }
            assertEquals(7_000, error.retryAfterMs)
            assertTrue(error.isRetryable)
        }

    @Test
    fun `a server with a fault`() =
        answering("500 Internal Server Error", "<html>") { host ->
            val error = assertThrows<GenAuthException.Api> { profile(host) }
            assertEquals(500, error.httpStatus)
        }

    @Test
    fun `an answer without a user`() =
        answering("200 OK", """{"statusCode":200,"data":{}}""") { host ->
            assertThrows<GenAuthException.Decode> { profile(host) }
        }
}
