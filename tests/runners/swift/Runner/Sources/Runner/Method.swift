import GenAuth

/// A method with its arguments.
protocol Method: Sendable {
    /// Makes the calls. The result is JSON.
    func play(_ config: Config, _ calls: Calls) async throws -> String
}

/// What the runner calls: one type and one row for each method.
let methods: [String: @Sendable (inout Members) throws -> any Method] = [
    "get_profile": { try GetProfile(&$0) },
    "access_token": { try OfSession(&$0, accessToken) },
    "refresh": { try OfSession(&$0, refresh) },
    "sign_out": { try OfSession(&$0, signOut) },
    "session_profile": { try OfSession(&$0, sessionProfile) },
    "end_session_url": {
        let url = endSessionUrl(try $0.take("post_logout_redirect_uri", String.self))
        return try OfSession(&$0, url)
    },
    "begin_login": { try BeginLogin(&$0) },
    "finish_login": { try FinishLogin(&$0) },
]
