internal import GenAuthFFI

/// What a ``Login`` asks for. Only the redirect URI has no default.
public struct LoginOptions: Hashable, Sendable {
    /// Where the browser comes back to: one of the callback URLs that the console lists for the application.
    public let redirectUri: String
    /// The scopes. Default: `openid profile email phone offline_access`.
    public let scopes: [String]?
    /// What the server must ask the user, such as `login` or `consent`. Default: `consent` if `offline_access` is among
    /// the scopes, because the server gives no refresh token without it.
    public let prompt: String?
    /// The account that the user is likely to take.
    public let loginHint: String?
    /// The languages of the login page, in the order of preference, separated by spaces.
    public let uiLocales: String?
    /// The tenant to sign in to.
    public let tenantId: String?
    /// More parameters of the authorization request. They cannot replace those of the library.
    public let extra: [String: String]

    /// Everything that is not given is as it is by default.
    public init(
        redirectUri: String,
        scopes: [String]? = nil,
        prompt: String? = nil,
        loginHint: String? = nil,
        uiLocales: String? = nil,
        tenantId: String? = nil,
        extra: [String: String] = [:]
    ) {
        self.redirectUri = redirectUri
        self.scopes = scopes
        self.prompt = prompt
        self.loginHint = loginHint
        self.uiLocales = uiLocales
        self.tenantId = tenantId
        self.extra = extra
    }

    var record: LoginRecord {
        LoginRecord(
            redirectUri: redirectUri,
            scopes: scopes,
            prompt: prompt,
            loginHint: loginHint,
            uiLocales: uiLocales,
            tenantId: tenantId,
            extra: extra
        )
    }
}
