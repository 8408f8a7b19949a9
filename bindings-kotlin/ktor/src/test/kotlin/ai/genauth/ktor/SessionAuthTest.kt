package ai.genauth.ktor

import ai.genauth.GenAuthException
import ai.genauth.Session
import ai.genauth.http.Service
import io.ktor.client.HttpClient
import io.ktor.client.engine.cio.CIO
import io.ktor.client.request.get
import io.ktor.client.request.header
import io.ktor.client.request.post
import io.ktor.client.request.prepareGet
import io.ktor.client.request.setBody
import io.ktor.client.statement.bodyAsText
import io.ktor.utils.io.ByteReadChannel
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.runBlocking
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.assertThrows

/** The session's token in the requests of a real Ktor client. */
@Timeout(60)
class SessionAuthTest {
    private val service = Service()

    @AfterEach
    fun close() = service.close()

    private fun client(session: Session? = service.session()) =
        HttpClient(CIO) {
            install(SessionAuth) { this.session = session }
        }

    private fun HttpClient.status(
        url: String = service.resource,
        authorization: String? = null,
    ): Int =
        runBlocking {
            get(url) { authorization?.let { header("Authorization", it) } }.status.value
        }

    @Test
    fun `a request carries the token`() {
        service.accepted = setOf("old")
        assertEquals(200, client().status())
        assertEquals(listOf<String?>("Bearer old"), service.seen)
        assertEquals(0, service.refreshes)
    }

    @Test
    fun `a refused token is replaced, and the request repeated`() =
        runBlocking<Unit> {
            service.accepted = setOf("fresh-1")
            val client = client()
            assertEquals("got: content", client.post(service.resource) { setBody("content") }.bodyAsText())
            assertEquals(listOf<String?>("Bearer old", "Bearer fresh-1"), service.seen)
            service.accepted = setOf("fresh-2")
            assertEquals("got: ", client.prepareGet(service.resource).execute { it.bodyAsText() })
        }

    @Test
    fun `an expired token is not sent`() {
        service.accepted = setOf("fresh-1")
        assertEquals(200, client(service.session(expiresAt = 1)).status())
        assertEquals(listOf<String?>("Bearer fresh-1"), service.seen)
    }

    @Test
    fun `a second refusal stands`() {
        assertEquals(401, client().status())
        assertEquals(listOf<String?>("Bearer old", "Bearer fresh-1"), service.seen)
    }

    @Test
    fun `many requests share one refresh`() {
        service.accepted = setOf("fresh-1")
        val client = client()
        val statuses =
            runBlocking(Dispatchers.Default) {
                List(64) { async { client.get(service.resource).status.value } }.awaitAll()
            }
        assertEquals(setOf(200), statuses.toSet())
        assertEquals(1, service.refreshes)
    }

    @Test
    fun `a redirect takes the token along, but not to another host`() {
        service.accepted = setOf("fresh-1")
        val client = client()
        assertEquals(200, client.status("${service.host}/moved"))
        assertEquals(listOf<String?>("Bearer old", "Bearer fresh-1"), service.seen)
        service.seen.clear()
        assertEquals(401, client.status("${service.host}/away"))
        assertEquals(listOf<String?>(null), service.seen)
        assertEquals(1, service.refreshes)
    }

    @Test
    fun `a header of the application's own is left alone`() {
        assertEquals(401, client().status(authorization = "Basic abc"))
        assertEquals(listOf<String?>("Basic abc"), service.seen)
        assertEquals(0, service.refreshes)
    }

    @Test
    fun `a body that is a stream is not repeated`() =
        runBlocking<Unit> {
            val response = client().post(service.resource) { setBody(ByteReadChannel("content")) }
            assertEquals(401, response.status.value)
            assertEquals(1, service.seen.size)
            assertEquals(0, service.refreshes)
        }

    @Test
    fun `the end of a session is what a request fails with`() {
        service.isOver = true
        assertTrue(assertThrows<GenAuthException.Unauthenticated> { client().status() }.sessionIsDead)
    }

    @Test
    fun `without a session there is no client`() {
        assertThrows<IllegalArgumentException> { client(session = null) }
    }
}
