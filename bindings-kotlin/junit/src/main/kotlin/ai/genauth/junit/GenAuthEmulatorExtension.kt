package ai.genauth.junit

import org.junit.jupiter.api.extension.AfterEachCallback
import org.junit.jupiter.api.extension.ExtensionContext
import org.junit.jupiter.api.extension.ExtensionContext.Namespace
import org.junit.jupiter.api.extension.ParameterContext
import org.junit.jupiter.api.extension.ParameterResolver

/**
 * Gives tests a [GenAuthEmulator] as a parameter: `@ExtendWith(GenAuthEmulatorExtension.class)`.
 *
 * One emulator runs for all tests, from the first that wants it. The faults of a test end with it.
 */
public class GenAuthEmulatorExtension :
    ParameterResolver,
    AfterEachCallback {
    /** Whether a parameter is an emulator. */
    override fun supportsParameter(
        parameter: ParameterContext,
        context: ExtensionContext,
    ): Boolean = parameter.parameter.type == GenAuthEmulator::class.java

    /** Returns the emulator, which is started first if it does not run yet. */
    override fun resolveParameter(
        parameter: ParameterContext,
        context: ExtensionContext,
    ): Any = store(context).getOrComputeIfAbsent(KEY, { Running(GenAuthEmulator()) }, Running::class.java).emulator

    /** Switches the faults of a test off. */
    override fun afterEach(context: ExtensionContext) {
        store(context).get(KEY, Running::class.java)?.emulator?.clearFaults()
    }

    private fun store(context: ExtensionContext) = context.root.getStore(Namespace.create(javaClass))

    /** JUnit closes what it keeps, by this interface before version 5.13 and by that of Java since. */
    @Suppress("DEPRECATION")
    private class Running(
        val emulator: GenAuthEmulator,
    ) : ExtensionContext.Store.CloseableResource,
        AutoCloseable {
        override fun close() = emulator.close()
    }

    private companion object {
        const val KEY = "emulator"
    }
}
