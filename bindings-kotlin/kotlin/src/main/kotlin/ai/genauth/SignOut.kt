package ai.genauth

import ai.genauth.internal.SignOutRecord

/** What a sign-out achieved. The tokens are gone from memory in any case. */
public data class SignOut(
    /** Whether the server holds no grant of this session any more, as far as it said. */
    val revoked: Boolean,
    /** Whether the store holds no record of this session any more. */
    val storeRemoved: Boolean,
    /** Why the tokens were not revoked. They end when the server lets them expire. */
    val revokeError: GenAuthException?,
    /** Why the record was not removed. */
    val storeError: GenAuthException?,
)

internal fun SignOutRecord.toSignOut(): SignOut =
    SignOut(
        revoked = revoked,
        storeRemoved = storeRemoved,
        revokeError = revokeError?.let(GenAuthException::of),
        storeError = storeError?.let(GenAuthException::of),
    )
