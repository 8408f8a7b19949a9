import GenAuth

/// What happens to a store: the n-th use of a function takes the n-th step, the last one repeats.
struct StoreScript: Sendable {
    enum Step: Sendable {
        case works, failed, locked
        case another(String?)
    }

    let record: String?
    let loads: [Step]
    let saves: [Step]
    let removes: [Step]

    init(_ script: inout Members) throws {
        record = try script.text("record")
        loads = try Self.steps("load", &script)
        saves = try Self.steps("save", &script)
        removes = try Self.steps("remove", &script)
        try script.end()
    }

    private static func steps(_ name: String, _ script: inout Members) throws -> [Step] {
        try (script.take(name, [Any].self) ?? ["works"]).map { json in
            switch json {
            case let json as [String: Any]:
                var members = Members(json)
                return .another(try members.text("record"))
            case "works" as String: return .works
            case "failed" as String: return .failed
            case "locked" as String: return .locked
            default: throw ProtocolError("\(name): unknown step")
            }
        }
    }
}

/// A store that does what a scenario says.
actor ScriptedStore: SessionStore {
    private(set) var record: String?
    private var loads: [StoreScript.Step]
    private var saves: [StoreScript.Step]
    private var removes: [StoreScript.Step]

    /// What a store of the application could say.
    private struct Failure: Error {
        let description = "store-secret"
    }

    init(_ script: StoreScript) {
        record = script.record
        loads = script.loads
        saves = script.saves
        removes = script.removes
    }

    func load() throws -> LoadOutcome {
        if case .locked = try take(&loads) { return .locked }
        return stored.map { .record($0) } ?? .empty
    }

    func save(_ new: SessionRecord, expected: UInt64) throws -> SaveOutcome {
        _ = try take(&saves)
        guard stored?.generation ?? 0 == expected else { return .conflict(stored) }
        record = new.json
        return .saved
    }

    func remove() throws {
        _ = try take(&removes)
        record = nil
    }

    private var stored: SessionRecord? {
        record.map { SessionRecord(json: $0) }
    }

    private func take(_ steps: inout [StoreScript.Step]) throws -> StoreScript.Step {
        let step = steps.count > 1 ? steps.removeFirst() : steps[0]
        if case .another(let other) = step { record = other }
        if case .failed = step { throw Failure() }
        return step
    }
}
