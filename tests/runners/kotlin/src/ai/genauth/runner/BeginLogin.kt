package ai.genauth.runner

import ai.genauth.Config
import ai.genauth.Login
import ai.genauth.LoginOptions
import kotlinx.serialization.json.jsonPrimitive

class BeginLogin(
    arguments: Arguments,
) : Method {
    private val options = Arguments(arguments.members("options") ?: throw ProtocolException("options: missing")).login()
    private val watch = Watch(arguments)

    override fun play(
        config: Config,
        calls: Calls,
    ): String = watch.outcome { Login.begin(config, options).toJson() }
}

private fun Arguments.login() =
    LoginOptions(
        redirectUri = string("redirect_uri") ?: throw ProtocolException("redirect_uri: missing"),
        scopes = array("scopes")?.map { it.jsonPrimitive.content },
        prompt = string("prompt"),
        loginHint = string("login_hint"),
        uiLocales = string("ui_locales"),
        tenantId = string("tenant_id"),
        extra = members("extra").orEmpty().mapValues { it.value.jsonPrimitive.content },
    ).also { end() }
