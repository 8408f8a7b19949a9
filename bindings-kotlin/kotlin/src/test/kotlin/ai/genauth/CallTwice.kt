package ai.genauth

import java.nio.MappedByteBuffer
import java.nio.channels.FileChannel
import java.nio.file.Paths

/** Calls twice and prints what comes of it: the user, or the error and its hint. A file, if named, is in memory then. */
fun main(arguments: Array<String>) {
    val mapped = arguments.drop(1).map(::map)
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
    check(mapped.all { it.capacity() > 0 })
}

private fun map(file: String): MappedByteBuffer =
    FileChannel.open(Paths.get(file)).use { it.map(FileChannel.MapMode.READ_ONLY, 0, it.size()) }
