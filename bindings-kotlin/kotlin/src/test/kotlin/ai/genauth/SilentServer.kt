package ai.genauth

import java.net.InetAddress
import java.net.ServerSocket
import java.net.Socket

/** Accepts connections and never answers by itself. */
class SilentServer : AutoCloseable {
    private val listener = ServerSocket(0, 2, InetAddress.getLoopbackAddress())

    val host = "http://127.0.0.1:${listener.localPort}"

    /** Waits for the client's request. */
    fun accept(): Socket {
        listener.soTimeout = 5_000
        val connection = listener.accept()
        connection.soTimeout = 5_000
        check(connection.getInputStream().read() == 'G'.code) { "no request came" }
        return connection
    }

    override fun close() = listener.close()
}
