package ai.genauth.runner

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long
import java.io.PrintStream

private fun method(request: JsonObject): Method {
    val name = request.getValue("method").jsonPrimitive.content
    val method = METHODS[name] ?: throw ProtocolException("unknown method: $name")
    val arguments = Arguments(request.getValue("args").jsonObject)
    return method(arguments).also { arguments.end() }
}

/** Makes the calls; the last members of the response. */
private fun play(
    request: JsonObject,
    isBlocking: Boolean,
): String {
    val method = method(request)
    val config = config(request.getValue("config").jsonObject)
    val count = request.getValue("calls").jsonPrimitive.int
    val calls = Calls(count, request["cancel_after_ms"]?.jsonPrimitive?.long, isBlocking)
    val outcome = outcome("result") { method.play(config, calls) }
    return "\"elapsed_ms\":${calls.elapsedMs},$outcome"
}

private fun respond(
    request: JsonObject,
    isBlocking: Boolean,
): String {
    val members =
        try {
            play(request, isBlocking)
        } catch (e: ProtocolException) {
            "\"protocol_error\":${JsonPrimitive(e.message)}"
        }
    return "{\"scenario\":${request["scenario"]},$members}\n"
}

fun main(arguments: Array<String>) {
    val isBlocking = "--blocking" in arguments
    val stdout = PrintStream(System.out, false, Charsets.UTF_8)
    System.`in`.bufferedReader().forEachLine { line ->
        stdout.print(respond(Json.parseToJsonElement(line).jsonObject, isBlocking))
        stdout.flush()
    }
}
