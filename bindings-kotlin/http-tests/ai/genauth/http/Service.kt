package ai.genauth.http

import ai.genauth.Config
import ai.genauth.Session
import ai.genauth.TokenSet
import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import java.net.InetAddress
import java.net.InetSocketAddress
import java.util.Collections
import java.util.concurrent.Executors

/** A service, and the token endpoint for it: the n-th refresh gives the token `fresh-n`. */
class Service : AutoCloseable {
    private val threads = Executors.newCachedThreadPool()
    private val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)

    /** The `Authorization` headers that its resources have seen. */
    val seen: MutableList<String?> = Collections.synchronizedList(mutableListOf())

    /** The tokens that it accepts. */
    @Volatile
    var accepted = emptySet<String>()

    /** Whether the session has ended. */
    @Volatile
    var isOver = false

    @Volatile
    var refreshes = 0
        private set

    init {
        server.executor = threads
        server.createContext("/oidc/token") { if (isOver) refuse(it) else refresh(it) }
        server.createContext("/resource", ::resource)
        server.createContext("/moved") {
            it.responseHeaders["Location"] = "/resource"
            it.answer(307)
        }
        // The same server under another name is another host.
        server.createContext("/away") {
            it.responseHeaders["Location"] = "${host.replace("127.0.0.1", "localhost")}/resource"
            it.answer(307)
        }
        server.start()
    }

    val host = "http://127.0.0.1:${server.address.port}"

    val resource = "$host/resource"

    /** A session whose access token is `old`. */
    fun session(expiresAt: Long? = null): Session =
        Session.fromTokens(
            Config(appId = "app", host = host, maxAttempts = 1),
            TokenSet("old", refreshToken = "refresh", expiresAt = expiresAt),
        )

    private fun refuse(exchange: HttpExchange) = exchange.answer(400, """{"error":"invalid_grant"}""")

    @Synchronized
    private fun refresh(exchange: HttpExchange) {
        refreshes++
        exchange.answer(
            200,
            """{"access_token":"fresh-$refreshes","refresh_token":"refresh","token_type":"Bearer","expires_in":3600}""",
        )
    }

    private fun resource(exchange: HttpExchange) {
        val authorization = exchange.requestHeaders.getFirst("Authorization")
        val body = exchange.requestBody.readBytes().decodeToString()
        seen += authorization
        exchange.answer(if (authorization?.removePrefix("Bearer ") in accepted) 200 else 401, "got: $body")
    }

    private fun HttpExchange.answer(
        status: Int,
        body: String = "",
    ) {
        requestBody.readBytes()
        responseHeaders["Content-Type"] = "application/json"
        sendResponseHeaders(status, if (body.isEmpty()) -1 else body.length.toLong())
        responseBody.use { it.write(body.toByteArray()) }
    }

    override fun close() {
        server.stop(0)
        threads.shutdown()
    }
}
