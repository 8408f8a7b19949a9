import Foundation

extension GenAuthClientProtocol {
    /// Asks who the user is.
    ///
    /// Cancelling the task aborts the request and throws `CancellationError`; a task that is cancelled already sends
    /// nothing, and a call that has already ended keeps its outcome. Everything else that goes wrong is a
    /// ``GenAuthError``.
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
        // uniffi's own futures do not notice that their task was cancelled.
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
