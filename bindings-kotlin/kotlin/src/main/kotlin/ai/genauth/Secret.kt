package ai.genauth

/** A secret of the user, such as a token of another identity provider. It prints as `***`; reading it is deliberate. */
public data class Secret(
    /** The secret itself. */
    val value: String,
) {
    override fun toString(): String = "***"
}
