package ai.genauth

import ai.genauth.internal.uniffiCallbackInterfaceForeignStore
import ai.genauth.internal.uniffiCallbackInterfaceSessionListener
import ai.genauth.internal.uniffiCallbackInterfaceTokenProvider
import ai.genauth.internal.uniffiForeignFutureDroppedCallbackImpl
import ai.genauth.internal.uniffiRustFutureContinuationCallbackImpl
import com.sun.jna.Callback
import com.sun.jna.CallbackThreadInitializer
import com.sun.jna.Native

/** What the native half calls, on threads of its own. */
private val callbacks: List<Callback> =
    listOf(
        uniffiRustFutureContinuationCallbackImpl,
        uniffiForeignFutureDroppedCallbackImpl,
        uniffiCallbackInterfaceForeignStore.load,
        uniffiCallbackInterfaceForeignStore.save,
        uniffiCallbackInterfaceForeignStore.remove,
        uniffiCallbackInterfaceForeignStore.uniffiFree,
        uniffiCallbackInterfaceSessionListener.onEvent,
        uniffiCallbackInterfaceSessionListener.uniffiFree,
        uniffiCallbackInterfaceTokenProvider.token,
        uniffiCallbackInterfaceTokenProvider.uniffiFree,
        uniffiCallbackInterfaceTokenProvider.uniffiClone,
    )

/**
 * Lets the JVM know each of the library's threads from its first callback on, instead of a new thread with each callback.
 * None of them keeps a program from ending, whatever an application's callback waits for.
 *
 * JNA looks at this when the native half gets the callbacks, which the loading of the library brings about.
 */
internal fun keepCallbackThreads() {
    for (callback in callbacks) {
        Native.setCallbackThreadInitializer(callback, CallbackThreadInitializer(true, false, "genauth"))
    }
}
