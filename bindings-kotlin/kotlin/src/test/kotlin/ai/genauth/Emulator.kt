package ai.genauth

import java.net.HttpURLConnection
import java.net.URI
import java.util.concurrent.atomic.AtomicInteger

/** The token of the user that the emulator always knows. */
const val TOKEN = "documented-user-token"

/** The id of that user. */
const val USER_ID = "6229ffaxxxxxxxxcade3e3d9"

/** One emulator for the whole test run. Its standard input ends, and so does it, when this process does. */
object Emulator {
    private const val READY = "listening on "
    private const val SCENARIOS = "../../tests/scenarios"

    private val process: Process by lazy {
        val binary =
            checkNotNull(System.getenv("GENAUTH_EMULATOR")) { "GENAUTH_EMULATOR must name the genauth-emulator binary" }
        ProcessBuilder(binary, "--port", "0", "--exit-with-stdin", "--scenarios", SCENARIOS)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start()
    }

    /** Where the emulator listens. */
    val host: String by lazy {
        val line = process.inputStream.bufferedReader().readLine()
        check(line != null && line.startsWith(READY)) { "the emulator did not start: $line" }
        line.removePrefix(READY)
    }

    private val callers = AtomicInteger()

    /** A host that answers as the scenario says, from its first reply on. */
    fun scripted(scenario: String) = "$host/scenario/$scenario/kotlin-test-${callers.incrementAndGet()}"

    fun client(
        accessToken: String? = TOKEN,
        host: String = this.host,
    ) = GenAuthClient(Config(appId = "app", host = host, accessToken = accessToken))

    /** What the emulator knows about connections; the one that asks is not counted as open. */
    fun connections(): Connections {
        val asker = URI("$host/__emulator/connections").toURL().openConnection() as HttpURLConnection
        asker.setRequestProperty("Connection", "close")
        val answer = asker.inputStream.bufferedReader().readText()

        fun count(key: String) = Regex("\"$key\":\\s*(\\d+)").find(answer)!!.groupValues[1].toInt()
        return Connections(open = count("open") - 1, aborted = count("aborted"))
    }

    /** How many requests of `host` have come so far. */
    fun requests(host: String): Int {
        val path = host.removePrefix(this.host)
        return URI("${this.host}/__emulator/requests?prefix=$path")
            .toURL()
            .readText()
            .split("\"outcome\"")
            .size - 1
    }
}

class Connections(
    val open: Int,
    val aborted: Int,
)

/** Waits until something that happens elsewhere has happened. */
fun eventually(
    what: String,
    condition: () -> Boolean,
) {
    val end = System.nanoTime() + 10_000_000_000
    while (!condition()) {
        check(System.nanoTime() < end) { "$what: it has not happened" }
        Thread.sleep(20)
    }
}
