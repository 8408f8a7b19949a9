package ai.genauth

/** One value of a response that had an unexpected type and was therefore left out. */
public data class DecodeNote(
    /** Where the value stands in the profile, such as `identities[1].originConnIds`. */
    val path: String,
    /** What the service documents, such as `boolean`. */
    val expected: String,
    /** What came, such as `object`. Never the value itself. */
    val got: String,
)
