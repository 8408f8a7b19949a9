package ai.genauth

import kotlin.time.Duration
import kotlin.time.toJavaDuration

/** A configuration with time limits in Kotlin's own durations. Zero means no limit. */
public fun Config(
    appId: String,
    host: String,
    accessToken: String? = null,
    timeout: Duration,
    connectTimeout: Duration? = null,
): Config =
    Config(
        appId = appId,
        host = host,
        accessToken = accessToken,
        timeout = timeout.toJavaDuration(),
        connectTimeout = connectTimeout?.toJavaDuration(),
    )

/** Asks who the user is, with a time limit of its own. Zero means no limit. */
public suspend fun GenAuthClient.getProfile(
    options: ProfileOptions = ProfileOptions(),
    accessToken: String? = null,
    timeout: Duration,
): Profile = getProfile(options, accessToken, timeout.toJavaDuration())
