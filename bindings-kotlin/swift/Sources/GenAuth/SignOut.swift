internal import GenAuthFFI

/// What a sign-out achieved. The tokens are gone from memory in any case.
public struct SignOut: Hashable, Sendable {
    /// Whether the server holds no grant of this session any more, as far as it said.
    public let revoked: Bool
    /// Whether the store holds no record of this session any more.
    public let storeRemoved: Bool
    /// Why the tokens were not revoked. They end when the server lets them expire.
    public let revokeError: GenAuthError?
    /// Why the record was not removed.
    public let storeError: GenAuthError?

    init(_ record: SignOutRecord) {
        revoked = record.revoked
        storeRemoved = record.storeRemoved
        revokeError = record.revokeError.map(GenAuthError.init)
        storeError = record.storeError.map(GenAuthError.init)
    }
}
