import ai.genauth.Config
import ai.genauth.GenAuthClient
import ai.genauth.GenAuthException
import ai.genauth.ProfileOptions
import kotlinx.coroutines.runBlocking
import kotlin.system.exitProcess
import kotlin.time.measureTimedValue

/** Prints the profile of the signed-in user. */
fun main() {
    val config =
        Config(
            appId = System.getenv("GENAUTH_APP_ID").orEmpty(),
            host = System.getenv("GENAUTH_HOST").orEmpty(),
            accessToken = System.getenv("GENAUTH_ACCESS_TOKEN"),
        )
    val everything = ProfileOptions(withCustomData = true, withIdentities = true, withDepartmentIds = true)
    try {
        GenAuthClient(config).use { client ->
            val (profile, took) = measureTimedValue { runBlocking { client.getProfile(everything) } }
            System.err.println("get_profile took ${took.inWholeMicroseconds} us")
            println(profile.toJson())
        }
    } catch (error: GenAuthException) {
        System.err.println("${error.message}\n${error.hint}")
        exitProcess(1)
    }
}
