import ai.genauth.Config
import ai.genauth.FileStore
import ai.genauth.GenAuthClient
import ai.genauth.LoadOutcome
import ai.genauth.Login
import ai.genauth.LoginOptions
import ai.genauth.SaveOutcome
import ai.genauth.Session
import ai.genauth.SessionEvent
import ai.genauth.SessionRecord
import ai.genauth.SessionStore
import ai.genauth.TokenProvider
import java.io.File
import java.net.HttpURLConnection
import java.net.URI

/** Signs a user in, stays signed in, signs out. */
suspend fun sessions(config: Config) {
    val path = File.createTempFile("session", null).apply { delete() }.path
    check(restore(config, path) == null) { "somebody was signed in" }
    begin(config)
    finishLogin(config, path, checkNotNull(redirectedUrl))
    checkNotNull(restore(config, path)).use { session ->
        session.useStore(Preferences(mutableMapOf()))
        check(session.accessToken() == session.tokens()?.accessToken)
        println(session.claims()?.subject)
        requests(session, "${config.host}/oidc/me")
        signOut(session)
    }
}

private fun begin(config: Config) {
    val options = LoginOptions(redirectUri = "http://127.0.0.1/callback", loginHint = "test@example.com")
    val login = Login.begin(config, options)
    save(login.toJson()) // a secret, until the login has ended
    browse(login.url) // a Custom Tab on Android, a redirect in a web application
}

private suspend fun finishLogin(
    config: Config,
    path: String,
    redirectedUrl: String,
) {
    val login = Login.fromJson(config, kept)
    val session = login.finish(redirectedUrl)
    session.useStore(FileStore(path))
    println(session.client().getProfile().email)
}

private suspend fun restore(
    config: Config,
    path: String,
): Session? {
    val session = Session.open(config, FileStore(path)) ?: return showSignIn()
    session.onEvent { event ->
        if (event is SessionEvent.Ended) showSignIn() // the server ended it
    }
    return session
}

private suspend fun signOut(session: Session) {
    val outcome = session.signOut()
    if (!outcome.revoked) report(outcome.revokeError)
    browse(session.endSessionUrl("http://127.0.0.1/goodbye"))
}

class Preferences(
    private val values: MutableMap<String, String>,
) : SessionStore {
    override fun load(): LoadOutcome = record()?.let(LoadOutcome::Found) ?: LoadOutcome.Empty

    override fun save(
        expected: Long,
        record: SessionRecord,
    ): SaveOutcome {
        val stored = record()
        if ((stored?.generation ?: 0) != expected) return SaveOutcome.Conflict(stored)
        values["session"] = record.json
        return SaveOutcome.Saved
    }

    override fun remove() {
        values.remove("session")
    }

    private fun record() = values["session"]?.let(::SessionRecord)
}

class Tokens(
    private val fetch: suspend () -> String,
) : TokenProvider {
    @Volatile
    private var current: String? = null

    override suspend fun token(rejected: String?): String {
        val token = current
        if (token != null && token != rejected) return token
        return fetch().also { current = it }
    }
}

/** Asks for a profile with the tokens of the application. */
suspend fun provided(
    config: Config,
    fetch: suspend () -> String,
) {
    GenAuthClient(config, Tokens(fetch)).use { client -> println(client.getProfile().userId) }
}

private var kept = ""

private fun save(login: String) {
    kept = login
}

private fun report(error: Throwable?) = System.err.println(error)

private fun showSignIn(): Session? = null

private var redirectedUrl: String? = null

/** A browser, as far as the emulator needs one: it comes back at once. */
private fun browse(url: String) {
    val connection = URI(url).toURL().openConnection() as HttpURLConnection
    connection.instanceFollowRedirects = false
    redirectedUrl = connection.getHeaderField("location")
}
