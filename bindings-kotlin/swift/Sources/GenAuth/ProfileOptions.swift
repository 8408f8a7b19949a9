/// The optional parts of the profile to request. The default requests none of them.
public struct ProfileOptions: Hashable, Sendable {
    /// Whether to request ``Profile/customData``.
    public let withCustomData: Bool
    /// Whether to request ``Profile/identities``. They can hold tokens of other identity providers: request them only when you need them.
    public let withIdentities: Bool
    /// Whether to request ``Profile/departmentIds``.
    public let withDepartmentIds: Bool

    /// Requests the parts that are `true`.
    public init(withCustomData: Bool = false, withIdentities: Bool = false, withDepartmentIds: Bool = false) {
        self.withCustomData = withCustomData
        self.withIdentities = withIdentities
        self.withDepartmentIds = withDepartmentIds
    }
}
