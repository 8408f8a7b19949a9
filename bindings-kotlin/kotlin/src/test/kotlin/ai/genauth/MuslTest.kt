package ai.genauth

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir
import java.io.File

/** A JVM whose C library is musl, played by one that has a file with the name of musl's loader in its memory. */
class MuslTest {
    @TempDir
    private lateinit var folder: File

    private val loader by lazy { File(folder, "ld-musl-x86_64.so.1").apply { writeText("musl") } }

    @Test
    fun `a library that cannot be loaded is one error that says why`() {
        // Nothing can be written below a device.
        val options = listOf("-Djava.io.tmpdir=/dev/null", "-Duser.home=/dev/null")
        val expected =
            "the native library cannot be loaded: it needs glibc, and this JVM runs on musl Run a JVM that is built " +
                "for glibc: in a container, take an image of Debian or Ubuntu in place of Alpine Linux."
        assertEquals(listOf(expected, expected), callTwice(options))
    }

    @Test
    fun `a library that can be loaded is used`() = assertEquals(listOf(USER_ID, USER_ID), callTwice(emptyList()))

    private fun callTwice(options: List<String>): List<String> =
        runChildJvm("CallTwiceKt", listOf(Emulator.host, loader.path), options).trim().lines()
}
