package ai.genauth.runner

import ai.genauth.GenAuthException
import ai.genauth.Session
import ai.genauth.SessionEvent
import ai.genauth.SessionListener
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive

/** What is watched while a session works: its events and its store. */
class Watch(
    arguments: Arguments,
) {
    val events = Events()
    val store = arguments.members("store")?.let { ScriptedStore(Arguments(it)) }
    private val awaitEvents = arguments.int("await_events") ?: 0

    /** Gives a session its store and its listener. If the store fails, the session goes on. */
    fun begin(session: Session) {
        try {
            store?.let(session::useStoreBlocking)
        } catch (_: GenAuthException.Store) {
            events.onEvent(SessionEvent.StoreFailed)
        }
        session.onEvent(events)
    }

    /** Makes the calls, whose value is JSON, and says what they led to. */
    fun outcome(value: () -> String): String {
        val ended = outcome("value", value)
        return "{$ended,\"events\":${events.awaited(awaitEvents)},\"stored\":${store?.stored}}"
    }
}

/** Remembers what it is told. */
class Events : SessionListener {
    private val heard = mutableListOf<JsonPrimitive>()

    @Synchronized
    override fun onEvent(event: SessionEvent) {
        heard += JsonPrimitive(name(event))
    }

    /** All events, once there are so many, or after five seconds. */
    fun awaited(count: Int): JsonArray {
        val end = System.nanoTime() + 5_000_000_000
        while (all().size < count && System.nanoTime() < end) Thread.sleep(5)
        return all()
    }

    @Synchronized
    private fun all() = JsonArray(heard.toList())
}

private fun name(event: SessionEvent) =
    when (event) {
        SessionEvent.Refreshed -> "refreshed"
        is SessionEvent.Ended -> "ended(${event.reason.name.lowercase()})"
        SessionEvent.SignedOut -> "signed_out"
        SessionEvent.StoreFailed -> "store_failed"
    }
