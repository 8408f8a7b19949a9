package ai.genauth

/**
 * The body of an answer as it came over the wire, after decompression.
 *
 * All bodies are equal to each other: two answers that say the same about a user are the same profile, whatever their
 * request ids.
 */
public class RawBody(
    /** The bytes as received. */
    public val bytes: ByteArray,
) {
    /** The body as text. */
    public val text: String
        get() = bytes.decodeToString()

    override fun equals(other: Any?): Boolean = other is RawBody

    override fun hashCode(): Int = 0

    override fun toString(): String = "RawBody(${bytes.size} bytes)"
}
