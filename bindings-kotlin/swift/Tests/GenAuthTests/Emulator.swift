import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The token of the user that the emulator always knows.
let token = "documented-user-token"

/// One emulator for the whole test run. Its standard input ends, and so does it, when this process does.
final class Emulator: @unchecked Sendable {
    static let shared: Result<Emulator, Error> = Result { try Emulator() }

    /// Where the emulator listens.
    let host: String

    private let process: Process
    private let input: Pipe

    private init() throws {
        guard let binary = ProcessInfo.processInfo.environment["GENAUTH_EMULATOR"] else {
            throw Failure("GENAUTH_EMULATOR must name the genauth-emulator binary")
        }
        let scenarios = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: scenarios, withIntermediateDirectories: true)
        try Emulator.silent.write(to: scenarios.appendingPathComponent("silent.json"), atomically: true, encoding: .utf8)

        process = Process()
        input = Pipe()
        let output = Pipe()
        process.executableURL = URL(fileURLWithPath: binary)
        process.arguments = ["--port", "0", "--exit-with-stdin", "--scenarios", scenarios.path]
        process.standardInput = input
        process.standardOutput = output
        try process.run()

        var line = Data()
        while !line.contains(UInt8(ascii: "\n")) {
            let piece = output.fileHandleForReading.availableData
            if piece.isEmpty { throw Failure("the emulator did not start") }
            line.append(piece)
        }
        let ready = "listening on "
        let text = String(decoding: line, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
        guard text.hasPrefix(ready) else { throw Failure("the emulator said: \(text)") }
        host = String(text.dropFirst(ready.count))
    }

    /// What the emulator remembers of the requests below `prefix`, as JSON.
    func requests(prefix: String) async throws -> String {
        let url = URL(string: "\(host)/__emulator/requests?prefix=\(prefix)")!
        return try await withCheckedThrowingContinuation { continuation in
            URLSession.shared.dataTask(with: url) { data, _, error in
                if let data {
                    continuation.resume(returning: String(decoding: data, as: UTF8.self))
                } else {
                    continuation.resume(throwing: error ?? Failure("no answer"))
                }
            }.resume()
        }
    }

    private static let silent = """
        {
          "name": "silent",
          "about": "The server takes a minute to answer.",
          "replies": [{ "delay_ms": 60000 }],
          "expect": { "error": { "kind": "cancelled" } }
        }
        """
}

struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
