import Foundation

#if canImport(FoundationNetworking)
import FoundationNetworking
#endif

/// The token of the user that the emulator always knows.
let token = "documented-user-token"

/// A local GenAuth. Its standard input ends, and so does it, when this object or this process does.
final class Emulator: @unchecked Sendable {
    /// One for all tests that count nothing.
    static let shared: Result<Emulator, Error> = Result { try Emulator() }

    /// Where the emulator listens.
    let host: String

    private let process: Process
    private let input: Pipe

    init() throws {
        guard let binary = ProcessInfo.processInfo.environment["GENAUTH_EMULATOR"] else {
            throw Failure("GENAUTH_EMULATOR must name the genauth-emulator binary")
        }
        let scenarios = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: scenarios, withIntermediateDirectories: true)
        let silent = scenarios.appendingPathComponent("silent.json")
        try Emulator.silent.write(to: silent, atomically: true, encoding: .utf8)

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
        String(decoding: try await ask("requests?prefix=\(prefix)"), as: UTF8.self)
    }

    /// Asks the emulator itself, or tells it something.
    func ask(_ path: String, body: [String: Any]? = nil) async throws -> Data {
        var request = URLRequest(url: URL(string: "\(host)/__emulator/\(path)")!)
        if let body {
            request.httpMethod = "POST"
            request.httpBody = try JSONSerialization.data(withJSONObject: body)
        }
        return try await load(request).body
    }

    /// Sends a request and follows no redirect.
    func load(_ request: URLRequest) async throws -> (body: Data, redirect: String?) {
        try await withCheckedThrowingContinuation { continuation in
            let session = URLSession(configuration: .ephemeral, delegate: NoRedirects(), delegateQueue: nil)
            session.dataTask(with: request) { data, response, error in
                let redirect = (response as? HTTPURLResponse)?.value(forHTTPHeaderField: "location")
                if let data, let response = response as? HTTPURLResponse, response.statusCode < 400 {
                    continuation.resume(returning: (data, redirect))
                } else {
                    continuation.resume(throwing: error ?? Failure("no response, or an error"))
                }
            }.resume()
            session.finishTasksAndInvalidate()
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

private final class NoRedirects: NSObject, URLSessionTaskDelegate {
    func urlSession(
        _ session: URLSession, task: URLSessionTask, willPerformHTTPRedirection response: HTTPURLResponse,
        newRequest request: URLRequest, completionHandler: @escaping @Sendable (URLRequest?) -> Void
    ) {
        completionHandler(nil)
    }
}

struct Failure: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}
