import Dispatch

/// Calls at the same time gave different values. It ends the runner.
struct Disagreement: Error {}

/// The calls of one request, one after the other, and the time of the last one.
actor Calls {
    private let count: Int
    private let cancelAfterMs: Int64?
    private(set) var elapsedMs: UInt64 = 0

    init(count: Int, cancelAfterMs: Int64?) {
        self.count = count
        self.cancelAfterMs = cancelAfterMs
    }

    /// Makes all calls. Only the last outcome counts.
    func make<Value: Sendable>(_ call: @escaping @Sendable () async throws -> Value) async throws -> Value {
        for _ in 1..<count { _ = try? await once(call) }
        let start = DispatchTime.now()
        defer { elapsedMs = (DispatchTime.now().uptimeNanoseconds - start.uptimeNanoseconds) / 1_000_000 }
        return try await once(call)
    }

    /// The same for so many at the same time, each time. The first failure counts; without one, all must give the same.
    func make<Value: Sendable & Equatable>(
        atOnce count: Int, _ call: @escaping @Sendable () async throws -> Value
    ) async throws -> Value {
        try await make {
            try await withThrowingTaskGroup(of: Value.self) { group in
                for _ in 0..<count { group.addTask { try await call() } }
                guard let first = try await group.next() else { throw ProtocolError("at_once: at least 1") }
                for try await other in group where other != first { throw Disagreement() }
                return first
            }
        }
    }

    private func once<Value: Sendable>(_ call: @escaping @Sendable () async throws -> Value) async throws -> Value {
        let cancelAfterMs = cancelAfterMs
        let task = Task {
            // Before the call begins, not while it does.
            while cancelAfterMs == 0 && !Task.isCancelled { await Task.yield() }
            return try await call()
        }
        guard let cancelAfterMs else { return try await task.value }
        let cancel = Task {
            try await Task.sleep(nanoseconds: UInt64(cancelAfterMs) * 1_000_000)
            task.cancel()
        }
        defer { cancel.cancel() }
        return try await task.value
    }
}
