package ai.genauth.runner

import ai.genauth.Config
import ai.genauth.GenAuthClient
import ai.genauth.ProfileOptions
import kotlinx.serialization.json.JsonPrimitive

class GetProfile(
    arguments: Arguments,
) : Method {
    private val options =
        ProfileOptions(
            withCustomData = arguments.flag("with_custom_data"),
            withIdentities = arguments.flag("with_identities"),
            withDepartmentIds = arguments.flag("with_department_ids"),
        )
    private val accessToken = arguments.string("access_token")
    private val timeout = arguments.duration("timeout_ms")
    private val raw = arguments.flag("raw")

    override fun play(
        config: Config,
        calls: Calls,
    ): String =
        GenAuthClient(config).use { client ->
            val profile =
                calls.make(
                    Call(
                        { client.getProfile(options, accessToken, timeout) },
                        { client.getProfileBlocking(options, accessToken, timeout) },
                        { client.getProfileAsync(options, accessToken, timeout) },
                    ),
                )
            if (raw) JsonPrimitive(profile.raw.text).toString() else profile.toJson()
        }
}
