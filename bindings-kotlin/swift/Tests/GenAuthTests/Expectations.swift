import Foundation
import GenAuth
import XCTest

/// The error of a call that must fail, and must not be cancelled.
func failure<Value>(of call: () async throws -> Value) async -> GenAuthError? {
    do {
        _ = try await call()
        XCTFail("the call succeeded")
    } catch let error as GenAuthError {
        return error
    } catch {
        XCTFail("\(error)")
    }
    return nil
}

/// Waits until a condition holds, up to five seconds.
func eventually(_ condition: () async throws -> Bool) async throws {
    for _ in 0..<100 {
        if try await condition() { return }
        try await Task.sleep(nanoseconds: 50_000_000)
    }
    XCTFail("it did not happen within 5 s")
}

/// Everything that Swift prints of a value.
func printed(_ value: Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    return "\(value) \(String(reflecting: value)) \(dumped)"
}
