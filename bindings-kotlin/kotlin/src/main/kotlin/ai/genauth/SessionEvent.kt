package ai.genauth

import ai.genauth.internal.EventRecord

/** Something that happened to a [Session]. */
public sealed interface SessionEvent {
    /** It has new tokens. */
    public data object Refreshed : SessionEvent

    /** The server ended it: the user must sign in again. */
    public data class Ended(
        /** Why. */
        val reason: EndReason,
    ) : SessionEvent

    /** It was signed out, here or by another process that shares the store. */
    public data object SignedOut : SessionEvent

    /** Its tokens could not be saved. It goes on in memory, and tries again at the next call. */
    public data object StoreFailed : SessionEvent
}

/** Why the server ended a session. */
public enum class EndReason(
    internal val key: String,
) {
    /** It refused the refresh token: that has expired, or was revoked. */
    INVALID_GRANT("invalid_grant"),

    /** It refused the refresh token after an earlier refresh whose response was lost. */
    LOST_REFRESH("lost_refresh"),

    /** It refused the token of a successful refresh. */
    TOKEN_REFUSED("token_refused"),
}

/** `null` for an event that this version has no class for. */
internal fun EventRecord.toEvent(): SessionEvent? =
    when (name) {
        "refreshed" -> SessionEvent.Refreshed
        "ended" -> EndReason.entries.find { it.key == reason }?.let(SessionEvent::Ended)
        "signed_out" -> SessionEvent.SignedOut
        "store_failed" -> SessionEvent.StoreFailed
        else -> null
    }
