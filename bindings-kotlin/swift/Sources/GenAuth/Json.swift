import Foundation

/// A JSON value whose shape the customer or another identity provider decides, exactly as the service wrote it.
///
/// It prints as its size alone, because it may hold personal data.
public struct Json: Hashable, Sendable {
    /// The JSON, verbatim.
    public let text: String

    /// Takes a string that is JSON; it is not checked before it is parsed.
    public init(_ text: String) {
        self.text = text
    }

    /// Parses the JSON into a type of the application's own.
    ///
    /// ```swift
    /// struct CustomData: Decodable { let plan: String }
    /// let plan = try profile.customData?.decode(CustomData.self).plan
    /// ```
    ///
    /// - Throws: `DecodingError` when the JSON does not fit the type.
    public func decode<Value: Decodable>(
        _ type: Value.Type = Value.self,
        with decoder: JSONDecoder = JSONDecoder()
    ) throws -> Value {
        try decoder.decode(type, from: Data(text.utf8))
    }
}
