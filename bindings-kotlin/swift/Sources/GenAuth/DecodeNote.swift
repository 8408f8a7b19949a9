internal import GenAuthFFI

/// One value of a response that had an unexpected type and was therefore left out.
public struct DecodeNote: Hashable, Sendable {
    /// Where the value stands in the profile, such as `identities[1].originConnIds`.
    public let path: String
    /// What the service documents, such as `boolean`.
    public let expected: String
    /// What came, such as `object`. Never the value itself.
    public let got: String

    /// Makes a note, for tests and previews.
    public init(path: String, expected: String, got: String) {
        self.path = path
        self.expected = expected
        self.got = got
    }

    init(_ record: NoteRecord) {
        self.init(path: record.path, expected: record.expected, got: record.got)
    }

    var record: NoteRecord { NoteRecord(path: path, expected: expected, got: got) }
}
