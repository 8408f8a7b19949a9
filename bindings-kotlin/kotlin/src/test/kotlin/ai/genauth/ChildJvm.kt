package ai.genauth

import org.junit.jupiter.api.Assertions.assertEquals
import java.io.File

/** What a JVM of its own prints that runs the main function of a file of these tests, with options of its own. */
fun runChildJvm(
    file: String,
    arguments: List<String>,
    options: List<String> = emptyList(),
): String {
    val java = File(System.getProperty("java.home"), "bin/java").path
    val command = listOf(java) + options + listOf("-cp", System.getProperty("java.class.path"), "ai.genauth.$file")
    val builder = ProcessBuilder(command + arguments).redirectErrorStream(true)
    builder.environment().remove("XDG_CACHE_HOME") // JNA would write there
    val process = builder.start()
    process.outputStream.close()
    val output = process.inputStream.bufferedReader().readText()
    assertEquals(0, process.waitFor(), output)
    return output
}
