package ai.genauth

/** Which optional parts of the profile to ask for. The default asks for none of them. */
public data class ProfileOptions(
    /** Ask for [Profile.customData]. */
    val withCustomData: Boolean = false,
    /** Ask for [Profile.identities]. They can hold tokens of other identity providers: ask only when you need them. */
    val withIdentities: Boolean = false,
    /** Ask for [Profile.departmentIds]. */
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
