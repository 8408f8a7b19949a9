import Foundation
internal import GenAuthFFI

/// Makes a call of the native half. What it throws becomes a ``GenAuthError``, or `CancellationError`.
func crossing<Value>(_ call: () throws -> Value) throws -> Value {
    do { return try call() } catch { throw translated(error) }
}

/// As above, for an asynchronous call: cancelling the task cancels it, which uniffi's own futures do not notice.
func cancellable<Value>(_ call: (Cancel) async throws -> Value) async throws -> Value {
    let cancel = Cancel()
    do {
        return try await withTaskCancellationHandler {
            try await call(cancel)
        } onCancel: {
            cancel.cancel()
        }
    } catch {
        throw translated(error)
    }
}

private func translated(_ error: Error) -> Error {
    switch error {
    case CallError.Failed(let record):
        return record.kind == "cancelled" ? CancellationError() : GenAuthError(record)
    case is StoreError:
        return GenAuthError.store(facts: ErrorFacts(detail: "the session store failed"))
    default:
        // uniffi's own, after a panic.
        let hint = "This is a bug in genauth: please report it with this message."
        return GenAuthError.internal(facts: ErrorFacts(detail: "internal error: \(error)", hint: hint))
    }
}

extension CallRecord {
    init(_ options: ProfileOptions, accessToken: String?, timeout: TimeInterval?) {
        self.init(
            withCustomData: options.withCustomData,
            withIdentities: options.withIdentities,
            withDepartmentIds: options.withDepartmentIds,
            accessToken: accessToken,
            timeout: timeout
        )
    }
}

extension Config {
    var record: ConfigRecord {
        ConfigRecord(
            appId: appId,
            host: host,
            accessToken: accessToken,
            appSecret: appSecret,
            clientAuth: clientAuth?.rawValue,
            timeout: timeout,
            connectTimeout: connectTimeout,
            maxAttempts: maxAttempts.map(Int64.init),
            maxResponseBytes: maxResponseBytes,
            caFile: caFile,
            caPem: caPem,
            proxy: proxy,
            headerPrefix: headerPrefix?.rawValue,
            tokenStyle: tokenStyle?.rawValue,
            language: language,
            userAgent: userAgent,
            allowInsecureHttp: allowInsecureHttp
        )
    }
}
