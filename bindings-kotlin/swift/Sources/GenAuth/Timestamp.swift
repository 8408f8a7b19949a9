import Foundation

/// A moment, kept as the service's own text (`2022-07-03T03:20:30.000Z`) and read when asked.
public struct Timestamp: Hashable, Sendable, CustomStringConvertible {
    /// The text of the service, verbatim.
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    /// The moment, or `nil` when the text is not an ISO 8601 date and time with an offset.
    public var date: Date? {
        let formatter = ISO8601DateFormatter()
        for options in [ISO8601DateFormatter.Options.withFractionalSeconds, []] {
            formatter.formatOptions = options.union(.withInternetDateTime)
            if let date = formatter.date(from: text) {
                return date
            }
        }
        return nil
    }

    public var description: String { text }
}
