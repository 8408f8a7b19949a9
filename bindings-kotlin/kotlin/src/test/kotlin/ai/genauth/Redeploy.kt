package ai.genauth

import java.io.File
import java.lang.ref.WeakReference
import java.net.URLClassLoader

/** What is deployed: one call of each kind. */
object Application {
    @JvmStatic
    fun call(host: String) =
        GenAuthClient(Config(appId = "app", host = host, accessToken = TOKEN)).use { client ->
            client.getProfileBlocking()
            client.getProfileAsync().get()
            Unit
        }
}

/** Deploys the application in 30 class loaders, one after the other, and prints what is left of them. */
fun main(arguments: Array<String>) {
    val (host, where) = arguments
    val (application, libraries) =
        System
            .getProperty("java.class.path")
            .split(File.pathSeparator)
            .map { File(it).toURI().toURL() }
            .partition { it.path.endsWith("/test-classes/") }
    val system = ClassLoader.getSystemClassLoader().parent
    val shared = URLClassLoader(libraries.toTypedArray(), system)

    fun deploy(): WeakReference<ClassLoader> {
        val loader =
            when (where) {
                "shared" -> URLClassLoader(application.toTypedArray(), shared)
                else -> URLClassLoader((application + libraries).toTypedArray(), system)
            }
        loader.use { it.loadClass("ai.genauth.Application").getMethod("call", String::class.java).invoke(null, host) }
        return WeakReference(loader)
    }

    deploy()
    val threads = status("Threads")
    val memory = status("VmRSS")
    val loaders = List(30) { deploy() }
    repeat(10) {
        System.gc()
        Thread.sleep(100)
    }
    val names = Thread.getAllStackTraces().keys.map { it.name }
    println("loaders=${loaders.count { it.get() != null }}")
    println("threads=${status("Threads") - threads}")
    println("kib=${status("VmRSS") - memory}")
    println("runtimes=${names.count { it == "genauth" }}")
}

private fun status(key: String): Int =
    File("/proc/self/status")
        .readLines()
        .first { it.startsWith("$key:") }
        .filter(Char::isDigit)
        .toInt()
