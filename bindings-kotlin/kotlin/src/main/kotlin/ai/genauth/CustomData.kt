@file:JvmName("CustomData")

package ai.genauth

import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.Json as KotlinxJson

/**
 * The custom data as `kotlinx.serialization` reads it, or `null` when the response has none.
 *
 * Needs `org.jetbrains.kotlinx:kotlinx-serialization-json`, which the library does not bring along: [Profile.customData]
 * is the JSON text for any other library.
 */
public fun Profile.customDataJson(): JsonElement? = customData?.let(KotlinxJson::parseToJsonElement)
