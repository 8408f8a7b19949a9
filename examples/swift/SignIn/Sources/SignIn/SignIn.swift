// Signs in, stays signed in, signs out. The login that has begun outlives its process: on a phone, the system may end
// the application while the browser is in front.
//
//     SignIn begin         prints where to send the browser
//     SignIn finish URL    takes the URL to which the browser was sent back
//     SignIn               prints who is signed in
//     SignIn out           signs out
import Foundation
import GenAuth

@main
struct SignIn {
    static func main() async throws {
        do {
            try await SignIn().run(Array(CommandLine.arguments.dropFirst()))
        } catch let error as GenAuthError {
            FileHandle.standardError.write(Data("\(error.detail)\n\(error.hint)\n".utf8))
            exit(EXIT_FAILURE)
        }
    }

    private let config: Config
    private let store: FileStore
    private let pending: URL
    private let hint: String?

    private init() {
        let environment = ProcessInfo.processInfo.environment
        config = Config(appId: environment["GENAUTH_APP_ID"] ?? "", host: environment["GENAUTH_HOST"] ?? "")
        let session = environment["GENAUTH_SESSION"] ?? NSHomeDirectory() + "/.genauth-example"
        store = FileStore(path: session)
        pending = URL(fileURLWithPath: session + ".login")
        hint = environment["GENAUTH_LOGIN_HINT"]
    }

    private func run(_ arguments: [String]) async throws {
        switch (arguments.first, arguments.count) {
        case (nil, 0): try await show()
        case ("begin", 1): try begin()
        case ("finish", 2): try await finish(arguments[1])
        case ("out", 1): try await signOut()
        default: print("usage: SignIn [begin | finish URL | out]")
        }
    }

    private func begin() throws {
        let options = LoginOptions(redirectUri: "com.example.app:/callback", loginHint: hint)
        let login = try Login.begin(config: config, options: options)
        try write(login.toJson(), to: pending)
        print(login.url)
    }

    private func finish(_ redirectedUrl: String) async throws {
        let kept = try String(contentsOf: pending, encoding: .utf8)
        let session = try await Login.fromJson(config: config, json: kept).finish(url: redirectedUrl)
        try await session.useStore(store)
        try FileManager.default.removeItem(at: pending)
        print(session.claims()?.subject ?? "-")
    }

    private func show() async throws {
        guard let session = try await Session.open(config: config, store: store) else {
            return print("nobody is signed in")
        }
        do {
            print(try await session.client().profile().userId)
        } catch let error as GenAuthError where error.sessionIsDead {
            print("the session has ended: sign in again")
        }
    }

    private func signOut() async throws {
        guard let session = try await Session.open(config: config, store: store) else { return }
        let outcome = try await session.signOut()
        print(outcome.revoked ? "signed out" : "signed out here; the server does not know yet")
    }

    /// Readable for this user alone: until the login has ended, it is a secret.
    private func write(_ text: String, to file: URL) throws {
        try? FileManager.default.removeItem(at: file)
        let mode: [FileAttributeKey: Any] = [.posixPermissions: 0o600]
        guard FileManager.default.createFile(atPath: file.path, contents: Data(text.utf8), attributes: mode) else {
            throw CocoaError(.fileWriteUnknown)
        }
    }
}
