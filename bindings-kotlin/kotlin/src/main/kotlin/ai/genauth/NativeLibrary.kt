package ai.genauth

import ai.genauth.internal.UniffiLib

/**
 * Whether the native library could be loaded.
 *
 * The JVM loads it when a class is initialized, and names the cause only the first time that this fails; later uses get a
 * bare `NoClassDefFoundError`. So the first cause is kept, in a class whose initialization never fails.
 */
internal object NativeLibrary {
    private const val HINT =
        "JNA writes its native library and this one to a temporary folder and loads them from there: name a folder " +
            "that is writable and not mounted noexec with -Djna.tmpdir=DIR, or one that holds both with " +
            "-Djna.boot.library.path=DIR -Djna.library.path=DIR."

    private val failure: Throwable? =
        try {
            keepCallbackThreads()
            UniffiLib.ensureInitialized()
            null
        } catch (e: LinkageError) {
            e
        }

    /** Loads the library at the first call. Every call fails with the same facts when that was not possible. */
    fun require() {
        val failure = failure ?: return
        val cause = generateSequence(failure) { it.cause }.last()
        val facts = facts("the native library cannot be loaded: ${cause.message ?: cause}", HINT)
        throw GenAuthException.Config(facts).apply { initCause(failure) }
    }
}
