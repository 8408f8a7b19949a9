package ai.genauth

import java.time.Duration

/**
 * What a client needs to know. Only the application's id and the host have no default; `null` means the default.
 *
 * Nothing is checked before the client is made. [toString] shows the application's id and the host only.
 */
public data class Config(
    /** The application's id, as the console shows it. */
    val appId: String,
    /** The application's own address, as the console shows it. `https://` may be left out. */
    val host: String,
    /** The access token of calls that bring none. */
    val accessToken: String? = null,
    /** The application's secret, for sessions. Only an application that can keep one has one: no application on a phone can. */
    val appSecret: String? = null,
    /** How the token endpoints get the secret. Default: in the form. */
    val clientAuth: ClientAuth? = null,
    /** Time for a whole call: connecting, retries, delays and the body included. Default 10 s; zero means no limit. */
    val timeout: Duration? = null,
    /** Time for opening one connection, TLS included. Default 5 s; zero means no limit of its own. */
    val connectTimeout: Duration? = null,
    /** How often a call is sent at most. Default 3; 1 turns retries off. */
    val maxAttempts: Int? = null,
    /** The largest response to accept, in bytes, counted after decompression. Default 8 MiB. */
    val maxResponseBytes: Long? = null,
    /** A PEM file of certificate authorities to trust besides those of the system. */
    val caFile: String? = null,
    /** Certificate authorities to trust besides those of the system, in PEM. */
    val caPem: String? = null,
    /**
     * The proxy to use, `http://[user:password@]host:port`, or `none`. By default `HTTPS_PROXY`, `HTTP_PROXY`,
     * `ALL_PROXY` and `NO_PROXY` decide.
     */
    val proxy: String? = null,
    /** Which brand's names the request headers carry. Default: those of GenAuth. */
    val headerPrefix: HeaderPrefix? = null,
    /** How the access token stands in the `authorization` header. Default: as `Bearer <token>`. */
    val tokenStyle: TokenStyle? = null,
    /** The language of the server's messages: `zh-CN` (the server's default), `en-US`, `ja-JP` or `zh-TW`. */
    val language: String? = null,
    /** The application's own product, such as `MyApp/1.2`, to follow the library's in the `user-agent` header. */
    val userAgent: String? = null,
    /** Allows a `http://` host that is not loopback. The access token then travels unencrypted. */
    val allowInsecureHttp: Boolean = false,
) {
    /** Everything else as it is by default, for Java. */
    public constructor(appId: String, host: String) : this(appId, host, null)

    /** A copy with another [accessToken], for Java. */
    public fun withAccessToken(accessToken: String?): Config = copy(accessToken = accessToken)

    /** A copy with another [appSecret], for Java. */
    public fun withAppSecret(appSecret: String?): Config = copy(appSecret = appSecret)

    /** A copy with another [clientAuth], for Java. */
    public fun withClientAuth(clientAuth: ClientAuth?): Config = copy(clientAuth = clientAuth)

    /** A copy with another [timeout], for Java. */
    public fun withTimeout(timeout: Duration?): Config = copy(timeout = timeout)

    /** A copy with another [connectTimeout], for Java. */
    public fun withConnectTimeout(connectTimeout: Duration?): Config = copy(connectTimeout = connectTimeout)

    /** A copy with another [maxAttempts], for Java. */
    public fun withMaxAttempts(maxAttempts: Int?): Config = copy(maxAttempts = maxAttempts)

    /** A copy with another [maxResponseBytes], for Java. */
    public fun withMaxResponseBytes(maxResponseBytes: Long?): Config = copy(maxResponseBytes = maxResponseBytes)

    /** A copy with another [caFile], for Java. */
    public fun withCaFile(caFile: String?): Config = copy(caFile = caFile)

    /** A copy with another [caPem], for Java. */
    public fun withCaPem(caPem: String?): Config = copy(caPem = caPem)

    /** A copy with another [proxy], for Java. */
    public fun withProxy(proxy: String?): Config = copy(proxy = proxy)

    /** A copy with another [headerPrefix], for Java. */
    public fun withHeaderPrefix(headerPrefix: HeaderPrefix?): Config = copy(headerPrefix = headerPrefix)

    /** A copy with another [tokenStyle], for Java. */
    public fun withTokenStyle(tokenStyle: TokenStyle?): Config = copy(tokenStyle = tokenStyle)

    /** A copy with another [language], for Java. */
    public fun withLanguage(language: String?): Config = copy(language = language)

    /** A copy with another [userAgent], for Java. */
    public fun withUserAgent(userAgent: String?): Config = copy(userAgent = userAgent)

    /** A copy with another [allowInsecureHttp], for Java. */
    public fun withAllowInsecureHttp(allowInsecureHttp: Boolean): Config = copy(allowInsecureHttp = allowInsecureHttp)

    override fun toString(): String = "Config(appId=$appId, host=$host)"
}
