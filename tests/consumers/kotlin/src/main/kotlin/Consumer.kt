import ai.genauth.Config
import ai.genauth.GenAuthClient
import ai.genauth.GenAuthException
import ai.genauth.ProfileOptions
import ai.genauth.customDataJson
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.delay
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.jsonObject
import kotlin.time.Duration.Companion.seconds

/** The application of the emulator's that has sign-ins. */
private const val APPLICATION = "test-app"

/** What a Kotlin program does with the package, and nothing else. Prints the profile that it got. */
fun main() {
    val config =
        Config(
            appId = System.getenv("GENAUTH_APP_ID"),
            host = System.getenv("GENAUTH_HOST"),
            timeout = 5.seconds,
            userAgent = "Consumer/1.0",
        )
    val token = System.getenv("GENAUTH_ACCESS_TOKEN")
    GenAuthClient(config).use { client ->
        client.setAccessToken(token)
        runBlocking(Dispatchers.Default) {
            everything(client)
            atOnce(client, List(10) { token })
            cancelled(client)
            check(signedOut(client, "an-old-token")) { "a token that nobody knows was accepted" }
            sessions(config.copy(appId = APPLICATION))
            provided(config) { token }
        }
    }
}

private suspend fun everything(client: GenAuthClient) {
    val options = ProfileOptions(withCustomData = true, withIdentities = true, withDepartmentIds = true)
    val profile = client.getProfile(options)
    println("${profile.userId} ${profile.email}")
    println(profile.identities?.map { it.provider })
    println(profile.customDataJson()?.jsonObject?.get("school"))
    println(profile.createdAt?.toInstant())
}

private suspend fun atOnce(
    client: GenAuthClient,
    tokens: List<String>,
) = coroutineScope {
    val profiles = tokens.map { async { client.getProfile(accessToken = it, timeout = 2.seconds) } }.awaitAll()
    println(profiles.map { it.userId }.distinct())
}

private suspend fun cancelled(client: GenAuthClient) =
    coroutineScope {
        val call = async { client.getProfile() }
        call.cancelAndJoin() // its connection is closed
    }

private suspend fun signedOut(
    client: GenAuthClient,
    token: String,
): Boolean {
    try {
        client.getProfile(accessToken = token)
    } catch (e: GenAuthException.RateLimited) {
        delay(e.retryAfterMs ?: 1_000)
    } catch (e: GenAuthException) {
        System.err.println("${e.message}\n${e.hint}")
        return e.sessionIsDead // only then: a network that is down signs nobody out
    }
    return false
}
