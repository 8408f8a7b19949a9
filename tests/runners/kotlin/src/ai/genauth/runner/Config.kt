package ai.genauth.runner

import ai.genauth.ClientAuth
import ai.genauth.Config
import ai.genauth.HeaderPrefix
import ai.genauth.TokenStyle
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.intOrNull
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.longOrNull
import java.time.Duration

/** The configuration with the keys that all languages share. */
fun config(json: JsonObject): Config {
    fun value(key: String) = json[key]?.jsonPrimitive

    fun string(key: String) = value(key)?.contentOrNull

    fun duration(key: String) = value(key)?.longOrNull?.let(Duration::ofMillis)
    return Config(
        appId = string("app_id")!!,
        host = string("host")!!,
        accessToken = string("access_token"),
        appSecret = string("app_secret"),
        clientAuth = string("client_auth")?.let { ClientAuth.valueOf(it.uppercase()) },
        timeout = duration("timeout_ms"),
        connectTimeout = duration("connect_timeout_ms"),
        maxAttempts = value("max_attempts")?.intOrNull,
        maxResponseBytes = value("max_response_bytes")?.longOrNull,
        caFile = string("ca_file"),
        caPem = string("ca_pem"),
        proxy = string("proxy"),
        headerPrefix = string("header_prefix")?.let { HeaderPrefix.valueOf(it.uppercase()) },
        tokenStyle = string("token_style")?.let { TokenStyle.valueOf(it.uppercase()) },
        language = string("language"),
        userAgent = string("user_agent"),
        allowInsecureHttp = value("allow_insecure_http")?.booleanOrNull ?: false,
    )
}
