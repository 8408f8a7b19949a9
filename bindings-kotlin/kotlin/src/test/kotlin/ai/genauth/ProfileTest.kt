package ai.genauth

import kotlinx.coroutines.runBlocking
import kotlinx.serialization.json.jsonObject
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertFalse
import org.junit.jupiter.api.Assertions.assertNotEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.assertThrows
import java.time.Instant

/** The answer that the service documents, as the application sees it. */
class ProfileTest {
    private val everything = ProfileOptions(withCustomData = true, withIdentities = true, withDepartmentIds = true)

    private fun profile(options: ProfileOptions = everything) =
        runBlocking { Emulator.client().use { it.getProfile(options) } }

    @Test
    fun `every documented field arrives`() {
        val moment = Timestamp("2022-07-03T03:20:30.000Z")
        val browser =
            "Mozilla/5.0 (Linux; Android 10; V2001A; wv) AppleWebKit/537.36 (KHTML, like Gecko) Version/4.0 " +
                "Chrome/87.0.4280.141 Mobile Safari/537.36 VivoBrowser/10.2.10.0"
        val expected =
            Profile(
                userId = "6229ffaxxxxxxxxcade3e3d9",
                createdAt = moment,
                updatedAt = moment,
                status = Status.Activated,
                workStatus = WorkStatus.Active,
                externalId = "10010",
                email = "test@example.com",
                phone = "188xxxx8888",
                phoneCountryCode = "+86",
                username = "bob",
                name = "Zhang San",
                nickname = "xxxx",
                photo = "https://files.authing.co/authing-console/default-user-avatar.png",
                loginsCount = 3,
                lastLogin = moment,
                lastIp = "127.0.0.1",
                gender = Gender.Male,
                emailVerified = true,
                phoneVerified = true,
                passwordLastSetAt = moment,
                birthdate = "2022-06-03",
                country = "CN",
                province = "BJ",
                city = "BJ",
                address = "Beijing Chaoyang",
                streetAddress = "Beijing Chaoyang District xxx Street",
                postalCode = "438100",
                company = "steamory",
                browser = browser,
                device = "iOS",
                givenName = "xx",
                familyName = "xx",
                middleName = "James",
                profile = "alice",
                preferredUsername = "alice",
                website = "https://my-website.com",
                zoneinfo = "GMT-08:00",
                locale = "af",
                formatted = "132, My Street, Kingston, New York 12401.",
                region = "Xinjiang Uyghur Autonomous Region",
                userSourceType = UserSourceType.Register,
                passwordSecurityLevel = 1,
                departmentIds = listOf("624d930c3xxxx5c08dd4986e", "624d93102xxxx012f33cd2fe"),
                identities = listOf(identity),
                identityNumber = "420421xxxxxxxx1234",
                customData = """{"school":"Peking University","age":22}""",
                statusChangedAt = moment,
                extra = emptyMap(),
                notes = emptyList(),
                raw = RawBody(ByteArray(0)),
            )
        val actual = profile()
        assertEquals(fields(expected), fields(actual))
        assertEquals(expected, actual)
    }

    /** What `toString` hides, so that a failure shows where the two differ. */
    private fun fields(profile: Profile) =
        Profile::class.java.methods
            .filter { it.name.startsWith("get") && it.parameterCount == 0 && it.name != "getRaw" }
            .associate { it.name to it.invoke(profile) }
            .toSortedMap()

    @Test
    fun `what was not asked for is absent`() {
        val profile = profile(ProfileOptions())
        assertNull(profile.customData)
        assertNull(profile.identities)
        assertNull(profile.departmentIds)
    }

    @Test
    fun `a timestamp is read when asked`() {
        assertEquals(Instant.parse("2022-07-03T03:20:30Z"), profile().createdAt?.toInstant())
        assertNull(Timestamp("yesterday").toInstant())
    }

    @Test
    fun `custom data is read when asked`() {
        assertEquals("22", profile().customDataJson()!!.jsonObject["age"].toString())
        assertNull(profile(ProfileOptions()).customDataJson())
    }

