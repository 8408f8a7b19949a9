import Foundation
internal import GenAuthFFI

extension Profile {
    /// The profile as one JSON object: the service's own names, documented types, absent fields left out, unknown
    /// fields kept, and `_notes` when something was malformed.
    ///
    /// In a profile that the application made, ``Json`` that is not JSON is left out.
    public func toJson() -> String {
        record.toJson()
    }

    /// Parses the profile into a type of the application's own, by the service's own names.
    ///
    /// ```swift
    /// struct User: Decodable { let userId: String, email: String?, customData: CustomData? }
    /// let user = try profile.decode(User.self)
    /// ```
    ///
    /// - Throws: `DecodingError` when the profile does not fit the type.
    public func decode<Value: Decodable>(
        _ type: Value.Type = Value.self,
        with decoder: JSONDecoder = JSONDecoder()
    ) throws -> Value {
        try Json(toJson()).decode(type, with: decoder)
    }
}
