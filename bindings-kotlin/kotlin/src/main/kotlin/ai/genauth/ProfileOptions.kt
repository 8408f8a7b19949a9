package ai.genauth

/** The optional parts of the profile to request. The default requests none of them. */
public data class ProfileOptions(
    /** Whether to request [Profile.customData]. */
    val withCustomData: Boolean = false,
    /** Whether to request [Profile.identities]. They can hold tokens of other identity providers: request them only when you need them. */
    val withIdentities: Boolean = false,
    /** Whether to request [Profile.departmentIds]. */
    val withDepartmentIds: Boolean = false,
) {
    /** A copy with another [withCustomData], for Java. */
    public fun withCustomData(withCustomData: Boolean): ProfileOptions = copy(withCustomData = withCustomData)

    /** A copy with another [withIdentities], for Java. */
    public fun withIdentities(withIdentities: Boolean): ProfileOptions = copy(withIdentities = withIdentities)

    /** A copy with another [withDepartmentIds], for Java. */
    public fun withDepartmentIds(withDepartmentIds: Boolean): ProfileOptions =
        copy(withDepartmentIds = withDepartmentIds)
}
