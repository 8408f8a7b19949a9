import Foundation

/// JSON text whose shape the customer or another identity provider decides, exactly as the service wrote it.
///
/// It prints as its size alone, because it may hold personal data.
public struct Json: Hashable, Sendable {
    /// The text of the service, verbatim.
    public let text: String

    public init(_ text: String) {
        self.text = text
    }

    /// Reads the text into a type of the application's own.
    ///
    /// ```swift
    /// struct CustomData: Decodable { let plan: String }
    /// let plan = try profile.customData?.decode(CustomData.self).plan
    /// ```
    ///
    /// - Throws: `DecodingError` when the text does not fit the type.
    public func decode<Value: Decodable>(
        _ type: Value.Type = Value.self,
        with decoder: JSONDecoder = JSONDecoder()
    ) throws -> Value {
        try decoder.decode(type, from: Data(text.utf8))
    }
}
