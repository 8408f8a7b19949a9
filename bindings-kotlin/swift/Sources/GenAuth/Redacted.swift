// Logs must not hold tokens or personal data, and by default Swift prints every property of a value.

extension Config: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Config(appId: \(appId), host: \(host))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["appId": appId, "host": host]) }
}

extension Profile: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Profile(userId: \(userId))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["userId": userId]) }
}

extension Identity: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Identity(provider: \(provider ?? "nil"), type: \(type ?? "nil"))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["provider": provider as Any, "type": type as Any]) }
}

extension Secret: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "***" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension Json: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Json(\(text.utf8.count) bytes)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension RawBody: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "RawBody(\(bytes.count) bytes)" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: [:]) }
}

extension LoginOptions: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "LoginOptions(redirectUri: \(redirectUri))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["redirectUri": redirectUri]) }
}

extension TokenSet: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "TokenSet(expiresAt: \(expiresAt?.description ?? "nil"))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["expiresAt": expiresAt as Any]) }
}

extension SessionRecord: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "SessionRecord(generation: \(generation))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["generation": generation]) }
}

extension Claims: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    public var description: String { "Claims(verifiedBy: \(verifiedBy?.rawValue ?? "nil"))" }
    public var debugDescription: String { description }
    public var customMirror: Mirror { Mirror(self, children: ["verifiedBy": verifiedBy as Any]) }
}

extension Cause: CustomStringConvertible, CustomDebugStringConvertible, CustomReflectable {
    var description: String { String(describing: type(of: error)) }
    var debugDescription: String { description }
    var customMirror: Mirror { Mirror(self, children: [:]) }
}
