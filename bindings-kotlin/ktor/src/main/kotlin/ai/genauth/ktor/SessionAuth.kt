package ai.genauth.ktor

import ai.genauth.GenAuthException
import ai.genauth.Session
import io.ktor.client.plugins.api.ClientPlugin
import io.ktor.client.plugins.api.Send
import io.ktor.client.plugins.api.createClientPlugin
import io.ktor.client.request.HttpRequestBuilder
import io.ktor.client.statement.discardRemaining
import io.ktor.http.HttpHeaders
import io.ktor.http.HttpStatusCode
import io.ktor.http.content.OutgoingContent
import io.ktor.util.AttributeKey

/** What [SessionAuth] needs to know. */
public class SessionAuthConfig {
    /** The session whose tokens requests carry. */
    public var session: Session? = null
}

/**
 * Adds the access token of a session to the requests of a Ktor client; after a 401 it refreshes and repeats once:
 * `install(SessionAuth) { session = … }`.
 *
 * Use it for servers that the token is meant for: whoever gets the request gets the token, except where a redirect leads
 * to another host. A request that has an `Authorization` header is left alone, and one whose body is a stream is not
 * repeated.
 *
 * The request fails with a [GenAuthException] when there is no fresh token; only its [GenAuthException.sessionIsDead] says
 * that the user has to sign in again.
 */
public val SessionAuth: ClientPlugin<SessionAuthConfig> =
    createClientPlugin("SessionAuth", ::SessionAuthConfig) {
        val session = requireNotNull(pluginConfig.session) { "SessionAuth needs a session" }

        // Not where redirects are followed: another host would get the token.
        onRequest { request, _ ->
            if (HttpHeaders.Authorization !in request.headers) request.authorize(session.accessToken())
        }

        on(Send) { request ->
            val call = proceed(request)
            val sent = request.attributes.getOrNull(SENT)
            val isOurs = sent != null && request.headers[HttpHeaders.Authorization] == bearer(sent)
            if (call.response.status != HttpStatusCode.Unauthorized || !isOurs || !request.canBeRepeated()) {
                return@on call
            }
            call.response.discardRemaining()
            request.authorize(session.accessTokenAfter(sent))
            request.attributes.put(REPEATED, Unit)
            proceed(request)
        }
    }

/** The token that a request carries. */
private val SENT = AttributeKey<String>("ai.genauth.sent")

/** Whether it has been repeated. */
private val REPEATED = AttributeKey<Unit>("ai.genauth.repeated")

private fun bearer(token: String) = "Bearer $token"

private fun HttpRequestBuilder.authorize(token: String) {
    headers[HttpHeaders.Authorization] = bearer(token)
    attributes.put(SENT, token)
}

private fun HttpRequestBuilder.canBeRepeated(): Boolean = REPEATED !in attributes && canBeSentAgain(body)

private fun canBeSentAgain(body: Any): Boolean =
    when (body) {
        is OutgoingContent.ByteArrayContent, is OutgoingContent.NoContent -> true
        is OutgoingContent.ContentWrapper -> canBeSentAgain(body.delegate())
        else -> false
    }
