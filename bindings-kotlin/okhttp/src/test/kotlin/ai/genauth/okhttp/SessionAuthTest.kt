package ai.genauth.okhttp

import ai.genauth.Session
import ai.genauth.http.Service
import okhttp3.Call
import okhttp3.Callback
import okhttp3.OkHttpClient
import okhttp3.Request
import okhttp3.RequestBody
import okhttp3.RequestBody.Companion.toRequestBody
import okhttp3.Response
import okio.BufferedSink
import org.junit.jupiter.api.AfterEach
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.assertThrows
import java.io.IOException
import java.util.concurrent.Callable
import java.util.concurrent.CompletableFuture
import java.util.concurrent.ExecutionException
import java.util.concurrent.Executors

/** The session's token in the requests of a real OkHttp client. */
@Timeout(60)
class SessionAuthTest {
    private val service = Service()

    @AfterEach
    fun close() = service.close()

    private fun client(session: Session = service.session()): OkHttpClient {
        val auth = SessionAuth(session)
        return OkHttpClient
            .Builder()
            .addInterceptor(auth)
            .authenticator(auth)
            .build()
    }

    private fun get(url: String = service.resource) = Request.Builder().url(url)

    private fun OkHttpClient.status(request: Request.Builder): Int = newCall(request.build()).execute().use { it.code }

    @Test
    fun `a request carries the token`() {
        service.accepted = setOf("old")
        assertEquals(200, client().status(get()))
        assertEquals(listOf<String?>("Bearer old"), service.seen)
        assertEquals(0, service.refreshes)
    }

    @Test
    fun `a refused token is replaced, and the request repeated`() {
        service.accepted = setOf("fresh-1")
        val response = client().newCall(get().post("content".toRequestBody()).build()).execute()
        assertEquals("got: content", response.use { it.body!!.string() })
        assertEquals(listOf<String?>("Bearer old", "Bearer fresh-1"), service.seen)
    }

    @Test
    fun `an expired token is not sent`() {
        service.accepted = setOf("fresh-1")
        assertEquals(200, client(service.session(expiresAt = 1)).status(get()))
        assertEquals(listOf<String?>("Bearer fresh-1"), service.seen)
    }

    @Test
    fun `a second refusal stands`() {
        assertEquals(401, client().status(get()))
        assertEquals(listOf<String?>("Bearer old", "Bearer fresh-1"), service.seen)
    }

    @Test
    fun `many requests share one refresh`() {
        service.accepted = setOf("fresh-1")
        val client = client()
        val pool = Executors.newFixedThreadPool(16)
        val statuses = List(64) { pool.submit(Callable { client.status(get()) }) }.map { it.get() }
        pool.shutdown()
        assertEquals(setOf(200), statuses.toSet())
        assertEquals(1, service.refreshes)
    }

    @Test
    fun `a redirect takes the token along, but not to another host`() {
        service.accepted = setOf("fresh-1")
        val client = client()
        assertEquals(200, client.status(get("${service.host}/moved")))
        assertEquals(listOf<String?>("Bearer old", "Bearer fresh-1"), service.seen)
        service.seen.clear()
        assertEquals(401, client.status(get("${service.host}/away")))
        assertEquals(listOf<String?>(null), service.seen)
        assertEquals(1, service.refreshes)
    }

    @Test
    fun `a header of the application's own is left alone`() {
        assertEquals(401, client().status(get().header("Authorization", "Basic abc")))
        assertEquals(listOf<String?>("Basic abc"), service.seen)
        assertEquals(0, service.refreshes)
    }

    @Test
    fun `a body that can be sent only once is not repeated`() {
        val once =
            object : RequestBody() {
                override fun contentType() = null

                override fun isOneShot() = true

                override fun writeTo(sink: BufferedSink) {
                    sink.writeUtf8("content")
                }
            }
        assertEquals(401, client().status(get().post(once)))
        assertEquals(1, service.seen.size)
        assertEquals(0, service.refreshes)
    }

    @Test
    fun `the end of a session is an exception that a call can fail with`() {
        service.isOver = true
        val client = client()
        val error = assertThrows<SessionException> { client.status(get()) }
        assertTrue(error.cause.sessionIsDead)
        assertFalse(error.toString().contains("old"), error.toString())
        val failure = CompletableFuture<Response>()
        client.newCall(get().build()).enqueue(
            object : Callback {
                override fun onFailure(
                    call: Call,
                    e: IOException,
                ) {
                    failure.completeExceptionally(e)
                }

                override fun onResponse(
                    call: Call,
                    response: Response,
                ) {
                    failure.complete(response)
                }
            },
        )
        assertTrue(assertThrows<ExecutionException> { failure.get() }.cause is SessionException)
    }
}
