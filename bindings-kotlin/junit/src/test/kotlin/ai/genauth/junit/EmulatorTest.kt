package ai.genauth.junit

import ai.genauth.GenAuthClient
import ai.genauth.GenAuthException
import ai.genauth.Session
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import org.junit.jupiter.api.extension.ExtendWith
import java.net.ConnectException
import java.net.URI

@ExtendWith(GenAuthEmulatorExtension::class)
class EmulatorTest {
    private fun GenAuthEmulator.client(token: String = GenAuthEmulator.DOCUMENTED_USER_TOKEN) =
        GenAuthClient(config(token).copy(maxAttempts = 1))

    @Test
    fun `a busy service`(emulator: GenAuthEmulator) {
        emulator.rateLimit(retryAfterSeconds = 30)
        GenAuthClient(emulator.config()).use { client ->
            assertThrows<GenAuthException.RateLimited> { client.getProfileBlocking() }
        }
    }

    @Test
    fun `a suspended user`(emulator: GenAuthEmulator) {
        emulator.addUser("adas-token", """{"userId": "u-ada", "username": "ada"}""")
        emulator.suspendUser("ada")
        emulator.client("adas-token").use { assertThrows<GenAuthException.Forbidden> { it.getProfileBlocking() } }
        emulator.client().use { assertEquals("bob", it.getProfileBlocking().username) }
    }

    @Test
    fun `a session that ended`(emulator: GenAuthEmulator) {
        Session.fromTokens(emulator.config(null), emulator.signIn()).use { session ->
            emulator.endSessions()
            val error = assertThrows<GenAuthException.Unauthenticated> { session.refreshBlocking() }
            assertTrue(error.sessionIsDead)
        }
    }

    @Test
    fun `an outage, and the end of it`(emulator: GenAuthEmulator) {
        emulator.client().use { client ->
            client.getProfileBlocking()
            emulator.outage()
            assertEquals(503, assertThrows<GenAuthException.Api> { client.getProfileBlocking() }.httpStatus)
            emulator.resetConnections()
            emulator.clearFaults()
            client.getProfileBlocking()
        }
    }

    @Test
    fun `what cannot be set`(emulator: GenAuthEmulator) {
        val error = assertThrows<IllegalArgumentException> { emulator.suspendUser("nobody") }
        assertEquals("there is no such user", error.message)
    }

    @Test
    fun `it ends when it is closed`() {
        val own = GenAuthEmulator("--token", "mine")
        own.client("mine").use { it.getProfileBlocking() }
        own.close()
        assertThrows<ConnectException> { URI(own.url).toURL().readText() }
    }
}
