import Foundation
internal import GenAuthFFI

/// What an ID token says about the user. Personal data: it prints as who vouches for it alone.
public struct Claims: Hashable, Sendable {
    /// The user's id, `sub`.
    public let subject: String?
    /// Who vouches for the claims; `nil` for an ID token that the application brought itself.
    public let verifiedBy: VerifiedBy?
    /// Every claim as a JSON object, and `verified_by`.
    public let json: Json

    /// Parses the claims into a type of the application's own, by their own names.
    ///
    /// - Throws: `DecodingError` when the claims do not fit the type.
    public func decode<Value: Decodable>(
        _ type: Value.Type = Value.self,
        with decoder: JSONDecoder = JSONDecoder()
    ) throws -> Value {
        try json.decode(type, with: decoder)
    }

    init(_ record: ClaimsRecord) {
        subject = record.subject
        verifiedBy = record.verifiedBy.flatMap(VerifiedBy.init)
        json = Json(record.json)
    }
}

/// Who or what vouches for an ID token.
public enum VerifiedBy: String, Sendable {
    /// Its RS256 signature, with a key that the issuer publishes.
    case jwks
    /// Its HS256 signature, with the application's secret.
    case secret
    /// The TLS connection to the token endpoint that it came over.
    case tls
}
