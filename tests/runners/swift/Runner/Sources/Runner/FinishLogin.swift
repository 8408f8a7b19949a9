import GenAuth

struct FinishLogin: Method {
    private let login: String
    private let redirect: String
    private let watch: Watch

    init(_ arguments: inout Members) throws {
        guard let login = try arguments.text("login") else { throw ProtocolError("login: missing") }
        self.login = login
        redirect = try arguments.require("redirect", String.self)
        watch = try Watch(&arguments)
    }

    func play(_ config: Config, _ calls: Calls) async throws -> String {
        try await watch.outcome {
            let login = try Login.fromJson(config: config, json: login)
            let session = try await calls.make {
                let session = try await login.finish(url: redirect)
                await watch.begin(session)
                return session
            }
            return session.claims()?.json.text ?? "null"
        }
    }
}
