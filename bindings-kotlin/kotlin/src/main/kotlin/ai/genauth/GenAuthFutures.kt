@file:JvmName("GenAuthFutures")

package ai.genauth

import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.future
import java.time.Duration
import java.util.concurrent.CompletableFuture

/** [GenAuthClient.getProfile] for Java: cancelling the future aborts the request. */
@JvmOverloads
public fun GenAuthClient.getProfileAsync(
    options: ProfileOptions = ProfileOptions(),
    accessToken: String? = null,
    timeout: Duration? = null,
): CompletableFuture<Profile> = CoroutineScope(Dispatchers.Default).future { getProfile(options, accessToken, timeout) }
