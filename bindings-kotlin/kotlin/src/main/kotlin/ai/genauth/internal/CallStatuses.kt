package ai.genauth.internal

import java.util.concurrent.ConcurrentLinkedDeque

/**
 * The statuses that no call uses.
 *
 * JNA allocates native memory for each structure and hands it to its cleaner, whose thread would take as much time for the
 * statuses of a call as the call does. They belong to no thread, since a thread of an application server outlives the
 * application.
 */
internal object CallStatuses {
    private val idle = ConcurrentLinkedDeque<UniffiRustCallStatus>()

    fun take(): UniffiRustCallStatus = idle.poll() ?: UniffiRustCallStatus()

    /** Takes back a status that says success, as a new one does. */
    fun giveBack(status: UniffiRustCallStatus) = idle.push(status)
}
