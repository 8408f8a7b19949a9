package ai.genauth

/** The token of the user that the emulator always knows. */
const val TOKEN = "documented-user-token"

/** One emulator for the whole test run. Its standard input ends, and so does it, when this process does. */
object Emulator {
    private const val READY = "listening on "

    private val process: Process by lazy {
        val binary =
            checkNotNull(System.getenv("GENAUTH_EMULATOR")) { "GENAUTH_EMULATOR must name the genauth-emulator binary" }
        ProcessBuilder(binary, "--port", "0", "--exit-with-stdin")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
    }

    /** Where the emulator listens. */
    val host: String by lazy {
        val line = process.inputStream.bufferedReader().readLine()
        check(line != null && line.startsWith(READY)) { "the emulator did not start: $line" }
        line.removePrefix(READY)
    }

    fun client(accessToken: String? = TOKEN) =
        GenAuthClient(Config(appId = "app", host = host, accessToken = accessToken))
}
