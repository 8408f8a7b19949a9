package ai.genauth.junit

import ai.genauth.GenAuthClient
import ai.genauth.GenAuthException
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.extension.ExtendWith

/** What an application does. */
fun greeting(client: GenAuthClient): String =
    try {
        "Hello, ${client.getProfileBlocking().username}"
    } catch (_: GenAuthException.RateLimited) {
        "Please try again later"
    } catch (_: GenAuthException.Forbidden) {
        "Your account is suspended"
    } catch (_: GenAuthException.Unauthenticated) {
        "Please sign in"
    }

@ExtendWith(GenAuthEmulatorExtension::class)
class GreetingTest {
    @Test
    fun `a busy service`(emulator: GenAuthEmulator) {
        emulator.rateLimit(retryAfterSeconds = 30)
        GenAuthClient(emulator.config()).use { assertEquals("Please try again later", greeting(it)) }
    }

    @Test
    fun `a suspended user`(emulator: GenAuthEmulator) {
        emulator.suspendUser("bob")
        GenAuthClient(emulator.config()).use { assertEquals("Your account is suspended", greeting(it)) }
    }

    @Test
    fun `a session that ended`(emulator: GenAuthEmulator) {
        emulator.endSessions()
        GenAuthClient(emulator.config()).use { assertEquals("Please sign in", greeting(it)) }
    }
}
