package ai.genauth

import ai.genauth.internal.ClaimsRecord

/** What an ID token says about the user. Personal data: [toString] shows only who vouches for it. */
public data class Claims(
    /** The user's id, `sub`. */
    val subject: String?,
    /** Who vouches for the claims; `null` for an ID token that the application brought itself. */
    val verifiedBy: VerifiedBy?,
    /** Every claim as a JSON object, and `verified_by`. */
    val json: String,
) {
    override fun toString(): String = "Claims(verifiedBy=$verifiedBy)"
}

/** Who or what vouches for an ID token. */
public enum class VerifiedBy(
    internal val key: String,
) {
    /** Its RS256 signature, with a key that the issuer publishes. */
    JWKS("jwks"),

    /** Its HS256 signature, with the application's secret. */
    SECRET("secret"),

    /** The TLS connection to the token endpoint that it came over. */
    TLS("tls"),
}

internal fun ClaimsRecord.toClaims(): Claims = Claims(subject, VerifiedBy.entries.find { it.key == verifiedBy }, json)
