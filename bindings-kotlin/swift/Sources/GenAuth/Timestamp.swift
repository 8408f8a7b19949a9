import Foundation
internal import GenAuthFFI

/// A moment, kept as the service's own string (`2022-07-03T03:20:30.000Z`) and parsed when asked.
public struct Timestamp: Hashable, Sendable, CustomStringConvertible {
    /// The service's string, verbatim.
    public let text: String

    /// Takes a string of the service; it is not checked before it is parsed.
    public init(_ text: String) {
        self.text = text
    }

    /// The moment, or `nil` when the string is not an ISO 8601 date and time with an offset.
    public var date: Date? {
        parseTimestamp(text: text).map { moment in
            Date(timeIntervalSince1970: TimeInterval(moment.seconds) + TimeInterval(moment.nanoseconds) / 1e9)
        }
    }

    public var description: String { text }
}
