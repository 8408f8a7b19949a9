package ai.genauth

import ai.genauth.internal.parseTimestamp
import java.nio.charset.CharacterCodingException
import java.time.Instant

/** A moment, kept as the service's own string (`2022-07-03T03:20:30.000Z`) and parsed when asked. */
public data class Timestamp(
    /** The service's string, verbatim. */
    val text: String,
) {
    /** The moment, or `null` when the string is not an ISO 8601 date and time with an offset. */
    public fun toInstant(): Instant? {
        NativeLibrary.require()
        val moment =
            try {
                parseTimestamp(text)
            } catch (_: CharacterCodingException) {
                null // not Unicode: no moment either
            }
        return moment?.run { Instant.ofEpochSecond(seconds, nanoseconds) }
    }

    override fun toString(): String = text
}
