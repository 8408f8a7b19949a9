import GenAuth

extension Config {
    /// The configuration with the keys that all languages share.
    init(_ json: inout Members) throws {
        self.init(
            appId: try json.require("app_id", String.self),
            host: try json.require("host", String.self),
            accessToken: try json.take("access_token", String.self),
            appSecret: try json.take("app_secret", String.self),
            clientAuth: try json.take("client_auth", String.self).flatMap(ClientAuth.init),
            timeout: try json.seconds("timeout_ms"),
            connectTimeout: try json.seconds("connect_timeout_ms"),
            maxAttempts: try json.take("max_attempts", Int32.self),
            maxResponseBytes: try json.take("max_response_bytes", Int64.self),
            caFile: try json.take("ca_file", String.self),
            caPem: try json.take("ca_pem", String.self),
            proxy: try json.take("proxy", String.self),
            headerPrefix: try json.take("header_prefix", String.self).flatMap(HeaderPrefix.init),
            tokenStyle: try json.take("token_style", String.self).flatMap(TokenStyle.init),
            language: try json.take("language", String.self),
            userAgent: try json.take("user_agent", String.self),
            allowInsecureHttp: try json.flag("allow_insecure_http")
        )
        try json.end()
    }
}
