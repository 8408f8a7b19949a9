package ai.genauth

/** Which brand's names the request headers carry. */
public enum class HeaderPrefix(
    internal val key: String,
) {
    /** `x-genauth-app-id` and so on. */
    GENAUTH("genauth"),

    /** `x-authing-app-id` and so on, for servers from before the new name. */
    AUTHING("authing"),
}
