package ai.genauth

import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** An application server that deploys an application again and again. */
class RedeployTest {
    private fun redeploy(where: String): Map<String, Int> {
        val output = runChildJvm("RedeployKt", listOf(Emulator.host, where), listOf("-Xms64m", "-Xmx64m"))
        return output.trim().lines().associate { it.substringBefore('=') to it.substringAfter('=').toInt() }
    }

    @Test
    fun `with the library in the server's class loader nothing is left behind`() {
        val left = redeploy("shared")
        assertEquals(0, left["loaders"], left.toString())
        assertTrue(left.getValue("threads") <= 4, left.toString())
        assertTrue(left.getValue("kib") <= 32 * 1024, left.toString())
    }

    /** JNA keeps the loader: see docs/kotlin.md. */
    @Test
    fun `with the library in the application each deployment works and leaves what is documented`() {
        val left = redeploy("application")
        assertEquals(1, left["runtimes"], left.toString())
        assertTrue(left.getValue("threads") <= 5 * 30, left.toString())
        assertTrue(left.getValue("kib") <= 8 * 1024 * 30, left.toString())
    }
}
