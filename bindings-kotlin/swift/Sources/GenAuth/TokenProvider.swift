import Foundation
internal import GenAuthFFI

/// The application's own source of access tokens, for applications that hold the tokens themselves. An actor can be
/// one.
public protocol TokenProvider: Sendable {
    /// Gives the access token of one call. The task is cancelled when the call is, or has no time left.
    ///
    /// - Parameter rejected: The token that the service has just refused; `nil` when it is the call's first.
    /// - Throws: Anything. The call fails with ``GenAuthError/tokenProvider(facts:)``, whose
    ///   ``ErrorFacts/underlyingError`` this is.
    func token(rejected: String?) async throws -> String
}

final class ProviderBridge: GenAuthFFI.TokenProvider {
    private let provider: any TokenProvider

    init(_ provider: any TokenProvider) {
        self.provider = provider
    }

    func token(rejected: String?) async throws -> String {
        do {
            return try await provider.token(rejected: rejected)
        } catch {
            // Its name alone: the application's own words may hold a token.
            let name = String(describing: type(of: error))
            throw ProviderError.Failed(number: ProviderFailures.shared.keep(error), message: name)
        }
    }
}

/// What providers have thrown, until the call that it failed takes it: only a number crosses.
final class ProviderFailures: @unchecked Sendable {
    static let shared = ProviderFailures()

    /// A call that was cancelled meanwhile takes nothing.
    private static let most: UInt32 = 1000

    private let lock = NSLock()
    private var thrown: [UInt32: any Error] = [:]
    private var last: UInt32 = 0

    func keep(_ error: any Error) -> UInt32 {
        lock.lock()
        defer { lock.unlock() }
        last &+= 1
        thrown[last] = error
        thrown[last &- Self.most] = nil
        return last
    }

    func take(_ number: UInt32) -> (any Error)? {
        lock.lock()
        defer { lock.unlock() }
        return thrown.removeValue(forKey: number)
    }
}
