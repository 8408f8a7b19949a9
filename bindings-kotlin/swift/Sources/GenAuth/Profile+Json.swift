extension Profile {
    /// The profile as one JSON object: the service's own names, documented types, absent fields left out, unknown
    /// fields kept, and `_notes` when something was malformed.
    public func toJson() -> String {
        profileToJson(profile: self)
    }
}
