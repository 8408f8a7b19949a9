package ai.genauth

/** How the application proves to the token endpoints who it is, if it has a secret. */
public enum class ClientAuth(
    internal val key: String,
) {
    /** With `client_id` and `client_secret` in the form. */
    POST("post"),

    /** With the `authorization` header. */
    BASIC("basic"),
}
