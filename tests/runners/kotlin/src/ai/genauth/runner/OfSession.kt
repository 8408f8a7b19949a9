package ai.genauth.runner

import ai.genauth.Config
import ai.genauth.Session
import ai.genauth.SignOut
import ai.genauth.TokenSet
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonPrimitive
import java.time.Duration
import java.util.concurrent.CompletableFuture.completedFuture

/** A call of a session, or of something that it makes. The result is JSON. */
class OfSession(
    arguments: Arguments,
    private val call: (Session, Duration?) -> Call<String>,
) : Method {
    private val tokens = arguments.members("tokens")?.toString()
    private val timeout = arguments.duration("timeout_ms")
    private val atOnce = arguments.int("at_once") ?: 1
    private val watch = Watch(arguments)

    override fun play(
        config: Config,
        calls: Calls,
    ): String =
        watch.outcome {
            val session = session(config, calls.isBlocking)
            if (session == null) "null" else calls.make(call(session, timeout), atOnce)
        }

    private fun session(
        config: Config,
        isBlocking: Boolean,
    ): Session? {
        if (tokens != null) return Session.fromTokens(config, TokenSet.fromJson(tokens)).also(watch::begin)
        val store = watch.store ?: return null
        val session =
            if (isBlocking) Session.openBlocking(config, store) else runBlocking { Session.open(config, store) }
        return session?.apply { onEvent(watch.events) }
    }
}

fun accessToken(
    session: Session,
    timeout: Duration?,
): Call<String> =
    Call(
        { session.accessToken(timeout) },
        { session.accessTokenBlocking(timeout) },
        { session.accessTokenAsync(timeout) },
    ).map { JsonPrimitive(it).toString() }

fun refresh(
    session: Session,
    timeout: Duration?,
): Call<String> =
    Call(
        {
            session.refresh(timeout)
            null
        },
        {
            session.refreshBlocking(timeout)
            null
        },
        { session.refreshAsync(timeout) },
    ).map { "null" }

fun signOut(
    session: Session,
    timeout: Duration?,
): Call<String> =
    Call(
        { session.signOut(timeout) },
        { session.signOutBlocking(timeout) },
        { session.signOutAsync(timeout) },
    ).map(::json)

private fun json(outcome: SignOut): String {
    val revokeError = outcome.revokeError?.let(::facts)
    val storeError = outcome.storeError?.let(::facts)
    return """{"revoked":${outcome.revoked},"store_removed":${outcome.storeRemoved},""" +
        """"revoke_error":$revokeError,"store_error":$storeError}"""
}

fun sessionProfile(
    session: Session,
    timeout: Duration?,
): Call<String> {
    val client = session.client()
    return Call(
        { client.getProfile(timeout = timeout) },
        { client.getProfileBlocking(timeout = timeout) },
        { client.getProfileAsync(timeout = timeout) },
    ).map { it.toJson() }
}

/** It sends nothing, so there is one way to call it. */
fun endSessionUrl(postLogoutRedirectUri: String?): (Session, Duration?) -> Call<String> =
    { session, _ ->
        val url = { JsonPrimitive(session.endSessionUrl(postLogoutRedirectUri)).toString() }
        Call({ url() }, url, { completedFuture(url()) })
    }
