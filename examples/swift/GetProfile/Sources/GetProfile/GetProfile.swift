// Prints the profile of the signed-in user.
import Foundation
import GenAuth

@main
struct GetProfile {
    static func main() async throws {
        let environment = ProcessInfo.processInfo.environment
        let config = Config(
            appId: environment["GENAUTH_APP_ID"] ?? "",
            host: environment["GENAUTH_HOST"] ?? "",
            accessToken: environment["GENAUTH_ACCESS_TOKEN"]
        )
        do {
            let client = try GenAuthClient(config: config)
            let clock = ContinuousClock()
            let start = clock.now
            let profile = try await client.profile(
                ProfileOptions(withCustomData: true, withIdentities: true, withDepartmentIds: true)
            )
            let took = (clock.now - start) / Duration.microseconds(1)
            FileHandle.standardError.write(Data("get_profile took \(Int(took)) us\n".utf8))
            print(profile.toJson())
        } catch let error as GenAuthError {
            FileHandle.standardError.write(Data("\(error.detail)\n\(error.hint)\n".utf8))
            exit(EXIT_FAILURE)
        }
    }
}
