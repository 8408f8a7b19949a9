package ai.genauth

import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.int
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put
import java.net.HttpURLConnection
import java.net.URI
import java.net.URLDecoder
import kotlinx.serialization.json.Json as KotlinxJson

/** The name of the user that the emulator always knows. */
const val USER = "test@example.com"

/** Where the logins of the tests come back to. */
const val REDIRECT = "http://127.0.0.1/callback"

/** The emulator's OpenID provider, and what tests tell it. */
object OpenIdProvider {
    /** Of the application that is always there. */
    val config = Config(appId = "test-app", host = Emulator.host)

    /** Signs the user in without a browser. */
    fun signIn(): TokenSet = TokenSet.fromJson(tell("sign-in", buildJsonObject { put("user", USER) }))

    /** As [signIn]; the time of the access token is over. */
    fun expired(): TokenSet = signIn().copy(expiresAt = System.currentTimeMillis() / 1000 - 10)

    /** A session of tokens that are fresh. */
    fun session(): Session = Session.fromTokens(config, signIn())

    /** Does what a browser does with the URL of a login, and returns the URL to which it is sent back. */
    fun authorize(url: String): String {
        val browser = URI(url).toURL().openConnection() as HttpURLConnection
        browser.instanceFollowRedirects = false
        return checkNotNull(browser.getHeaderField("location")) { "the emulator shows a page" }
    }

    /** Ends an access token or a refresh token, and nothing else. */
    fun expire(token: String) = tell("expire", buildJsonObject { put("token", token) })

    /** Ends the sign-in that a token comes from, as an administrator does. */
    fun revoke(token: String) = tell("revoke", buildJsonObject { put("token", token) })

    /** Lets the next request for tokens fail. */
    fun failNext(
        kind: String,
        milliseconds: Int? = null,
    ) = tell(
        "failures",
        buildJsonObject {
            put("endpoint", "token")
            put(
                "failure",
                buildJsonObject {
                    put("kind", kind)
                    milliseconds?.let { put("milliseconds", it) }
                },
            )
        },
    )

    /** Registers an application. */
    fun register(application: JsonObject) = tell("applications", application)

    /** How often tokens have been refreshed so far, in all tests together. */
    fun refreshes(): Int {
        val counts = KotlinxJson.parseToJsonElement(URI("$CONTROL/requests").toURL().readText()) as JsonObject
        return counts.getValue("refreshes").jsonPrimitive.int
    }

    private fun tell(
        path: String,
        body: JsonObject,
    ): String {
        val connection = URI("$CONTROL/$path").toURL().openConnection() as HttpURLConnection
        connection.requestMethod = "POST"
        connection.doOutput = true
        connection.outputStream.use { it.write(body.toString().toByteArray()) }
        return connection.inputStream.bufferedReader().readText()
    }

    private val CONTROL = "${Emulator.host}/__emulator/oidc"
}

/** The parameters of a URL. */
fun query(url: String): Map<String, String> =
    url.substringAfter('?').split('&').associate { pair ->
        val (name, value) = pair.split('=').map { URLDecoder.decode(it, "UTF-8") }
        name to value
    }
