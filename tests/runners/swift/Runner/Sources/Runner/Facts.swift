import Foundation
import GenAuth

/// The facts of a failure as JSON; another error than a call's ends the runner.
func facts(of error: any Error) throws -> String {
    if error is CancellationError { return "{\"kind\":\"cancelled\"}" }
    guard let error = error as? GenAuthError else { throw error }
    let facts = error.facts
    let members: [String: Any] = [
        "kind": kind(of: error),
        "message": facts.detail,
        "hint": facts.hint,
        "http_status": facts.httpStatus ?? NSNull(),
        "status_code": facts.statusCode ?? NSNull(),
        "api_code": facts.apiCode ?? NSNull(),
        "request_id": facts.requestId ?? NSNull(),
        "oauth_error": facts.oauthError ?? NSNull(),
        "retry_after_ms": facts.retryAfterMs ?? NSNull(),
        "retryable": facts.retryable,
        "session_is_dead": facts.sessionIsDead,
        "attempts": facts.attempts,
    ]
    return try json(members)
}

/// The name of the case, as all languages write it.
private func kind(of error: GenAuthError) -> String {
    let name = Mirror(reflecting: error).children.first?.label ?? ""
    return name.reduce(into: "") { $0 += $1.isUppercase ? "_" + $1.lowercased() : String($1) }
}
