package ai.genauth

import ai.genauth.internal.uniffiForeignFutureHandleCount
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.assertThrows
import java.time.Duration
import java.util.Collections
import java.util.concurrent.CompletableFuture
import java.util.concurrent.atomic.AtomicInteger
import kotlin.time.Duration.Companion.milliseconds

/** Token providers: the application holds the tokens itself. */
@Timeout(60)
class TokenProviderTest {
    private fun client(provider: TokenProvider) = GenAuthClient(Config("app", Emulator.host), provider)

    @Test
    fun `each kind is asked again with a refused token`() {
        val asked = Collections.synchronizedList(mutableListOf<String?>())

        fun give(rejected: String?): String {
            asked += rejected
            return if (rejected == null) "an-old-one" else TOKEN
        }
        val kinds =
            listOf(
                TokenProvider {
                    delay(1)
                    give(it)
                },
                TokenProvider.blocking {
                    Thread.sleep(1)
                    give(it)
                },
                TokenProvider.async { CompletableFuture.supplyAsync { give(it) } },
            )
        for (provider in kinds) {
            assertEquals(USER_ID, client(provider).getProfileBlocking().userId)
            assertEquals(USER_ID, runBlocking { client(provider).getProfile().userId })
            assertEquals(USER_ID, client(provider).getProfileAsync().get().userId)
            assertEquals(listOf(null, "an-old-one", null, "an-old-one", null, "an-old-one"), asked.toList())
            asked.clear()
        }
    }

    @Test
    fun `a token of the call wins`() {
        val client = client { error("it was asked") }
        assertEquals(USER_ID, client.getProfileBlocking(accessToken = TOKEN).userId)
    }

    @Test
    fun `what it throws is the cause`() {
        for (thrown in listOf(NoSuchElementException("s3cret"), StackOverflowError("s3cret"))) {
            val kinds =
                listOf(
                    TokenProvider { throw thrown },
                    TokenProvider.blocking { throw thrown },
                    TokenProvider.async { CompletableFuture<String>().apply { completeExceptionally(thrown) } },
                    TokenProvider.async { throw thrown },
                )
            for (provider in kinds) {
                val error = assertThrows<GenAuthException.TokenProvider> { client(provider).getProfileBlocking() }
                // With assertions, as in tests, coroutines put a copy in front that knows their stack.
                assertSame(thrown, generateSequence(error.cause) { it.cause }.last())
                assertTrue(error.detail.contains(thrown.javaClass.name), error.detail)
                assertFalse(error.toString().contains("s3cret"), error.toString())
            }
        }
    }

    @Test
    fun `what is no token`() {
        for (token in listOf("", "two\nlines", "\ud800")) {
            val error = assertThrows<GenAuthException.TokenProvider> { client { token }.getProfileBlocking() }
            assertFalse(error.detail.contains("lines"), error.detail)
        }
        val error = assertThrows<GenAuthException.TokenProvider> { client(nothing()).getProfileBlocking() }
        assertTrue(error.cause is NullPointerException, error.toString())
    }

    /** What Java can give. */
    private fun nothing(): TokenProvider =
        TokenProvider.async { CompletableFuture.completedFuture<String?>(null).thenApply { it } }

    @Test
    fun `it ends with its call`() {
        val ended = AtomicInteger()
        val hanging = CompletableFuture<String>()
        hanging.whenComplete { _, _ -> ended.incrementAndGet() }
        val kinds =
            listOf(
                TokenProvider {
                    try {
                        awaitCancellation()
                    } finally {
                        ended.incrementAndGet()
                    }
                },
                TokenProvider.blocking {
                    try {
                        Thread.sleep(60_000)
                        TOKEN
                    } finally {
                        ended.incrementAndGet()
                    }
                },
                TokenProvider.async { hanging },
            )
        for (provider in kinds) {
            val before = ended.get()
            val client = client(provider)
            assertThrows<GenAuthException.Timeout> { client.getProfileBlocking(timeout = Duration.ofMillis(200)) }
            eventually("it is cancelled") { ended.get() > before }
        }
        eventually("nothing is left") { uniffiForeignFutureHandleCount() == 0 }
    }

    @Test
    fun `cancelling a call cancels it, and nobody else's`() =
        runBlocking<Unit>(Dispatchers.Default) {
            val asked = AtomicInteger()
            val client =
                client {
                    if (asked.incrementAndGet() == 1) awaitCancellation()
                    delay(100.milliseconds)
                    TOKEN
                }
            val first = async { client.getProfile() }
            eventually("it is asked") { asked.get() == 1 }
            val second = async { client.getProfile() }
            first.cancelAndJoin()
            assertEquals(USER_ID, second.await().userId)
        }

    @Test
    fun `it may use the library, and end after its client`() =
        runBlocking<Unit>(Dispatchers.Default) {
            val session = Session.fromTokens(OpenIdProvider.config, OpenIdProvider.expired())
            val asked = AtomicInteger()
            val client =
                client {
                    asked.incrementAndGet()
                    delay(100.milliseconds)
                    session.accessToken()
                }
            val call = async { client.getProfile() }
            eventually("it is asked") { asked.get() == 1 }
            client.close()
            assertEquals(USER, call.await().email)
        }

    @Test
    fun `two hundred calls at once`() =
        runBlocking<Unit>(Dispatchers.Default) {
            val client =
                client {
                    delay(10)
                    TOKEN
                }
            val users = List(200) { async { client.getProfile().userId } }.awaitAll()
            assertEquals(setOf(USER_ID), users.toSet())
        }
}
