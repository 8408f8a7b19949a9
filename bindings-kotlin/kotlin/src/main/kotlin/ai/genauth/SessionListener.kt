package ai.genauth

import ai.genauth.internal.EventRecord
import ai.genauth.internal.SessionListener as NativeListener

/** Is told what happens to a [Session]. */
public fun interface SessionListener {
    /**
     * Takes one event, on a thread of the library, where it may block and use the session: no lock is held. Those who wait
     * for what it is told wait for it, too.
     *
     * What it throws goes to the thread's uncaught exception handler, and changes nothing for the session.
     */
    public fun onEvent(event: SessionEvent)
}

internal class ListenerBridge(
    private val listener: SessionListener,
) : NativeListener {
    override fun onEvent(event: EventRecord) {
        val known = event.toEvent() ?: return
        try {
            listener.onEvent(known)
        } catch (e: Throwable) {
            report(e)
        }
    }

    private fun report(thrown: Throwable) {
        val thread = Thread.currentThread()
        try {
            thread.uncaughtExceptionHandler.uncaughtException(thread, thrown)
        } catch (_: Throwable) {
            // As in the JVM: what a handler throws is ignored.
        }
    }
}
