package ai.genauth.junit

import ai.genauth.Config
import ai.genauth.TokenSet
import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonObjectBuilder
import kotlinx.serialization.json.buildJsonArray
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.put
import java.io.File
import java.net.HttpURLConnection
import java.net.Proxy
import java.net.URI

/**
 * A local GenAuth with users, sessions and faults of the test's own.
 *
 * It runs the program `genauth-emulator`, or `genauth emulator`: the one that the environment variable
 * `GENAUTH_EMULATOR` names, or else the one on `PATH`. It listens on 127.0.0.1, and it does not outlive this process. A
 * fault is for all requests until [clearFaults]; a user is named by user id, username, email or phone number.
 *
 * @param options options of the program, such as `--users` and a file.
 * @throws IllegalStateException the program was not found, or does not start.
 */
public class GenAuthEmulator(
    vararg options: String,
) : AutoCloseable {
    private val process: Process =
        ProcessBuilder(program() + options + "--exit-with-stdin")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()

    /** Its address, to be the `host` of clients, or the value of `GENAUTH_EMULATOR_HOST` for another process. */
    public val url: String =
        process.inputStream
            .bufferedReader()
            .readLine()
            ?.removePrefix("listening on ")
            ?: error("the emulator did not start; standard error says why")

    /** The settings for a client of this emulator. */
    @JvmOverloads
    public fun config(accessToken: String? = DOCUMENTED_USER_TOKEN): Config =
        Config(appId = APP_ID, host = url, accessToken = accessToken, proxy = "none")

    /** Signs a user in without a browser, and returns the tokens for a session. */
    @JvmOverloads
    public fun signIn(user: String = DOCUMENTED_USER): TokenSet =
        TokenSet.fromJson(post("oidc/sign-in") { put("user", user) })

    /**
     * Adds a user, or replaces the one that was added with the same `userId`.
     *
     * @param token the user's token, with every scope.
     * @param data the user as a JSON object, with the service's own field names.
     */
    public fun addUser(
        token: String,
        data: String,
    ) {
        post("users") {
            put("tokens", buildJsonArray { add(buildJsonObject { put("token", token) }) })
            put("data", Json.parseToJsonElement(data))
        }
    }

    /** HTTP 429. */
    @JvmOverloads
    public fun rateLimit(retryAfterSeconds: Int = 1): Unit =
        fault("rate_limited") { put("retry_after", retryAfterSeconds) }

    /** HTTP 503. */
    public fun outage(): Unit = fault("unavailable")

    /** The service refuses the user, or everybody. */
    @JvmOverloads
    public fun suspendUser(user: String? = null): Unit = fault("suspended_user") { put("user", user) }

    /** The service knows the tokens of the user no more, or those of everybody. */
    @JvmOverloads
    public fun endSessions(user: String? = null): Unit = fault("session_ended") { put("user", user) }

    /** Each response takes this long. */
    public fun slowDown(milliseconds: Int): Unit = fault("slow") { put("milliseconds", milliseconds) }

    /** No response, and the connection stays open. */
    public fun hang(): Unit = fault("hang")

    /** Each connection is reset. */
    public fun resetConnections(): Unit = fault("reset")

    /** Switches all faults off. */
    public fun clearFaults() {
        ask("DELETE", "faults")
    }

    /** Ends the program. */
    override fun close() {
        process.outputStream.close()
        process.waitFor()
    }

    private fun fault(
        kind: String,
        details: JsonObjectBuilder.() -> Unit = {},
    ) {
        post("faults") {
            put("kind", kind)
            details()
        }
    }

    private fun post(
        what: String,
        body: JsonObjectBuilder.() -> Unit,
    ): String = ask("POST", what, buildJsonObject(body))

    private fun ask(
        method: String,
        what: String,
        body: JsonObject? = null,
    ): String {
        val connection = URI("$url/__emulator/$what").toURL().openConnection(Proxy.NO_PROXY) as HttpURLConnection
        connection.requestMethod = method
        body?.let {
            connection.doOutput = true
            connection.outputStream.use { stream -> stream.write(it.toString().toByteArray()) }
        }
        if (connection.responseCode == HttpURLConnection.HTTP_OK) {
            return connection.inputStream.bufferedReader().readText()
        }
        val problem = Json.parseToJsonElement(connection.errorStream.bufferedReader().readText()) as JsonObject
        throw IllegalArgumentException(problem["message"]?.jsonPrimitive?.contentOrNull)
    }

    public companion object {
        /** Token of the user that every emulator knows, with every scope. */
        public const val DOCUMENTED_USER_TOKEN: String = "documented-user-token"

        private const val DOCUMENTED_USER = "test@example.com"
        private const val APP_ID = "test-app"
        private const val VARIABLE = "GENAUTH_EMULATOR"

        private fun program(): List<String> {
            val wanted = System.getenv(VARIABLE)
            val names = if (wanted != null) listOf(wanted) else listOf("genauth-emulator", "genauth")
            val folders = System.getenv("PATH").orEmpty().split(File.pathSeparator)
            val candidates = names.flatMap { name -> listOf(File(name)) + folders.map { File(it, name) } }
            val found =
                candidates.firstOrNull { it.isFile && it.canExecute() }
                    ?: error(
                        "the emulator was not found. Put genauth-emulator or genauth on PATH, " +
                            "or set $VARIABLE to the path of one of them.",
                    )
            return listOf(found.path) + if (found.nameWithoutExtension == "genauth") listOf("emulator") else emptyList()
        }
    }
}
