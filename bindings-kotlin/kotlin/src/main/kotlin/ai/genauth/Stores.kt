package ai.genauth

import ai.genauth.internal.ForeignStore
import ai.genauth.internal.LoadRecord
import ai.genauth.internal.SaveRecord
import ai.genauth.internal.Store
import ai.genauth.internal.StoreException

/** A store that lasts as long as the program, for tests and for sessions that need no more. */
public class MemoryStore private constructor(
    internal val native: NativeStore,
) : SessionStore by native {
    /** Makes an empty store. */
    public constructor() : this(NativeStore(crossing { Store.memory() }))
}

/**
 * A store in a file with the mode 0600, which several processes may share: changes are atomic, and a lock lets one of them
 * refresh.
 *
 * The tokens stand in it as they are. On Android, only the application itself can read its own directory.
 */
public class FileStore private constructor(
    internal val native: NativeStore,
) : SessionStore by native {
    /** Names the file. Its directory must exist; the file need not. */
    public constructor(path: String) : this(NativeStore(crossing { Store.file(path) }))
}

/** A store of the native half, which a session uses without a detour. */
internal class NativeStore(
    val store: Store,
) : SessionStore {
    override fun load(): LoadOutcome =
        when (val outcome = crossing { store.load() }) {
            is LoadRecord.Found -> LoadOutcome.Found(SessionRecord(outcome.json))
            LoadRecord.Empty -> LoadOutcome.Empty
            LoadRecord.Locked -> LoadOutcome.Locked
        }

    override fun save(
        expected: Long,
        record: SessionRecord,
    ): SaveOutcome =
        when (val outcome = crossing { store.save(expected.toULong(), record.json) }) {
            SaveRecord.Saved -> SaveOutcome.Saved
            is SaveRecord.Conflict -> SaveOutcome.Conflict(outcome.json?.let(::SessionRecord))
        }

    override fun remove(): Unit = crossing { store.remove() }
}

/** An application's store. The native half learns nothing of what it throws, which may hold what was to be saved. */
private class StoreBridge(
    private val store: SessionStore,
) : ForeignStore {
    override fun load(): LoadRecord =
        asked {
            when (val outcome = store.load()) {
                is LoadOutcome.Found -> LoadRecord.Found(outcome.record.json)
                LoadOutcome.Empty -> LoadRecord.Empty
                LoadOutcome.Locked -> LoadRecord.Locked
            }
        }

    override fun save(
        expected: ULong,
        json: String,
    ): SaveRecord =
        asked {
            when (val outcome = store.save(expected.toLong(), SessionRecord(json))) {
                SaveOutcome.Saved -> SaveRecord.Saved
                is SaveOutcome.Conflict -> SaveRecord.Conflict(outcome.newer?.json)
            }
        }

    override fun remove(): Unit = asked { store.remove() }

    private inline fun <T> asked(question: () -> T): T =
        try {
            question()
        } catch (_: Throwable) {
            throw StoreException.Failed()
        }
}

/** The store as the native half takes it. */
internal fun SessionStore.toNative(): Store =
    when (this) {
        is MemoryStore -> native.store
        is FileStore -> native.store
        else -> crossing { Store.foreign(StoreBridge(this)) }
    }
