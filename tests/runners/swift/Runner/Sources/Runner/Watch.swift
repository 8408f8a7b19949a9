import GenAuth

/// What is watched while a session works: its events and its store.
struct Watch: Sendable {
    let listener = Listener()
    let store: ScriptedStore?
    private let awaitEvents: Int

    init(_ arguments: inout Members) throws {
        store = try arguments.take("store", [String: Any].self).map { json in
            var script = Members(json)
            return ScriptedStore(try StoreScript(&script))
        }
        awaitEvents = try arguments.take("await_events", Int.self) ?? 0
    }

    /// Gives a session its store and its listener. If the store fails, the session goes on without.
    func begin(_ session: Session) async {
        if let store {
            do { try await session.useStore(store) } catch { await listener.onEvent(.storeFailed) }
        }
        session.onEvent(listener)
    }

    /// Makes the calls, whose value is JSON, and says what they led to.
    func outcome(_ value: () async throws -> String) async throws -> String {
        let ended: String
        do { ended = "\"value\":\(try await value())" } catch { ended = "\"error\":\(try facts(of: error))" }
        let events = try json(await listener.events(awaited: awaitEvents))
        return "{\(ended),\"events\":\(events),\"stored\":\(await store?.record ?? "null")}"
    }
}

actor Listener: SessionListener {
    private var events: [String] = []

    func onEvent(_ event: SessionEvent) {
        switch event {
        case .refreshed: events.append("refreshed")
        case .ended(let reason): events.append("ended(\(reason.rawValue))")
        case .signedOut: events.append("signed_out")
        case .storeFailed: events.append("store_failed")
        }
    }

    /// Waits for so many, at most five seconds, and until none has come for a tenth of a second: a session does not
    /// wait for its listener.
    func events(awaited: Int) async -> [String] {
        var (calm, heard) = (0, events.count)
        for _ in 0..<500 where events.count < awaited || calm < 10 {
            try? await Task.sleep(nanoseconds: 10_000_000)
            calm = events.count == heard ? calm + 1 : 0
            heard = events.count
        }
        return events
    }
}
