package ai.genauth.runner

import ai.genauth.Config

/** A method with its arguments. */
interface Method {
    /** Makes the calls. The result is JSON. */
    fun play(
        config: Config,
        calls: Calls,
    ): String
}

/** What the runner calls: one class and one row for each method. */
val METHODS: Map<String, (Arguments) -> Method> =
    mapOf(
        "get_profile" to ::GetProfile,
        "access_token" to { OfSession(it, ::accessToken) },
        "refresh" to { OfSession(it, ::refresh) },
        "sign_out" to { OfSession(it, ::signOut) },
        "session_profile" to { OfSession(it, ::sessionProfile) },
        "end_session_url" to { OfSession(it, endSessionUrl(it.string("post_logout_redirect_uri"))) },
        "begin_login" to ::BeginLogin,
        "finish_login" to ::FinishLogin,
    )
