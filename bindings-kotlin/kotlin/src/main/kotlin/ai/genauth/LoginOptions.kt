package ai.genauth

import ai.genauth.internal.LoginRecord

/**
 * What a [Login] asks for. Only the redirect URI has no default; `null` means the default.
 *
 * [toString] shows the redirect URI only.
 */
public data class LoginOptions(
    /** Where the browser comes back to: one of the callback URLs that the console lists for the application. */
    val redirectUri: String,
    /** The scopes. Default: `openid`, `profile`, `email`, `phone` and `offline_access`. */
    val scopes: List<String>? = null,
    /**
     * What the server must ask the user, such as `login` or `consent`. Default: `consent` if `offline_access` is among the
     * scopes, because the server gives no refresh token without it.
     */
    val prompt: String? = null,
    /** The account that the user is likely to take. */
    val loginHint: String? = null,
    /** The languages of the login page, in the order of preference, separated by spaces. */
    val uiLocales: String? = null,
    /** The tenant to sign in to. */
    val tenantId: String? = null,
    /** More parameters of the authorization request. They cannot replace those of the library. */
    val extra: Map<String, String> = emptyMap(),
) {
    /** Everything else as it is by default, for Java. */
    public constructor(redirectUri: String) : this(redirectUri, null)

    /** A copy with other [scopes], for Java. */
    public fun withScopes(scopes: List<String>?): LoginOptions = copy(scopes = scopes)

    /** A copy with another [prompt], for Java. */
    public fun withPrompt(prompt: String?): LoginOptions = copy(prompt = prompt)

    /** A copy with another [loginHint], for Java. */
    public fun withLoginHint(loginHint: String?): LoginOptions = copy(loginHint = loginHint)

    /** A copy with other [uiLocales], for Java. */
    public fun withUiLocales(uiLocales: String?): LoginOptions = copy(uiLocales = uiLocales)

    /** A copy with another [tenantId], for Java. */
    public fun withTenantId(tenantId: String?): LoginOptions = copy(tenantId = tenantId)

    /** A copy with other [extra] parameters, for Java. */
    public fun withExtra(extra: Map<String, String>): LoginOptions = copy(extra = extra)

    override fun toString(): String = "LoginOptions(redirectUri=$redirectUri)"
}

internal fun LoginOptions.toRecord(): LoginRecord =
    LoginRecord(
        redirectUri = redirectUri,
        scopes = scopes,
        prompt = prompt,
        loginHint = loginHint,
        uiLocales = uiLocales,
        tenantId = tenantId,
        extra = extra,
    )
