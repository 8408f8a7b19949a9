package ai.genauth.runner

import ai.genauth.GenAuthException
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.util.concurrent.CancellationException

/** What a call gave, as a member of the response by this name, or what it failed with. */
inline fun outcome(
    name: String,
    call: () -> String,
): String =
    try {
        // The library's JSON is passed on as it is: parsing it could hide what is wrong with it.
        "\"$name\":${call()}"
    } catch (e: GenAuthException) {
        "\"error\":${facts(e)}"
    } catch (_: CancellationException) {
        "\"error\":{\"kind\":\"cancelled\"}"
    }

/** An error as a JSON object. */
fun facts(error: GenAuthException): String {
    val facts = error.facts
    val kind =
        error.javaClass.simpleName
            .replace(Regex("(?<=[a-z])(?=[A-Z])"), "_")
            .lowercase()
    return buildJsonObject {
        put("kind", kind)
        put("message", facts.detail)
        put("hint", facts.hint)
        put("http_status", facts.httpStatus)
        put("status_code", facts.statusCode)
        put("api_code", facts.apiCode)
        put("request_id", facts.requestId)
        put("retry_after_ms", facts.retryAfterMs)
        put("retryable", facts.retryable)
        put("session_is_dead", facts.sessionIsDead)
        put("oauth_error", facts.oauthError)
        put("attempts", facts.attempts)
    }.toString()
}
