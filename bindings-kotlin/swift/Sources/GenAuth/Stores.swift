import Foundation
internal import GenAuthFFI

/// A store that lasts as long as the program, for tests and for sessions that need no more.
public final class MemoryStore: SessionStore, NativeStore {
    let native = Store.memory()

    /// Makes an empty store.
    public init() {}

    public func load() async throws -> LoadOutcome { try await loadNative() }

    public func save(_ record: SessionRecord, expected: UInt64) async throws -> SaveOutcome {
        try await saveNative(record, expected: expected)
    }

    public func remove() async throws { try await removeNative() }
}

/// A store in a file with the mode 0600, which several processes may share: changes are atomic, and a lock lets one of
/// them refresh.
///
/// The tokens stand in it as they are. On Apple's systems, a keychain behind a store of your own protects them better.
public final class FileStore: SessionStore, NativeStore {
    let native: Store

    /// Names the file. Its directory must exist; the file need not.
    public init(path: String) {
        native = Store.file(path: path)
    }

    public func load() async throws -> LoadOutcome { try await loadNative() }

    public func save(_ record: SessionRecord, expected: UInt64) async throws -> SaveOutcome {
        try await saveNative(record, expected: expected)
    }

    public func remove() async throws { try await removeNative() }
}

/// The stores of the native half, which a session uses without a detour.
protocol NativeStore: Sendable {
    var native: Store { get }
}

extension NativeStore {
    func loadNative() async throws -> LoadOutcome {
        let store = native
        return try await onThread { LoadOutcome(try crossing { try store.load() }) }
    }

    func saveNative(_ record: SessionRecord, expected: UInt64) async throws -> SaveOutcome {
        let store = native
        return try await onThread {
            SaveOutcome(try crossing { try store.save(expected: expected, record: record.json) })
        }
    }

    func removeNative() async throws {
        let store = native
        try await onThread { try crossing { try store.remove() } }
    }
}

/// A store as the native half takes it.
func nativeStore(_ store: any SessionStore) -> Store {
    (store as? any NativeStore)?.native ?? Store.foreign(store: StoreBridge(store))
}

/// An application's store. The native half calls it on threads that may block, and learns nothing of what it throws,
/// which may hold what was to be saved.
private final class StoreBridge: ForeignStore {
    private let store: any SessionStore

    init(_ store: any SessionStore) {
        self.store = store
    }

    func load() throws -> LoadRecord {
        try asked { try await $0.load().outcome }
    }

    func save(expected: UInt64, json: String) throws -> SaveRecord {
        try asked { try await $0.save(SessionRecord(json: json), expected: expected).outcome }
    }

    func remove() throws {
        try asked { try await $0.remove() }
    }

    private func asked<Value: Sendable>(
        _ question: @escaping @Sendable (any SessionStore) async throws -> Value
    ) throws -> Value {
        let store = store
        do { return try waiting(for: { try await question(store) }) } catch { throw StoreError.Failed }
    }
}
