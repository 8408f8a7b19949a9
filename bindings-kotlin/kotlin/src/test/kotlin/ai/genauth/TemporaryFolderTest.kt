package ai.genauth

import com.sun.jna.Platform
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File

/** Hosts whose temporary folders take no native library. */
class TemporaryFolderTest {
    @TempDir
    private lateinit var folder: File

    /** Nothing can be written below a device. */
    private val readOnly = listOf("-Djava.io.tmpdir=/dev/null", "-Duser.home=/dev/null")

    private fun callTwice(options: List<String>): List<String> =
        runChildJvm("CallTwiceKt", listOf(Emulator.host), options).trim().lines()

    private fun assertNamesTheCure(lines: List<String>) {
        assertEquals(2, lines.size, lines.toString())
        for (line in lines) {
            assertTrue(line.startsWith("the native library cannot be loaded: "), line)
            assertTrue("-Djna.tmpdir=DIR" in line, line)
        }
        assertEquals(lines[0], lines[1], "the second use names the cause, too")
    }

    @Test
    fun `a read-only folder is an error that names the cure`() = assertNamesTheCure(callTwice(readOnly))

    @Test
    fun `a noexec folder is an error that names the cure`() {
        tool("mount", "-t", "tmpfs", "-o", "noexec", "tmpfs", folder.path)
        try {
            assertNamesTheCure(callTwice(listOf("-Djna.tmpdir=$folder")))
        } finally {
            tool("umount", folder.path)
        }
    }

    @Test
    fun `another folder cures it`() =
        assertEquals(listOf(USER_ID, USER_ID), callTwice(readOnly + "-Djna.tmpdir=$folder"))

    @Test
    fun `libraries that are already there cure it`() {
        val platform = Platform.RESOURCE_PREFIX
        install("/com/sun/jna/$platform/", System.mapLibraryName("jnidispatch"))
        install("/$platform/", System.mapLibraryName("genauth_uniffi"))
        val options = listOf("-Djna.boot.library.path=$folder", "-Djna.library.path=$folder", "-Djna.nounpack=true")
        assertEquals(listOf(USER_ID, USER_ID), callTwice(readOnly + options))
    }

    private fun install(
        from: String,
        name: String,
    ) {
        val library = checkNotNull(javaClass.getResourceAsStream(from + name)) { "there is no $from$name" }
        library.use { File(folder, name).outputStream().use(it::copyTo) }
    }

    private fun tool(vararg command: String) {
        val process = ProcessBuilder(*command).redirectErrorStream(true).start()
        val output = process.inputStream.bufferedReader().readText()
        check(process.waitFor() == 0) { "this test needs ${command[0]}, and root's rights for it: $output" }
    }
}
