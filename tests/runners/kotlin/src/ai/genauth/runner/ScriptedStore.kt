package ai.genauth.runner

import ai.genauth.LoadOutcome
import ai.genauth.SaveOutcome
import ai.genauth.SessionRecord
import ai.genauth.SessionStore
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import java.io.IOException

/** A store that does what a scenario says. */
class ScriptedStore(
    script: Arguments,
) : SessionStore {
    private var record = script.members("record")?.let { SessionRecord(it.toString()) }
    private val loads = Steps(script, "load")
    private val saves = Steps(script, "save")
    private val removes = Steps(script, "remove")

    init {
        script.end()
    }

    /** The record as JSON, as the library wrote it. */
    @get:Synchronized
    val stored: String?
        get() = record?.json

    @Synchronized
    override fun load(): LoadOutcome {
        if (take(loads) == LOCKED) return LoadOutcome.Locked
        return record?.let(LoadOutcome::Found) ?: LoadOutcome.Empty
    }

    @Synchronized
    override fun save(
        expected: Long,
        record: SessionRecord,
    ): SaveOutcome {
        take(saves)
        val stored = this.record
        if ((stored?.generation ?: 0) != expected) return SaveOutcome.Conflict(stored)
        this.record = record
        return SaveOutcome.Saved
    }

    @Synchronized
    override fun remove() {
        take(removes)
        record = null
    }

    private fun take(steps: Steps): JsonElement {
        val step = steps.next()
        if (step is JsonObject) record = step["record"]?.takeUnless { it is JsonNull }?.let { SessionRecord("$it") }
        if (step == FAILED) throw IOException("store-secret")
        return step
    }
}

private val WORKS = JsonPrimitive("works")
private val FAILED = JsonPrimitive("failed")
private val LOCKED = JsonPrimitive("locked")

/** What happens to a function: its n-th use takes the n-th step, the last one repeats. */
private class Steps(
    script: Arguments,
    name: String,
) {
    private val rest = ArrayDeque<JsonElement>(script.array(name) ?: listOf(WORKS))

    init {
        val unknown = rest.find { it !is JsonObject && it !in setOf(WORKS, FAILED, LOCKED) }
        if (unknown != null) throw ProtocolException("$name: unknown step")
    }

    fun next(): JsonElement = if (rest.size > 1) rest.removeFirst() else rest.first()
}
