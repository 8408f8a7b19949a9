package ai.genauth.internal

import ai.genauth.Config
import ai.genauth.GenAuthClient
import ai.genauth.GenAuthException
import ai.genauth.Timestamp
import org.junit.jupiter.api.Assertions.assertNotNull
import org.junit.jupiter.api.Assertions.assertNotSame
import org.junit.jupiter.api.Assertions.assertSame
import org.junit.jupiter.api.Assertions.assertThrows
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test

/** A call takes a status that is there instead of making one. */
class CallStatusesTest {
    /** Says whether the library has written to it. */
    private class Watched : UniffiRustCallStatus() {
        private var isUsed = false

        fun isUsed() = isUsed

        override fun read() {
            super.read()
            isUsed = true
        }
    }

    @Test
    fun `a call that succeeds gives it back`() {
        val status = Watched()
        CallStatuses.giveBack(status)
        assertNotNull(Timestamp("2026-01-01T00:00:00Z").toInstant())
        assertTrue(status.isUsed())
        assertSame(status, CallStatuses.take())
    }

    @Test
    fun `one that reports an error is used no more`() {
        val status = Watched()
        CallStatuses.giveBack(status)
        assertThrows(GenAuthException::class.java) { GenAuthClient(Config("", "")) }
        assertTrue(status.isUsed())
        assertNotSame(status, CallStatuses.take())
    }
}
