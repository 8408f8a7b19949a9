import Foundation
internal import GenAuthFFI

/// The tokens of one signed-in user. It prints without them.
public struct TokenSet: Hashable, Sendable {
    /// The token that calls carry.
    public let accessToken: String
    /// The token that buys new tokens. Absent unless `offline_access` was granted.
    public let refreshToken: String?
    /// Who signed in, as a signed statement.
    public let idToken: String?
    /// When the access token expires, to the second; `nil` if the server did not say.
    public let expiresAt: Date?
    /// The granted scopes, separated by spaces.
    public let scope: String?

    /// Makes a set of tokens that the application got elsewhere.
    public init(
        accessToken: String,
        refreshToken: String? = nil,
        idToken: String? = nil,
        expiresAt: Date? = nil,
        scope: String? = nil
    ) {
        self.accessToken = accessToken
        self.refreshToken = refreshToken
        self.idToken = idToken
        self.expiresAt = expiresAt
        self.scope = scope
    }

    /// The tokens as a JSON object with the keys `access_token`, `refresh_token`, `id_token`, `expires_at` (seconds
    /// since 1970) and `scope`. A secret.
    public func toJson() -> String {
        tokensToJson(tokens: record)
    }

    /// Reads tokens from such a JSON object.
    ///
    /// - Throws: ``GenAuthError/invalidArgument(facts:)`` when the JSON holds no access token, or something else
    ///   under one of the keys.
    public static func fromJson(_ json: String) throws -> TokenSet {
        TokenSet(try crossing { try tokensFromJson(json: json) })
    }

    init(_ record: TokenRecord) {
        self.init(
            accessToken: record.accessToken,
            refreshToken: record.refreshToken,
            idToken: record.idToken,
            expiresAt: record.expiresAt.map { Date(timeIntervalSince1970: TimeInterval($0)) },
            scope: record.scope
        )
    }

    var record: TokenRecord {
        TokenRecord(
            accessToken: accessToken,
            refreshToken: refreshToken,
            idToken: idToken,
            // A date that no integer holds is none that a token has.
            expiresAt: expiresAt.flatMap { Int64(exactly: $0.timeIntervalSince1970.rounded(.down)) },
            scope: scope
        )
    }
}
