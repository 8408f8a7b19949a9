package ai.genauth.runner

import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.boolean
import kotlinx.serialization.json.int
import kotlinx.serialization.json.long
import java.time.Duration

/** The runner does not know a method or an argument. */
class ProtocolException(
    message: String,
) : Exception(message)

/** The members of a JSON object, each of which is taken once. */
class Arguments(
    json: JsonObject,
) {
    private val rest = json.toMutableMap()

    fun string(name: String) = value(name)?.content

    fun flag(name: String) = value(name)?.boolean ?: false

    fun int(name: String) = value(name)?.int

    fun duration(name: String) = value(name)?.long?.let(Duration::ofMillis)

    fun array(name: String) = take<JsonArray>(name)

    fun members(name: String) = take<JsonObject>(name)

    /** Makes sure that all were taken. */
    fun end() {
        rest.keys.firstOrNull()?.let { throw ProtocolException("unknown argument: $it") }
    }

    private fun value(name: String) = take<JsonPrimitive>(name)

    private inline fun <reified T : JsonElement> take(name: String): T? {
        val value = rest.remove(name)
        if (value == null || value is JsonNull) return null
        return value as? T ?: throw ProtocolException("$name: unexpected type")
    }
}
