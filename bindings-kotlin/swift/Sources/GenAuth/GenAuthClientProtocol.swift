import Foundation

/// What a ``GenAuthClient`` does, for stand-ins in tests of your own.
public protocol GenAuthClientProtocol: AnyObject, Sendable {
    /// Replaces the access token of calls that bring none; `nil` removes it. Calls in progress keep theirs.
    ///
    /// - Throws: ``GenAuthError/invalidArgument(facts:)`` when the token cannot be sent in a header.
    func setAccessToken(token: String?) throws

    /// Gets the profile of the signed-in user.
    ///
    /// Cancelling the task closes the request's connection and throws `CancellationError`; a task that is cancelled
    /// already sends nothing, and a call that has already ended keeps its outcome. Any other failure is a
    /// ``GenAuthError``.
    ///
    /// - Parameters:
    ///   - options: Which optional parts of the profile to ask for.
    ///   - accessToken: The access token of this call, instead of the client's.
    ///   - timeout: Seconds for this whole call, instead of the client's timeout; zero means no limit.
    func profile(_ options: ProfileOptions, accessToken: String?, timeout: TimeInterval?) async throws -> Profile

    /// Gets the profile of the signed-in user and blocks the calling thread meanwhile: the fastest way to call, where
    /// blocking is fine. Never call it from a task, which would hold one of the few threads of all tasks.
    ///
    /// - Parameters:
    ///   - options: Which optional parts of the profile to ask for.
    ///   - accessToken: The access token of this call, instead of the client's.
    ///   - timeout: Seconds for this whole call, instead of the client's timeout; zero means no limit.
    /// - Throws: ``GenAuthError``
    func getProfileBlocking(options: ProfileOptions, accessToken: String?, timeout: TimeInterval?) throws -> Profile
}

// A protocol cannot give its own functions default arguments.
extension GenAuthClientProtocol {
    /// Gets the profile of the signed-in user, within the client's timeout.
    public func profile(
        _ options: ProfileOptions = ProfileOptions(), accessToken: String? = nil
    ) async throws -> Profile {
        try await profile(options, accessToken: accessToken, timeout: nil)
    }

    /// Gets the profile of the signed-in user, within a timeout of its own, in seconds.
    public func profile(
        _ options: ProfileOptions = ProfileOptions(), accessToken: String? = nil, timeout: TimeInterval
    ) async throws -> Profile {
        try await profile(options, accessToken: accessToken, timeout: Optional(timeout))
    }

    /// Gets the profile of the signed-in user and blocks meanwhile, within the client's timeout.
    public func getProfileBlocking(
        options: ProfileOptions = ProfileOptions(), accessToken: String? = nil
    ) throws -> Profile {
        try getProfileBlocking(options: options, accessToken: accessToken, timeout: nil)
    }

    /// Gets the profile of the signed-in user and blocks meanwhile, within a timeout of its own, in seconds.
    public func getProfileBlocking(
        options: ProfileOptions = ProfileOptions(), accessToken: String? = nil, timeout: TimeInterval
    ) throws -> Profile {
        try getProfileBlocking(options: options, accessToken: accessToken, timeout: Optional(timeout))
    }
}
