import Foundation

extension GenAuthClient {
    /// Asks who the user is. Cancelling the task aborts the request and throws `CancellationError`.
    ///
    /// - Parameters:
    ///   - options: Which optional parts of the profile to ask for.
    ///   - accessToken: The token of this call, instead of the client's.
    ///   - timeout: Seconds for this whole call, instead of the client's; zero means no limit.
    public func profile(
        _ options: ProfileOptions = ProfileOptions(),
        accessToken: String? = nil,
        timeout: TimeInterval? = nil
    ) async throws -> Profile {
        // The generated code traps on durations that Rust cannot hold, and "deadline minus now" is easily negative.
        if let timeout, !(0...1e9).contains(timeout) {
            throw GenAuthError.invalidArgument(
                facts: ErrorFacts(
                    detail: "the timeout must be from 0 to 1e9 seconds", hint: "", httpStatus: nil, statusCode: nil,
                    apiCode: nil, requestId: nil, retryAfterMs: nil, retryable: false, sessionIsDead: false, attempts: 0
                )
            )
        }
        let cancel = Cancel()
        do {
            return try await withTaskCancellationHandler {
                try await getProfileCancellable(
                    options: options, accessToken: accessToken, timeout: timeout, cancel: cancel
                )
            } onCancel: {
                cancel.cancel()
            }
        } catch GenAuthError.cancelled(facts: _) {
            throw CancellationError()
        }
    }
}
