package ai.genauth.runner

import ai.genauth.Config
import ai.genauth.Login

class FinishLogin(
    arguments: Arguments,
) : Method {
    private val login = arguments.members("login").toString()
    private val redirect = arguments.string("redirect") ?: throw ProtocolException("redirect: missing")
    private val watch = Watch(arguments)

    override fun play(
        config: Config,
        calls: Calls,
    ): String =
        watch.outcome {
            val login = Login.fromJson(config, login)
            val call =
                Call(
                    { login.finish(redirect) },
                    { login.finishBlocking(redirect) },
                    { login.finishAsync(redirect) },
                )
            calls.make(call.map { it.also(watch::begin) }).claims()?.json ?: "null"
        }
}
