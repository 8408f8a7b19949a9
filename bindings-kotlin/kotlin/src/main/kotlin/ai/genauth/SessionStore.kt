package ai.genauth

import ai.genauth.internal.recordGeneration

/**
 * Where a session is kept: one record, read and replaced as a whole.
 *
 * The functions run on threads of the library, where they may block, and never two at once for one session. Several
 * processes may share a store if [save] compares the generation and replaces the record in one step. What a function
 * throws does not end the session: it goes on in memory, and tries to save again at the next call.
 */
public interface SessionStore {
    /** Reads the record. */
    @Throws(Exception::class)
    public fun load(): LoadOutcome

    /**
     * Replaces the record if the stored one has the generation [expected]; 0 means that none is stored. The record must be
     * durable when this returns.
     */
    @Throws(Exception::class)
    public fun save(
        expected: Long,
        record: SessionRecord,
    ): SaveOutcome

    /** Removes the record. Success, too, if there is none. */
    @Throws(Exception::class)
    public fun remove()
}

/**
 * What a store keeps of a session. It holds tokens: encrypt it where others can read the store. [toString] shows its
 * generation alone.
 */
public data class SessionRecord(
    /** The record as a JSON object. A secret; it is not checked before a session reads it. */
    val json: String,
) {
    /** Rises with every change; 0 if the JSON is no record. */
    public val generation: Long
        get() =
            try {
                crossing { recordGeneration(json).toLong() }
            } catch (_: GenAuthException) {
                0
            }

    override fun toString(): String = "SessionRecord(generation=$generation)"
}

/** What [SessionStore.load] found. */
public sealed interface LoadOutcome {
    /** A record. */
    public data class Found(
        /** The record. */
        val record: SessionRecord,
    ) : LoadOutcome

    /** No record. */
    public data object Empty : LoadOutcome

    /** The store cannot be read now, such as one that the device's lock screen protects. Not the same as empty. */
    public data object Locked : LoadOutcome
}

/** What [SessionStore.save] did. */
public sealed interface SaveOutcome {
    /** The record is stored. */
    public data object Saved : SaveOutcome

    /** Nothing was stored: the record is not the expected one any more. */
    public data class Conflict(
        /** What somebody else has stored meanwhile; `null` if it was removed. */
        val newer: SessionRecord?,
    ) : SaveOutcome
}
