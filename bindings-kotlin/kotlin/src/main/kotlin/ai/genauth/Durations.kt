package ai.genauth

import kotlin.time.Duration
import kotlin.time.toJavaDuration

/**
 * A configuration with time limits in Kotlin's own kind of duration; see the properties of [Config].
 *
 * Zero means no limit.
 */
public fun Config(
    appId: String,
    host: String,
    accessToken: String? = null,
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
