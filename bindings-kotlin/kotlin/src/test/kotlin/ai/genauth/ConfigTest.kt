package ai.genauth

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import java.time.Duration
import kotlin.time.Duration.Companion.seconds

/** The ways to write a configuration down are one. */
class ConfigTest {
    private val everything =
        Config(
            appId = "app",
            host = "https://example.genauth.ai",
            accessToken = "token",
            timeout = 7.seconds,
            connectTimeout = 3.seconds,
            maxAttempts = 2,
            maxResponseBytes = 1_000,
            caFile = "ca.pem",
            caPem = "pem",
            proxy = "none",
            headerPrefix = HeaderPrefix.AUTHING,
            tokenStyle = TokenStyle.BARE,
            language = "en-US",
            userAgent = "MyApp/1.2",
            allowInsecureHttp = true,
        )

    @Test
    fun `with the methods for Java`() {
        val config =
            Config("app", "https://example.genauth.ai")
                .withAccessToken("token")
                .withTimeout(Duration.ofSeconds(7))
                .withConnectTimeout(Duration.ofSeconds(3))
                .withMaxAttempts(2)
                .withMaxResponseBytes(1_000)
                .withCaFile("ca.pem")
                .withCaPem("pem")
                .withProxy("none")
                .withHeaderPrefix(HeaderPrefix.AUTHING)
                .withTokenStyle(TokenStyle.BARE)
                .withLanguage("en-US")
                .withUserAgent("MyApp/1.2")
                .withAllowInsecureHttp(true)
        assertEquals(everything, config)
    }

    @Test
    fun `every key that has a default has a method for Java`() {
        val fields = Config::class.java.declaredFields.map { it.name } - setOf("appId", "host")
        val expected = fields.map { "with" + it.replaceFirstChar(Char::uppercase) }
        val methods = Config::class.java.methods.filter { it.name.startsWith("with") && it.parameterCount == 1 }
        assertEquals(expected.sorted(), methods.map { it.name }.sorted())
    }

    @Test
    fun `every key can be given with durations of either kind`() {
        val keys = Config::class.java.constructors.maxOf { it.parameterCount } - 2 // less what Kotlin adds for defaults
        val functions = Class.forName("ai.genauth.DurationsKt").methods.filter { it.name.startsWith("Config") }
        assertEquals(listOf(keys), functions.filterNot { it.isSynthetic }.map { it.parameterCount })
    }
}
