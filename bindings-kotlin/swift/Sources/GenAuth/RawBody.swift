import Foundation

/// The body of an answer as it came over the wire, after decompression.
///
/// All bodies are equal to each other: two answers that say the same about a user are the same profile, whatever their
/// request ids.
public struct RawBody: Hashable, Sendable {
    /// The bytes as received.
    public let bytes: Data

    public init(bytes: Data) {
        self.bytes = bytes
    }

    public static func == (_: RawBody, _: RawBody) -> Bool { true }

    public func hash(into _: inout Hasher) {}
}
