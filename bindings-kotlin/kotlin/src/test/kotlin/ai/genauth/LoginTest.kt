package ai.genauth

import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.buildJsonObject
import kotlinx.serialization.json.put
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.Timeout
import org.junit.jupiter.api.assertThrows
import java.util.concurrent.ExecutionException
import kotlin.time.Duration.Companion.seconds

/** Logins: from the URL to the session. */
@Timeout(60)
class LoginTest {
    private val config = OpenIdProvider.config

    private fun begin(config: Config = this.config) =
        Login.begin(config, LoginOptions(redirectUri = REDIRECT, loginHint = USER))

    @Test
    fun `the URL asks for what the options say`() {
        val options =
            LoginOptions(
                redirectUri = REDIRECT,
                scopes = listOf("openid", "email"),
                prompt = "login",
                loginHint = "bob@example.com",
                uiLocales = "en-US",
                tenantId = "tenant",
                extra = mapOf("brand" to "blue"),
            )
        val url = Login.begin(config, options).url
        assertTrue(url.startsWith("${config.host}/oidc/auth?"), url)
        val expected =
            mapOf(
                "client_id" to "test-app",
                "redirect_uri" to REDIRECT,
                "response_type" to "code",
                "scope" to "openid email",
                "prompt" to "login",
                "login_hint" to "bob@example.com",
                "ui_locales" to "en-US",
                "tenant_id" to "tenant",
                "brand" to "blue",
                "code_challenge_method" to "S256",
            )
        assertEquals(expected, query(url).filterKeys { it in expected })
        assertEquals("LoginOptions(redirectUri=$REDIRECT)", options.toString())
    }

    @Test
    fun `the methods for Java set the same options`() {
        val options =
            LoginOptions(REDIRECT)
                .withScopes(listOf("openid"))
                .withPrompt("login")
                .withLoginHint(USER)
                .withUiLocales("ja-JP")
                .withTenantId("tenant")
                .withExtra(mapOf("a" to "b"))
        assertEquals(
            LoginOptions(REDIRECT, listOf("openid"), "login", USER, "ja-JP", "tenant", mapOf("a" to "b")),
            options,
        )
    }

    @Test
    fun `the whole way in another process`() =
        runBlocking<Unit> {
            val kept = begin().use { it.toJson() }
            val login = Login.fromJson(config, kept)
            val session = login.finish(OpenIdProvider.authorize(login.url), timeout = 5.seconds)
            val claims = checkNotNull(session.claims())
            assertEquals(VerifiedBy.JWKS, claims.verifiedBy)
            assertTrue(claims.json.contains(USER))
            assertEquals(claims.subject, session.client().getProfile().userId)
            session.refresh()
            assertEquals(claims.subject, session.client().getProfileBlocking().userId)

            val tokens = checkNotNull(session.tokens())
            val secrets = listOf(tokens.accessToken, tokens.refreshToken!!, query(login.url)["state"]!!, USER)
            for (shown in listOf(login, session, claims, tokens)) {
                for (secret in secrets) assertFalse(shown.toString().contains(secret), shown.toString())
            }
            assertTrue(session.signOut().revoked)
        }

    @Test
    fun `blocking, and once only`() {
        val login = begin()
        val back = OpenIdProvider.authorize(login.url)
        assertEquals(
            USER,
            login
                .finishBlocking(back)
                .client()
                .getProfileBlocking()
                .email,
        )
        assertThrows<ExecutionException> { login.finishAsync(back).get() }
        val error = assertThrows<GenAuthException.Login> { login.finishBlocking(back) }
        assertEquals("the login has ended already", error.detail)
        assertEquals(0, error.attempts)
    }

    @Test
    fun `a refusal says why`() {
        val login = begin()
        val state = query(login.url)["state"]
        assertThrows<GenAuthException.Login> { login.finishBlocking("$REDIRECT?code=c&state=other") }
        val error =
            assertThrows<GenAuthException.Login> { login.finishBlocking("$REDIRECT?error=access_denied&state=$state") }
        assertEquals("access_denied", error.oauthError)
        assertFalse(error.sessionIsDead)
    }

    @Test
    fun `an application with a secret`() {
        OpenIdProvider.register(
            buildJsonObject {
                put("app_id", "web")
                put("app_secret", "s3cret")
                put("redirect_uris", JsonArray(listOf(JsonPrimitive(REDIRECT))))
                put("id_token_alg", "HS256")
            },
        )
        for (method in ClientAuth.entries) {
            val config = Config(appId = "web", host = Emulator.host, appSecret = "s3cret", clientAuth = method)
            val login = begin(config)
            val session = login.finishBlocking(OpenIdProvider.authorize(login.url))
            assertEquals(VerifiedBy.SECRET, session.claims()?.verifiedBy)
            session.refreshBlocking()
            assertFalse(config.toString().contains("s3cret"))
        }
        val login = begin(Config("web", Emulator.host).withAppSecret("wr0ng").withClientAuth(ClientAuth.POST))
        val back = OpenIdProvider.authorize(login.url)
        val error = assertThrows<GenAuthException.Config> { login.finishBlocking(back) }
        assertFalse(error.toString().contains("wr0ng"), error.toString())
    }

    @Test
    fun `what is no login`() {
        val error =
            assertThrows<GenAuthException.InvalidArgument> { Login.fromJson(config, """{"state":"s3cret"}""") }
        assertFalse(error.toString().contains("s3cret"), error.toString())
        assertThrows<GenAuthException.InvalidArgument> { Login.begin(config, LoginOptions("")) }
        assertThrows<GenAuthException.Config> { begin(Config("", config.host)) }
    }

    @Test
    fun `a closed login`() {
        val login = begin()
        login.close()
        assertTrue(login.url.isNotEmpty())
        assertThrows<IllegalStateException> { login.finishBlocking(REDIRECT) }
    }
}