    @Test
    fun `nobody can change a profile`() {
        val profile = profile()
        assertThrows<UnsupportedOperationException> { (profile.identities as MutableList).clear() }
        assertThrows<UnsupportedOperationException> { (profile.departmentIds as MutableList).clear() }
        assertThrows<UnsupportedOperationException> { (profile.extra as MutableMap).clear() }
        profile.raw.bytes.fill(0)
        assertTrue(profile.raw.text.startsWith("{"))
    }

    @Test
    fun `toJson is the document of the service`() {
        val json = profile().toJson()
        assertTrue(json.startsWith("{\"userId\":\"6229ffaxxxxxxxxcade3e3d9\",\"createdAt\":"), json)
        assertTrue("\"departmentIds\":[\"624d930c3xxxx5c08dd4986e\",\"624d93102xxxx012f33cd2fe\"]" in json, json)
        assertFalse("_notes" in json, json)
    }

    @Test
    fun `toJson of a profile that the application made`() {
        val profile =
            Profile(
                userId = "u",
                createdAt = Timestamp("yesterday"),
                status = Status.Other("Dreaming"),
                loginsCount = -1,
                gender = Gender.Female,
                emailVerified = false,
                registerSource = listOf("a", "b"),
                identities = listOf(Identity(provider = "wechat", accessToken = Secret("s"))),
                customData = "not JSON",
                metadataSource = "[1,2.50]",
                extra = mapOf("new" to "{}", "bad" to "{"),
                notes = listOf(DecodeNote("name", "string", "object")),
            )
        val json =
            """{"userId":"u","createdAt":"yesterday","status":"Dreaming","loginsCount":-1,"gender":"F",""" +
                """"emailVerified":false,"registerSource":["a","b"],"identities":[{"provider":"wechat",""" +
                """"accessToken":"s"}],"metadataSource":[1,2.50],"new":{},""" +
                """"_notes":[{"path":"name","expected":"string","got":"object"}]}"""
        assertEquals(json, profile.toJson())
    }

    @Test
    fun `open enums know the words of the service`() {
        assertEquals("adminCreated", UserSourceType.AdminCreated.text)
        assertEquals("Sabbatical", WorkStatus.Other("Sabbatical").text)
        assertEquals("Activated", Status.Activated.toString())
    }

    @Test
    fun `toString shows neither tokens nor personal data`() {
        val profile = profile()
        assertEquals("Profile(userId=6229ffaxxxxxxxxcade3e3d9)", profile.toString())
        assertEquals("[Identity(provider=wechat, type=openid)]", profile.identities.toString())
        assertEquals("***", identity.accessToken.toString())
        val config = Config("app", "h", accessToken = "t", proxy = "http://u:p@p")
        assertEquals("Config(appId=app, host=h)", config.toString())
    }

    @Test
    fun `equality ignores the raw body only`() {
        val profile = profile()
        assertTrue("\"requestId\"" in profile.raw.text)
        assertEquals(profile, profile.copy(raw = RawBody(ByteArray(0))))
        assertEquals(profile.hashCode(), profile.copy(raw = RawBody(ByteArray(0))).hashCode())
        assertNotEquals(profile, profile.copy(email = "other@example.com"))
    }

    private val identity =
        Identity(
            identityId = "62299d8b866d2dab79a89dc4",
            extIdpId = "6076bacxxxxxxxxd80d993b5",
            provider = "wechat",
            type = "openid",
            userIdInIdp = "oj7Nq05R-RRaqak0_YlMLnnIwsvg",
            accessToken = Secret("57_fK0xgSL_NwVlS-gmUwlMQ2N6AONNIOAYxxxx"),
            refreshToken = Secret("57_IZFu91Ak1Wg6DRytZFFIOd3upNF5lH7vPxxxxx"),
            originConnIds = listOf("605492ac41xxxxe0362f0707"),
            extra = emptyMap(),
        )
}
