package ai.genauth

import java.time.DateTimeException
import java.time.Instant
import java.time.OffsetDateTime

/** A moment, kept as the service's own text (`2022-07-03T03:20:30.000Z`) and read when asked. */
public data class Timestamp(
    /** The text of the service, verbatim. */
    val text: String,
) {
    /** The moment, or `null` when the text is not an ISO 8601 date and time with an offset. */
    public fun toInstant(): Instant? =
        try {
            OffsetDateTime.parse(text).toInstant()
        } catch (_: DateTimeException) {
            null
        }

    override fun toString(): String = text
}
