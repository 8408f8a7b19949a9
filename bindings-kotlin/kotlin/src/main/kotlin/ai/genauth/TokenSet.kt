package ai.genauth

import ai.genauth.internal.TokenRecord
import ai.genauth.internal.tokensFromJson
import ai.genauth.internal.tokensToJson

/** The tokens of one signed-in user. [toString] shows none of them. */
public data class TokenSet
    @JvmOverloads
    constructor(
        /** The token that calls carry. */
        val accessToken: String,
        /** The token that buys new tokens. Absent unless `offline_access` was granted. */
        val refreshToken: String? = null,
        /** Who signed in, as a signed statement. */
        val idToken: String? = null,
        /** When the access token expires, in seconds since 1970; `null` if the server did not say. */
        val expiresAt: Long? = null,
        /** The granted scopes, separated by spaces. */
        val scope: String? = null,
    ) {
        /**
         * The tokens as a JSON object with the keys `access_token`, `refresh_token`, `id_token`, `expires_at` and `scope`. A
         * secret.
         */
        public fun toJson(): String = crossing { tokensToJson(toRecord()) }

        override fun toString(): String = "TokenSet(expiresAt=$expiresAt)"

        public companion object {
            /**
             * Reads tokens from such a JSON object as [toJson] makes.
             *
             * @throws GenAuthException.InvalidArgument when the JSON holds no access token, or something else under one of
             * the keys.
             */
            @JvmStatic
            @Throws(GenAuthException::class)
            public fun fromJson(json: String): TokenSet = crossing { tokensFromJson(json).toTokenSet() }
        }
    }

internal fun TokenSet.toRecord(): TokenRecord = TokenRecord(accessToken, refreshToken, idToken, expiresAt, scope)

internal fun TokenRecord.toTokenSet(): TokenSet = TokenSet(accessToken, refreshToken, idToken, expiresAt, scope)
