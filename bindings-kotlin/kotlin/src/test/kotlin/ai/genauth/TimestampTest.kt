package ai.genauth

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.jsonArray
import kotlinx.serialization.json.jsonObject
import kotlinx.serialization.json.jsonPrimitive
import kotlinx.serialization.json.long
import org.junit.jupiter.api.Assertions.assertEquals
import org.junit.jupiter.api.Assertions.assertNull
import org.junit.jupiter.api.Assertions.assertTrue
import org.junit.jupiter.api.Test
import java.io.File
import java.time.Instant

/** The moments that strings name. */
class TimestampTest {
    @Test
    fun `every case of the table is read as in the other languages`() {
        val cases = Json.parseToJsonElement(File("../../tests/timestamps.json").readText()).jsonArray
        assertTrue(cases.isNotEmpty())
        for (case in cases.map { it.jsonObject }) {
            val text = case.getValue("text").jsonPrimitive.content
            val moment = case.getValue("moment").takeUnless { it is JsonNull }?.jsonObject
            val expected =
                moment?.let { Instant.ofEpochSecond(it.number("seconds"), it.number("nanoseconds")) }
            assertEquals(expected, Timestamp(text).toInstant(), text)
        }
    }

    @Test
    fun `what is not Unicode is no moment`() = assertNull(Timestamp("\uD800").toInstant())

    private fun Map<String, JsonElement>.number(key: String) = getValue(key).jsonPrimitive.long
}
