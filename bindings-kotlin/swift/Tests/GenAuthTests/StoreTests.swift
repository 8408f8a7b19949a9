import Foundation
import GenAuth
import XCTest

/// Stores: those of the library, and an application's that fails in every way.
final class StoreTests: XCTestCase, @unchecked Sendable {
    private func session(_ emulator: Emulator) async throws -> Session {
        try Session.fromTokens(config: emulator.config, tokens: try await emulator.signIn())
    }

    func testASessionIsTakenUpFromAFile() async throws {
        let emulator = try Emulator.shared.get()
        let path = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
        defer { try? FileManager.default.removeItem(atPath: path) }
        let nobody = try await Session.open(config: emulator.config, store: FileStore(path: path))
        XCTAssertNil(nobody)
        let session = try await session(emulator)
        try await session.useStore(FileStore(path: path))
        let attributes = try FileManager.default.attributesOfItem(atPath: path)
        XCTAssertEqual(attributes[.posixPermissions] as? Int, 0o600)
        try await session.refresh()
        let again = try await Session.open(config: emulator.config, store: FileStore(path: path))
        XCTAssertEqual(again?.tokens(), session.tokens())
        _ = try await again?.signOut()
        XCTAssertFalse(FileManager.default.fileExists(atPath: path))
    }

    func testAnActorIsAStore() async throws {
        let emulator = try Emulator.shared.get()
        let database = Database()
        let session = try await session(emulator)
        try await session.useStore(database)
        try await session.refresh()
        let again = try await Session.open(config: emulator.config, store: database)
        XCTAssertEqual(again?.tokens(), session.tokens())
        let record = await database.record
        XCTAssertFalse(printed(try XCTUnwrap(record)).contains(try XCTUnwrap(session.tokens()).accessToken))
        // Another session over the same store was faster: its tokens are taken.
        try await again?.refresh()
        _ = try await session.accessToken()
        try await session.refresh()
        XCTAssertNotNil(session.tokens())
        _ = try await session.signOut()
        let left = await database.record
        XCTAssertNil(left)
    }

    func testTheStoresOfTheLibraryCompareGenerations() async throws {
        let store = MemoryStore()
        let session = try await session(try Emulator.shared.get())
        try await session.useStore(store)
        guard case .record(let record) = try await store.load() else { return XCTFail("the store is empty") }
        let late = try await store.save(record, expected: record.generation + 7)
        XCTAssertEqual(late, .conflict(record))
        let saved = try await store.save(record, expected: record.generation)
        XCTAssertEqual(saved, .saved)
        try await store.remove()
        let removed = try await store.save(record, expected: record.generation)
        XCTAssertEqual(removed, .conflict(nil))
    }

    func testARecordThatCannotBeRead() async throws {
        let record = SessionRecord(json: "s3cret")
        XCTAssertEqual(record.generation, 0)
        XCTAssertFalse(printed(record).contains("s3cret"))
        let database = Database()
        _ = try await database.save(record, expected: 0)
        let config = try Emulator.shared.get().config
        let error = await failure { try await Session.open(config: config, store: database) }
        guard case .store(let facts) = error else { return XCTFail("\(String(describing: error))") }
        XCTAssertEqual(facts.detail, "the stored session cannot be read")
    }

    func testAStoreThatThrowsEndsNothing() async throws {
        let emulator = try Emulator.shared.get()
        let database = Database()
        let session = try await session(emulator)
        try await session.useStore(database)
        await database.become(.broken)
        let opened = await failure { try await Session.open(config: emulator.config, store: database) }
        guard case .store(let facts) = opened else { return XCTFail("\(String(describing: opened))") }
        XCTAssertFalse(printed(facts).contains("s3cret"))
        try await session.refresh()
        let tokens = session.tokens()
        XCTAssertNotNil(tokens)
        await database.become(.well)
        _ = try await session.accessToken()
        let again = try await Session.open(config: emulator.config, store: database)
        XCTAssertEqual(again?.tokens(), tokens)
        await database.become(.broken)
        let outcome = try await session.signOut()
        XCTAssertFalse(outcome.storeRemoved)
        guard case .store = outcome.storeError else { return XCTFail("\(outcome)") }
    }

    func testALockedStoreIsNotEmpty() async throws {
        let emulator = try Emulator.shared.get()
        let database = Database()
        await database.become(.locked)
        let error = await failure { try await Session.open(config: emulator.config, store: database) }
        guard case .store(let facts) = error else { return XCTFail("\(String(describing: error))") }
        XCTAssertTrue(facts.retryable)
    }

    func testAStoreThatHangsCostsTheCallItsTimeout() async throws {
        let emulator = try Emulator.shared.get()
        let database = Database()
        let session = try await session(emulator)
        try await session.useStore(database)
        await database.become(.hanging)
        let error = await failure { try await session.refresh(timeout: 0.3) }
        guard case .timeout = error else { return XCTFail("\(String(describing: error))") }
        // Others are not held up.
        let other = try await self.session(emulator)
        try await other.refresh()
    }

    func testAStoreMayUseTheLibrary() async throws {
        let emulator = try Emulator.shared.get()
        let other = try await session(emulator)
        let database = Database()
        await database.become(.curious(other))
        let session = try await session(emulator)
        try await session.useStore(database)
        try await session.refresh()
    }

    /// More at once than Swift has threads.
    func testManySessionsOpenAtOnce() async throws {
        let emulator = try Emulator.shared.get()
        let database = Database()
        try await session(emulator).useStore(database)
        await database.become(.slow)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            for _ in 0..<100 {
                group.addTask { try await Session.open(config: emulator.config, store: database) != nil }
            }
            for try await isThere in group { XCTAssertTrue(isThere) }
        }
    }
}

/// What an application writes itself.
private actor Database: SessionStore {
    enum Condition {
        case well, broken, locked, hanging, slow
        case curious(Session)
    }

    private(set) var record: SessionRecord?
    private var condition = Condition.well

    func become(_ condition: Condition) {
        self.condition = condition
    }

    func load() async throws -> LoadOutcome {
        if case .locked = condition { return .locked }
        try await act()
        return record.map { .record($0) } ?? .empty
    }

    func save(_ record: SessionRecord, expected: UInt64) async throws -> SaveOutcome {
        try await act()
        guard self.record?.generation ?? 0 == expected else { return .conflict(self.record) }
        self.record = record
        return .saved
    }

    func remove() async throws {
        try await act()
        record = nil
    }

    private func act() async throws {
        switch condition {
        case .well, .locked: return
        case .broken: throw Failure("s3cret")
        case .hanging: try await Task.sleep(nanoseconds: 60_000_000_000)
        case .slow: try await Task.sleep(nanoseconds: 20_000_000)
        case .curious(let session): _ = try await session.accessToken()
        }
    }
}
