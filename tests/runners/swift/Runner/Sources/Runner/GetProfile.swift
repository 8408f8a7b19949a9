import Foundation
import GenAuth

struct GetProfile: Method {
    private let options: ProfileOptions
    private let accessToken: String?
    private let timeout: TimeInterval?
    private let raw: Bool

    init(_ arguments: inout Members) throws {
        options = ProfileOptions(
            withCustomData: try arguments.flag("with_custom_data"),
            withIdentities: try arguments.flag("with_identities"),
            withDepartmentIds: try arguments.flag("with_department_ids")
        )
        accessToken = try arguments.take("access_token", String.self)
        timeout = try arguments.seconds("timeout_ms")
        raw = try arguments.flag("raw")
    }

    func play(_ config: Config, _ calls: Calls) async throws -> String {
        let client = try GenAuthClient(config: config)
        let profile = try await calls.make {
            try await client.profile(options, accessToken: accessToken, timeout: timeout)
        }
        return raw ? try json(String(decoding: profile.raw.bytes, as: UTF8.self)) : profile.toJson()
    }
}
