import ai.genauth.Session
import ai.genauth.ktor.SessionAuth
import io.ktor.client.HttpClient
import io.ktor.client.engine.cio.CIO
import io.ktor.client.request.get
import io.ktor.client.statement.bodyAsText
import okhttp3.OkHttpClient
import okhttp3.Request
import ai.genauth.okhttp.SessionAuth as OkHttpSessionAuth

/** Requests of the program's own, with the token of a session. */
suspend fun requests(
    session: Session,
    url: String,
) {
    withOkHttp(session, url)
    withKtor(session, url)
}

private fun withOkHttp(
    session: Session,
    url: String,
) {
    val auth = OkHttpSessionAuth(session)
    val http =
        OkHttpClient
            .Builder()
            .addInterceptor(auth)
            .authenticator(auth)
            .build()
    http.newCall(Request.Builder().url(url).build()).execute().use { response -> println(response.code) }
}

private suspend fun withKtor(
    session: Session,
    url: String,
) {
    val http = HttpClient(CIO) { install(SessionAuth) { this.session = session } }
    println(http.use { it.get(url).bodyAsText() })
}
