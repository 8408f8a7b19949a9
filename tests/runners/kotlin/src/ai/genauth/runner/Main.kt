package ai.genauth.runner

import ai.genauth.GenAuthClient
import ai.genauth.GenAuthException
import ai.genauth.Profile
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import java.io.PrintStream
import java.util.concurrent.CancellationException
import java.util.concurrent.CompletableFuture.delayedExecutor
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit

/** A coroutine, cancelled as coroutines are. */
private fun suspending(
    client: GenAuthClient,
    order: Order,
): Profile =
    runBlocking(Dispatchers.Default) {
        val call =
            async(start = CoroutineStart.LAZY) {
                client.getProfile(order.options, order.accessToken, order.timeout)
            }
        val afterMs = order.cancelAfterMs
        if (afterMs == 0L) {
            call.cancel()
        } else if (afterMs != null) {
            launch {
                delay(afterMs)
                call.cancel()
            }
        }
        call.await()
    }

/** What a Java program does: it blocks, or it takes a future when it may want to cancel. */
private fun blocking(
    client: GenAuthClient,
    order: Order,
): Profile {
    val afterMs =
        order.cancelAfterMs
            ?: return client.getProfileBlocking(order.options, order.accessToken, order.timeout)
    if (afterMs == 0L) {
        // A future has begun when one gets it: only a coroutine can be cancelled before.
        return suspending(client, order)
    }
    val call = client.getProfileAsync(order.options, order.accessToken, order.timeout)
    delayedExecutor(afterMs, TimeUnit.MILLISECONDS).execute { call.cancel(true) }
    try {
        return call.get()
    } catch (e: ExecutionException) {
        throw e.cause ?: e
    }
}

private fun facts(error: GenAuthException): String {
    val facts = error.facts
    val kind =
        error.javaClass.simpleName
            .replace(Regex("(?<=[a-z])(?=[A-Z])"), "_")
            .lowercase()
    return buildJsonObject {
        put("kind", kind)
        put("message", facts.detail)
        put("hint", facts.hint)
        put("http_status", facts.httpStatus)
        put("status_code", facts.statusCode)
        put("api_code", facts.apiCode)
        put("request_id", facts.requestId)
        put("retry_after_ms", facts.retryAfterMs)
        put("retryable", facts.retryable)
        put("session_is_dead", facts.sessionIsDead)
        put("attempts", facts.attempts)
    }.toString()
}

private fun answer(
    order: Order,
    call: (GenAuthClient, Order) -> Profile,
): String {
    var start = System.nanoTime()
    val outcome =
        try {
            GenAuthClient(order.config).use { client ->
                repeat(order.calls - 1) {
                    try {
                        call(client, order)
                    } catch (_: GenAuthException) {
                        // Only the last outcome counts.
                    }
                }
                start = System.nanoTime()
                val profile = call(client, order)
                // The library's JSON is handed on as it is: reading it could hide what is wrong with it.
                if (order.raw) "\"raw\":${JsonPrimitive(profile.raw.text)}" else "\"profile\":${profile.toJson()}"
            }
        } catch (e: GenAuthException) {
            "\"error\":${facts(e)}"
        } catch (_: CancellationException) {
            "\"error\":{\"kind\":\"cancelled\"}"
        }
    val elapsedMs = (System.nanoTime() - start) / 1_000_000
    return "{\"name\":\"${order.name}\",\"elapsed_ms\":$elapsedMs,$outcome}\n"
}

fun main(arguments: Array<String>) {
    val call = if ("--blocking" in arguments) ::blocking else ::suspending
    val stdout = PrintStream(System.out, false, Charsets.UTF_8)
    System.`in`.bufferedReader().forEachLine { line ->
        stdout.print(answer(Order(line), call))
        stdout.flush()
    }
}
