package ai.genauth

/** How the access token stands in the `authorization` header. */
public enum class TokenStyle(
    internal val key: String,
) {
    /** `Bearer <token>` */
    BEARER("bearer"),

    /** The token alone, for old servers on the customer's own premises. */
    BARE("bare"),
}
