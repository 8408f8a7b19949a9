package ai.genauth

/** Calls twice and prints what comes of it: the user, or the error and its hint. */
fun main(arguments: Array<String>) =
    repeat(2) {
        val outcome =
            try {
                val config = Config(appId = "app", host = arguments[0], accessToken = TOKEN)
                GenAuthClient(config).use { client -> client.getProfileBlocking().userId }
            } catch (e: GenAuthException.Config) {
                "${e.message} ${e.hint}".replace('\n', ' ')
            }
        println(outcome)
    }
