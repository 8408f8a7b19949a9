package ai.genauth.runner

import ai.genauth.GenAuthException
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.async
import kotlinx.coroutines.delay
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import java.util.concurrent.CompletableFuture
import java.util.concurrent.CompletableFuture.delayedExecutor
import java.util.concurrent.ExecutionException
import java.util.concurrent.TimeUnit
import kotlin.concurrent.thread

/** One call in the three ways to make it. */
class Call<T>(
    val suspending: suspend () -> T,
    val blocking: () -> T,
    val async: () -> CompletableFuture<T>,
) {
    /** The same call, with another result. */
    fun <R> map(change: (T) -> R) = Call({ change(suspending()) }, { change(blocking()) }, { async().then(change) })
}

/** Cancelling it cancels what it comes from, unlike `thenApply`. */
private fun <T, R> CompletableFuture<T>.then(change: (T) -> R): CompletableFuture<R> {
    val changed = thenApply(change)
    changed.whenComplete { _, _ -> if (changed.isCancelled) cancel(true) }
    return changed
}

/** The calls of one request, one after the other, and the time of the last one. */
class Calls(
    private val count: Int,
    private val cancelAfterMs: Long?,
    /** Whether to do what a Java program does: it blocks, or it takes a future when it may want to cancel. */
    val isBlocking: Boolean,
) {
    private var start = System.nanoTime()
    private var end = start

    /** The time of the last call, or from the beginning if there was none. */
    val elapsedMs: Long
        get() = (end - start) / 1_000_000

    /**
     * Makes all calls, each of them so many times at once. Only the last outcome counts: the first failure, or what all
     * have given.
     */
    fun <T> make(
        call: Call<T>,
        atOnce: Int = 1,
    ): T {
        repeat(count - 1) {
            try {
                together(call, atOnce)
            } catch (_: GenAuthException) {
                // Only the last one counts.
            }
        }
        start = System.nanoTime()
        try {
            return together(call, atOnce)
        } finally {
            end = System.nanoTime()
        }
    }

    private fun <T> together(
        call: Call<T>,
        atOnce: Int,
    ): T {
        if (atOnce == 1) return once(call)
        val outcomes = arrayOfNulls<Result<T>>(atOnce)
        List(atOnce) { number -> thread { outcomes[number] = runCatching { once(call) } } }.forEach(Thread::join)
        val values = outcomes.map { it!!.getOrThrow() }.toSet()
        return values.single()
    }

    private fun <T> once(call: Call<T>): T =
        when {
            !isBlocking -> suspending(call.suspending)

            cancelAfterMs == null -> call.blocking()

            // A future has begun when one gets it: only a coroutine can be cancelled before.
            cancelAfterMs == 0L -> suspending(call.suspending)

            else -> async(call.async, cancelAfterMs)
        }

    /** A coroutine, cancelled as coroutines are. */
    private fun <T> suspending(call: suspend () -> T): T =
        runBlocking(Dispatchers.Default) {
            val running = async(start = CoroutineStart.LAZY) { call() }
            if (cancelAfterMs == 0L) {
                running.cancel()
            } else if (cancelAfterMs != null) {
                launch {
                    delay(cancelAfterMs)
                    running.cancel()
                }
            }
            running.await()
        }

    private fun <T> async(
        call: () -> CompletableFuture<T>,
        cancelAfterMs: Long,
    ): T {
        val running = call()
        delayedExecutor(cancelAfterMs, TimeUnit.MILLISECONDS).execute { running.cancel(true) }
        try {
            return running.get()
        } catch (e: ExecutionException) {
            throw e.cause ?: e
        }
    }
}
