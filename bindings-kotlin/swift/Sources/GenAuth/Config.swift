import Foundation

/// What a client needs to know. Only the application's id and the host have no default; `nil` means the default.
///
/// Nothing is checked before the client is made.
public struct Config: Hashable, Sendable {
    /// The application's id, as the console shows it.
    public let appId: String
    /// The application's own address, as the console shows it. `https://` may be left out.
    public let host: String
    /// The access token of calls that bring none.
    public let accessToken: String?
    /// The application's secret, for applications that can keep one: no app on a device can. Only logins and sessions
    /// use it.
    public let appSecret: String?
    /// How the application proves that it has ``appSecret``. Default: in the body of the request.
    public let clientAuth: ClientAuth?
    /// Seconds for a whole call: connecting, retries, delays and the body included. Default 10; zero means no limit.
    public let timeout: TimeInterval?
    /// Seconds for opening one connection, TLS included. Default 5; zero means no limit of its own.
    public let connectTimeout: TimeInterval?
    /// How often a call is sent at most. Default 3; 1 turns retries off.
    public let maxAttempts: Int32?
    /// The largest response to accept, in bytes, counted after decompression. Default 8 MiB.
    public let maxResponseBytes: Int64?
    /// A PEM file of certificate authorities to trust besides those of the system.
    public let caFile: String?
    /// Certificate authorities to trust besides those of the system, in PEM.
    public let caPem: String?
    /// The proxy to use, `http://[user:password@]host:port`, or `none`. By default `HTTPS_PROXY`, `HTTP_PROXY`,
    /// `ALL_PROXY` and `NO_PROXY` decide.
    public let proxy: String?
    /// Which brand's names the request headers carry. Default: those of GenAuth.
    public let headerPrefix: HeaderPrefix?
    /// How the access token stands in the `authorization` header. Default: as `Bearer <token>`.
    public let tokenStyle: TokenStyle?
    /// The language of the server's messages: `zh-CN` (the server's default), `en-US`, `ja-JP` or `zh-TW`.
    public let language: String?
    /// The application's own product, such as `MyApp/1.2`, to follow the library's in the `user-agent` header.
    public let userAgent: String?
    /// Allows a `http://` host that is not loopback. The access token then travels unencrypted.
    public let allowInsecureHttp: Bool

    /// Everything that is not given is as it is by default.
    public init(
        appId: String,
        host: String,
        accessToken: String? = nil,
        appSecret: String? = nil,
        clientAuth: ClientAuth? = nil,
        timeout: TimeInterval? = nil,
        connectTimeout: TimeInterval? = nil,
        maxAttempts: Int32? = nil,
        maxResponseBytes: Int64? = nil,
        caFile: String? = nil,
        caPem: String? = nil,
        proxy: String? = nil,
        headerPrefix: HeaderPrefix? = nil,
        tokenStyle: TokenStyle? = nil,
        language: String? = nil,
        userAgent: String? = nil,
        allowInsecureHttp: Bool = false
    ) {
        self.appId = appId
        self.host = host
        self.accessToken = accessToken
        self.appSecret = appSecret
        self.clientAuth = clientAuth
        self.timeout = timeout
        self.connectTimeout = connectTimeout
        self.maxAttempts = maxAttempts
        self.maxResponseBytes = maxResponseBytes
        self.caFile = caFile
        self.caPem = caPem
        self.proxy = proxy
        self.headerPrefix = headerPrefix
        self.tokenStyle = tokenStyle
        self.language = language
        self.userAgent = userAgent
        self.allowInsecureHttp = allowInsecureHttp
    }
}

/// How an application with a secret authenticates itself when it asks for tokens.
public enum ClientAuth: String, Sendable {
    /// `client_secret_post`: in the body of the request.
    case post
    /// `client_secret_basic`: in the `authorization` header.
    case basic
}

/// Which brand's names the request headers carry.
public enum HeaderPrefix: String, Sendable {
    /// `x-genauth-app-id` and so on.
    case genauth
    /// `x-authing-app-id` and so on, for servers from before the new name.
    case authing
}

/// How the access token stands in the `authorization` header.
public enum TokenStyle: String, Sendable {
    /// `Bearer <token>`
    case bearer
    /// The token alone, for old servers on the customer's own premises.
    case bare
}
