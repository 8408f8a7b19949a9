import Foundation

/// The runner does not know a method or an argument.
struct ProtocolError: Error {
    let message: String

    init(_ message: String) {
        self.message = message
    }
}

/// The members of a JSON object, each of which is taken once.
struct Members {
    private var rest: [String: Any]

    init(_ members: [String: Any]) {
        rest = members
    }

    init(of json: String) throws {
        guard let members = try JSONSerialization.jsonObject(with: Data(json.utf8)) as? [String: Any] else {
            throw ProtocolError("no object: \(json)")
        }
        rest = members
    }

    mutating func take<Value>(_ key: String, _ type: Value.Type) throws -> Value? {
        guard let value = rest.removeValue(forKey: key), !(value is NSNull) else { return nil }
        guard let value = value as? Value else { throw ProtocolError("\(key): unexpected type") }
        return value
    }

    mutating func require<Value>(_ key: String, _ type: Value.Type) throws -> Value {
        guard let value = try take(key, type) else { throw ProtocolError("\(key): missing") }
        return value
    }

    mutating func flag(_ key: String) throws -> Bool {
        try take(key, Bool.self) ?? false
    }

    /// A time in milliseconds, in seconds.
    mutating func seconds(_ key: String) throws -> TimeInterval? {
        try take(key, Double.self).map { $0 / 1000 }
    }

    /// A value that the library reads itself.
    mutating func text(_ key: String) throws -> String? {
        try take(key, [String: Any].self).map(json)
    }

    /// Makes sure that all were taken.
    func end() throws {
        if let key = rest.keys.min() { throw ProtocolError("unknown argument: \(key)") }
    }
}

/// A value as JSON.
func json(_ value: Any) throws -> String {
    let data = try JSONSerialization.data(withJSONObject: value, options: [.fragmentsAllowed, .withoutEscapingSlashes])
    return String(decoding: data, as: UTF8.self)
}
