// The Swift runner: tests/runners/README.md has the protocol.
import Foundation
import GenAuth

@main
struct Runner {
    static func main() async throws {
        while let line = readLine() {
            var request = try Members(of: line)
            let scenario = try request.require("scenario", String.self)
            let members = try await respond(to: &request)
            let response = "{\"scenario\":\(try json(scenario)),\(members)}\n"
            FileHandle.standardOutput.write(Data(response.utf8))
        }
    }

    /// The last members of the response.
    private static func respond(to request: inout Members) async throws -> String {
        do {
            let (method, config, calls) = try parse(&request)
            return try await play(method, config, calls)
        } catch let error as ProtocolError {
            return "\"protocol_error\":\(try json(error.message))"
        }
    }

    private static func parse(_ request: inout Members) throws -> (any Method, Config, Calls) {
        let name = try request.require("method", String.self)
        guard let parse = methods[name] else { throw ProtocolError("unknown method: \(name)") }
        var arguments = try Members(request.require("args", [String: Any].self))
        let method = try parse(&arguments)
        try arguments.end()
        var config = try Members(request.require("config", [String: Any].self))
        let cancelAfter = try request.take("cancel_after_ms", Int64.self)
        let calls = Calls(count: try request.require("calls", Int.self), cancelAfterMs: cancelAfter)
        return (method, try Config(&config), calls)
    }

    private static func play(_ method: any Method, _ config: Config, _ calls: Calls) async throws -> String {
        let outcome: String
        do {
            // The library's JSON is passed on as it is: parsing it could hide what is wrong with it.
            outcome = "\"result\":\(try await method.play(config, calls))"
        } catch {
            outcome = "\"error\":\(try facts(of: error))"
        }
        return "\"elapsed_ms\":\(await calls.elapsedMs),\(outcome)"
    }
}
