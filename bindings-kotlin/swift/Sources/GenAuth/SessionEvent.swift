internal import GenAuthFFI

/// Something that happened to a ``Session``.
public enum SessionEvent: Hashable, Sendable {
    /// It has new tokens.
    case refreshed
    /// The server ended it: the user must sign in again.
    case ended(reason: EndReason)
    /// It was signed out, here or by another process that shares the store.
    case signedOut
    /// Its tokens could not be saved. It goes on in memory, and tries again at the next call.
    case storeFailed

    init?(_ record: EventRecord) {
        switch record.name {
        case "refreshed": self = .refreshed
        case "ended":
            guard let reason = record.reason.flatMap(EndReason.init) else { return nil }
            self = .ended(reason: reason)
        case "signed_out": self = .signedOut
        case "store_failed": self = .storeFailed
        default: return nil
        }
    }
}

/// Why the server ended a session.
public enum EndReason: String, Sendable {
    /// It refused the refresh token: that has expired, or was revoked.
    case invalidGrant = "invalid_grant"
    /// It refused the refresh token after an earlier refresh whose response was lost.
    case lostRefresh = "lost_refresh"
    /// It refused the token of a successful refresh.
    case tokenRefused = "token_refused"
}

/// Is told what happens to a session: an actor, or a class that is `Sendable`.
public protocol SessionListener: AnyObject, Sendable {
    /// Takes one event; the next one comes when it returns. Nothing of the session waits for it, so it may take its
    /// time and use the session.
    func onEvent(_ event: SessionEvent) async
}

/// Hands the events to a task of its own: the native half would wait for the listener before it gives anybody the new
/// tokens.
final class ListenerBridge: GenAuthFFI.SessionListener {
    private let events: AsyncStream<SessionEvent>.Continuation

    init(_ listener: any SessionListener) {
        let (stream, events) = AsyncStream.makeStream(of: SessionEvent.self)
        self.events = events
        Task.detached { [weak listener] in
            for await event in stream { await listener?.onEvent(event) }
        }
    }

    deinit {
        events.finish()
    }

    func onEvent(event: EventRecord) {
        if let event = SessionEvent(event) { events.yield(event) }
    }
}
