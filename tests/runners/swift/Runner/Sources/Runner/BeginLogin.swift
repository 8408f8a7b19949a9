import GenAuth

struct BeginLogin: Method {
    private let options: LoginOptions
    private let watch: Watch

    init(_ arguments: inout Members) throws {
        var members = Members(try arguments.require("options", [String: Any].self))
        options = try LoginOptions(&members)
        try members.end()
        watch = try Watch(&arguments)
    }

    func play(_ config: Config, _ calls: Calls) async throws -> String {
        try await watch.outcome { try Login.begin(config: config, options: options).toJson() }
    }
}

extension LoginOptions {
    fileprivate init(_ members: inout Members) throws {
        self.init(
            redirectUri: try members.require("redirect_uri", String.self),
            scopes: try members.take("scopes", [String].self),
            prompt: try members.take("prompt", String.self),
            loginHint: try members.take("login_hint", String.self),
            uiLocales: try members.take("ui_locales", String.self),
            tenantId: try members.take("tenant_id", String.self),
            extra: try members.take("extra", [String: String].self) ?? [:]
        )
    }
}
