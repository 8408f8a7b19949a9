/// A secret of the user, such as a token of another identity provider. It prints as `***`; reading it is deliberate.
public struct Secret: Hashable, Sendable {
    /// The secret itself.
    public let value: String

    /// Makes a secret, for tests and previews.
    public init(_ value: String) {
        self.value = value
    }
}
