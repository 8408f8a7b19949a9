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
