internal import GenAuthFFI

/// Where a session is kept: one record, read and replaced as a whole. An actor can be one.
///
/// The functions never run twice at once for one session. Several processes may share a store if ``save(_:expected:)``
/// compares the generation and replaces the record in one step. An error that a function throws does not end the
/// session: it goes on in memory, and tries to save again at the next call.
public protocol SessionStore: Sendable {
    /// Reads the record.
    func load() async throws -> LoadOutcome

    /// Replaces the record if the stored one has the generation `expected`; 0 means that none is stored. The record
    /// must be durable when this returns.
    func save(_ record: SessionRecord, expected: UInt64) async throws -> SaveOutcome

    /// Removes the record. Success, too, if there is none.
    func remove() async throws
}

/// What a store keeps of a session. It holds tokens: encrypt it where others can read the store. It prints as its
/// generation alone.
public struct SessionRecord: Hashable, Sendable {
    /// The record as a JSON object. A secret.
    public let json: String

    /// Takes what a store has kept; it is not checked before a session reads it.
    public init(json: String) {
        self.json = json
    }

    /// Rises with every change; 0 if the JSON is no record.
    public var generation: UInt64 { (try? recordGeneration(json: json)) ?? 0 }
}

/// What ``SessionStore/load()`` found.
public enum LoadOutcome: Hashable, Sendable {
    /// A record.
    case record(SessionRecord)
    /// No record.
    case empty
    /// The store cannot be read now, such as a keychain before the device is unlocked. Not the same as empty.
    case locked
}

/// What ``SessionStore/save(_:expected:)`` did.
public enum SaveOutcome: Hashable, Sendable {
    /// The record is stored.
    case saved
    /// Nothing was stored: somebody else has stored this record meanwhile, or, if it is `nil`, removed the expected
    /// one.
    case conflict(SessionRecord?)
}

extension LoadOutcome {
    init(_ outcome: LoadRecord) {
        switch outcome {
        case .found(let json): self = .record(SessionRecord(json: json))
        case .empty: self = .empty
        case .locked: self = .locked
        }
    }

    var outcome: LoadRecord {
        switch self {
        case .record(let record): return .found(json: record.json)
        case .empty: return .empty
        case .locked: return .locked
        }
    }
}

extension SaveOutcome {
    init(_ outcome: SaveRecord) {
        switch outcome {
        case .saved: self = .saved
        case .conflict(let json): self = .conflict(json.map { SessionRecord(json: $0) })
        }
    }

    var outcome: SaveRecord {
        switch self {
        case .saved: return .saved
        case .conflict(let record): return .conflict(json: record?.json)
        }
    }
}
