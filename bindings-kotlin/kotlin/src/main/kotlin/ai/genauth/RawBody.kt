package ai.genauth

/**
 * The body of a response as it came over the wire, after decompression.
 *
 * All bodies are equal to each other: two responses that say the same about a user are the same profile, whatever their
 * request ids.
 */
public class RawBody(
    private val content: ByteArray,
) {
    /** A copy of the bytes as received. */
    public val bytes: ByteArray
        get() = content.clone()

    /** The body as a string. */
    public val text: String
        get() = content.decodeToString()

    override fun equals(other: Any?): Boolean = other is RawBody

    override fun hashCode(): Int = 0

    override fun toString(): String = "RawBody(${content.size} bytes)"
}
