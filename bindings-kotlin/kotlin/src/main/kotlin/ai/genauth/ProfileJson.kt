package ai.genauth

/**
 * The profile as one JSON object: the service's own names, documented types, absent fields left out, unknown fields
 * kept, and `_notes` when something was malformed.
 */
public fun Profile.toJson(): String = profileToJson(this)
