package ai.genauth.runner

import ai.genauth.Config
import ai.genauth.HeaderPrefix
import ai.genauth.ProfileOptions
import ai.genauth.TokenStyle
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.intOrNull
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.longOrNull
import java.net.URLDecoder
import java.time.Duration

/** One line of the driver. */
class Order(
    line: String,
) {
    private val fields = line.split('\t')

    val name: String = fields[0]
    val config: Config = config(Json.parseToJsonElement(fields[1]).jsonObject)
    private val flags = fields[2].toInt()
    val options =
        ProfileOptions(
            withCustomData = flags and 1 != 0,
            withIdentities = flags and 2 != 0,
            withDepartmentIds = flags and 4 != 0,
        )
    val raw: Boolean = flags and (1 shl 16) != 0

    // A plus sign is encoded, so no decoder can take it for a space.
    val accessToken: String? = fields[3].given()?.let { URLDecoder.decode(it, Charsets.UTF_8) }
    val timeout: Duration? = fields[4].given()?.let { Duration.ofMillis(it.toLong()) }
    val cancelAfterMs: Long? = fields[5].given()?.toLong()
    val calls: Int = fields[6].toInt()

    private fun String.given(): String? = takeIf { it != "-" }

    private fun config(json: JsonObject): Config {
        fun value(key: String) = json[key]?.jsonPrimitive

        fun text(key: String) = value(key)?.contentOrNull

        fun duration(key: String) = value(key)?.longOrNull?.let(Duration::ofMillis)
        return Config(
            appId = text("app_id")!!,
            host = text("host")!!,
            accessToken = text("access_token"),
            timeout = duration("timeout_ms"),
            connectTimeout = duration("connect_timeout_ms"),
            maxAttempts = value("max_attempts")?.intOrNull,
            maxResponseBytes = value("max_response_bytes")?.longOrNull,
            caFile = text("ca_file"),
            caPem = text("ca_pem"),
            proxy = text("proxy"),
            headerPrefix = text("header_prefix")?.let { HeaderPrefix.valueOf(it.uppercase()) },
            tokenStyle = text("token_style")?.let { TokenStyle.valueOf(it.uppercase()) },
            language = text("language"),
            userAgent = text("user_agent"),
            allowInsecureHttp = value("allow_insecure_http")?.booleanOrNull ?: false,
        )
    }
}
