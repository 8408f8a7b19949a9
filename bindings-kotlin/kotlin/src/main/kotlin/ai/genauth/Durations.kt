package ai.genauth

import kotlin.time.Duration
import kotlin.time.toJavaDuration

/**
 * A configuration with timeouts of Kotlin's own type of duration; see the properties of [Config].
 *
 * Zero means no limit. A configuration without a `timeout` of its own is the constructor's.
 */
public fun Config(
    appId: String,
    host: String,
    accessToken: String? = null,
    appSecret: String? = null,
    clientAuth: ClientAuth? = null,
    timeout: Duration,
    connectTimeout: Duration? = null,
    maxAttempts: Int? = null,
    maxResponseBytes: Long? = null,
    caFile: String? = null,
    caPem: String? = null,
    proxy: String? = null,
    headerPrefix: HeaderPrefix? = null,
    tokenStyle: TokenStyle? = null,
    language: String? = null,
    userAgent: String? = null,
    allowInsecureHttp: Boolean = false,
): Config =
    Config(
        appId,
        host,
        accessToken,
        appSecret,
        clientAuth,
        timeout.toJavaDuration(),
        connectTimeout?.toJavaDuration(),
        maxAttempts,
        maxResponseBytes,
        caFile,
        caPem,
        proxy,
        headerPrefix,
        tokenStyle,
        language,
        userAgent,
        allowInsecureHttp,
    )

/** [Login.finish] with a timeout of Kotlin's own type of duration. */
@Throws(GenAuthException::class)
public suspend fun Login.finish(
    url: String,
    timeout: Duration,
): Session = finish(url, timeout.toJavaDuration())

/** [Session.accessToken] with a timeout of Kotlin's own type of duration. */
@Throws(GenAuthException::class)
public suspend fun Session.accessToken(timeout: Duration): String = accessToken(timeout.toJavaDuration())

/** [Session.refresh] with a timeout of Kotlin's own type of duration. */
@Throws(GenAuthException::class)
public suspend fun Session.refresh(timeout: Duration): Unit = refresh(timeout.toJavaDuration())

/** [Session.signOut] with a timeout of Kotlin's own type of duration. */
@Throws(GenAuthException::class)
public suspend fun Session.signOut(timeout: Duration): SignOut = signOut(timeout.toJavaDuration())
