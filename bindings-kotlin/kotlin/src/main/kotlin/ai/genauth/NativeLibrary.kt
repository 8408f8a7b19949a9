package ai.genauth

import ai.genauth.internal.UniffiLib
import java.io.File
import java.io.IOException

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

    private const val GLIBC_HINT =
        "Run a JVM that is built for glibc: in a container, take an image of Debian or Ubuntu in place of Alpine Linux."

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
        val facts =
            if (isMusl()) {
                facts("the native library cannot be loaded: it needs glibc, and this JVM runs on musl", GLIBC_HINT)
            } else {
                val cause = generateSequence(failure) { it.cause }.last()
                facts("the native library cannot be loaded: ${cause.message ?: cause}", HINT)
            }
        throw GenAuthException.Config(facts).apply { initCause(failure) }
    }

    /** Whether musl's loader, and so its C library, is part of this process. */
    private fun isMusl(): Boolean =
        try {
            File("/proc/self/maps").useLines { lines -> lines.any { "/ld-musl-" in it } }
        } catch (_: IOException) {
            false // not Linux
        }
}
