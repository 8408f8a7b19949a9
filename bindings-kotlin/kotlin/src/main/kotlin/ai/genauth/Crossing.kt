package ai.genauth

import ai.genauth.internal.CallException
import ai.genauth.internal.CallRecord
import ai.genauth.internal.ConfigRecord
import ai.genauth.internal.InternalException
import ai.genauth.internal.NoteRecord
import ai.genauth.internal.StoreException
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.future.future
import java.nio.charset.CharacterCodingException
import java.time.Duration
import java.util.Collections
import java.util.concurrent.CompletableFuture

/** Makes a call of the native half. What it throws becomes a [GenAuthException]. */
internal inline fun <T> crossing(call: () -> T): T {
    NativeLibrary.require()
    return try {
        call()
    } catch (e: CallException.Failed) {
        throw GenAuthException.of(e.facts)
    } catch (_: StoreException) {
        throw GenAuthException.Store(facts("the session store failed", "Look at the store: its own error says more."))
    } catch (e: InternalException) {
        throw GenAuthException.Internal(
            facts("internal error: ${e.message}", "This is a bug in genauth: please report it with this message."),
        )
    } catch (_: CharacterCodingException) {
        throw GenAuthException.InvalidArgument(
            facts("a string has an unpaired surrogate", "Pass strings that are valid Unicode."),
        )
    }
}

/**
 * Lets a call block a thread meanwhile. Cancelling leaves the thread to end by itself, because nothing interrupts a native
 * call, and lets the caller go on at once.
 */
internal suspend fun <T> onThread(call: () -> T): T = CoroutineScope(Dispatchers.IO).async { call() }.await()

/** A call for Java. Cancelling the future cancels the call. */
internal fun <T> future(call: suspend () -> T): CompletableFuture<T> =
    CoroutineScope(Dispatchers.Default).future { call() }

/** The facts of a failure on this side. */
internal fun facts(
    detail: String,
    hint: String,
): ErrorFacts =
    ErrorFacts(
        detail = detail,
        hint = hint,
        httpStatus = null,
        statusCode = null,
        apiCode = null,
        requestId = null,
        retryAfterMs = null,
        retryable = false,
        sessionIsDead = false,
        oauthError = null,
        attempts = 0,
    )

internal fun callRecord(
    options: ProfileOptions,
    accessToken: String?,
    timeout: Duration?,
): CallRecord =
    CallRecord(
        withCustomData = options.withCustomData,
        withIdentities = options.withIdentities,
        withDepartmentIds = options.withDepartmentIds,
        accessToken = accessToken,
        timeout = timeout?.inSeconds(),
    )

internal fun Config.toRecord(): ConfigRecord =
    ConfigRecord(
        appId = appId,
        host = host,
        accessToken = accessToken,
        appSecret = appSecret,
        clientAuth = clientAuth?.key,
        timeout = timeout?.inSeconds(),
        connectTimeout = connectTimeout?.inSeconds(),
        maxAttempts = maxAttempts?.toLong(),
        maxResponseBytes = maxResponseBytes,
        caFile = caFile,
        caPem = caPem,
        proxy = proxy,
        headerPrefix = headerPrefix?.key,
        tokenStyle = tokenStyle?.key,
        language = language,
        userAgent = userAgent,
        allowInsecureHttp = allowInsecureHttp,
    )

internal fun DecodeNote.toRecord(): NoteRecord = NoteRecord(path, expected, got)

internal fun Duration.inSeconds(): Double = seconds + nano / 1e9

/** Java could change any other list. */
internal fun <T> List<T>.immutable(): List<T> = Collections.unmodifiableList(this)

/** Java could change any other map. */
internal fun <K, V> Map<K, V>.immutable(): Map<K, V> = Collections.unmodifiableMap(this)
