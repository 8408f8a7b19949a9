import Foundation

/// The body of a response as it came over the wire, after decompression.
///
/// All bodies are equal to each other: two responses that say the same about a user are the same profile, whatever their
/// request ids.
public struct RawBody: Hashable, Sendable {
    /// The bytes as received.
    public let bytes: Data

    /// Makes a body of these bytes, for tests and previews.
    public init(bytes: Data) {
        self.bytes = bytes
    }

    public static func == (_: RawBody, _: RawBody) -> Bool { true }

    public func hash(into _: inout Hasher) {}
}
