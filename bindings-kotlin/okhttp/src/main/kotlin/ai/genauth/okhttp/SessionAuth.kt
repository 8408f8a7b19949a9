package ai.genauth.okhttp

import ai.genauth.GenAuthException
import ai.genauth.Session
import okhttp3.Authenticator
import okhttp3.Interceptor
import okhttp3.Request
import okhttp3.Response
import okhttp3.Route
import java.io.IOException

private const val AUTHORIZATION = "Authorization"

/**
 * Adds the access token of a session to the requests of an OkHttp client; after a 401 it refreshes and repeats once.
 *
 * It is both an interceptor and an authenticator of the client: `addInterceptor(auth)` and `authenticator(auth)`. Use it for
 * servers that the token is meant for: whoever gets the request gets the token, except where a redirect leads to another
 * host. A request that has an `Authorization` header is left alone, and one whose body can be sent only once is not
 * repeated.
 *
 * It waits for the token on the thread of the call, for as long as the session's configuration lets it; cancelling the
 * call does not end that. The call fails with a [SessionException] when there is no fresh token.
 */
public class SessionAuth(
    private val session: Session,
) : Interceptor,
    Authenticator {
    /** Adds the token to a request that has no `Authorization` header. */
    override fun intercept(chain: Interceptor.Chain): Response {
        val request = chain.request()
        if (request.header(AUTHORIZATION) != null) return chain.proceed(request)
        return chain.proceed(authorized(request) { session.accessTokenBlocking() })
    }

    /** Returns the request with a fresh token, unless it must not be repeated. */
    override fun authenticate(
        route: Route?,
        response: Response,
    ): Request? {
        val request = response.request
        // A redirect to another host has lost the token, and must not get it back.
        val sent = request.tag(Sent::class.java)?.takeIf { it.header == request.header(AUTHORIZATION) } ?: return null
        val isSecond = generateSequence(response.priorResponse) { it.priorResponse }.any { it.code == response.code }
        if (isSecond || request.body?.isOneShot() == true) return null
        return authorized(request) { session.accessTokenAfterBlocking(sent.token) }
    }

    private fun authorized(
        request: Request,
        token: () -> String,
    ): Request {
        val sent = Sent(fresh(token))
        return request
            .newBuilder()
            .header(AUTHORIZATION, sent.header)
            .tag(Sent::class.java, sent)
            .build()
    }

    /** OkHttp hands on no other exceptions: it ends the thread of an asynchronous call with them. */
    private fun <T> fresh(call: () -> T): T =
        try {
            call()
        } catch (e: GenAuthException) {
            throw SessionException(e)
        }
}

/** The token that a request carries. */
private class Sent(
    val token: String,
) {
    val header
        get() = "Bearer $token"
}

/** A request was not sent, or not repeated, because the session has no fresh token. */
public class SessionException(
    /** Why. Only its [GenAuthException.sessionIsDead] says that the user has to sign in again. */
    override val cause: GenAuthException,
) : IOException(cause.message, cause)
