/// Which optional parts of the profile to ask for. The default asks for none of them.
public struct ProfileOptions: Hashable, Sendable {
    /// Ask for ``Profile/customData``.
    public let withCustomData: Bool
    /// Ask for ``Profile/identities``. They can hold tokens of other identity providers: ask only when you need them.
    public let withIdentities: Bool
    /// Ask for ``Profile/departmentIds``.
    public let withDepartmentIds: Bool

    /// Asks for the parts that are `true`.
    public init(withCustomData: Bool = false, withIdentities: Bool = false, withDepartmentIds: Bool = false) {
        self.withCustomData = withCustomData
        self.withIdentities = withIdentities
        self.withDepartmentIds = withDepartmentIds
    }
}
