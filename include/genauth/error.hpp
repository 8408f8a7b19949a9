/**
 * @file genauth/error.hpp
 * @brief Failures and their facts. Part of genauth.hpp.
 */
#ifndef GENAUTH_ERROR_HPP
#define GENAUTH_ERROR_HPP

#include <chrono>
#include <cstdint>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>

#include "../genauth.h"
#include "detail.hpp"

namespace genauth {

/** The kind of a failure. */
enum class Kind : genauth_code {
    invalid_argument = GENAUTH_ERR_INVALID_ARGUMENT,
    config = GENAUTH_ERR_CONFIG,
    unauthenticated = GENAUTH_ERR_UNAUTHENTICATED,
    forbidden = GENAUTH_ERR_FORBIDDEN,
    rate_limited = GENAUTH_ERR_RATE_LIMITED,
    api = GENAUTH_ERR_API,
    network = GENAUTH_ERR_NETWORK,
    timeout = GENAUTH_ERR_TIMEOUT,
    cancelled = GENAUTH_ERR_CANCELLED,
    decode = GENAUTH_ERR_DECODE,
    token_provider = GENAUTH_ERR_TOKEN_PROVIDER,
    internal = GENAUTH_ERR_INTERNAL,
    login = GENAUTH_ERR_LOGIN,
    store = GENAUTH_ERR_STORE,
};

/** A failure with its facts. Holds no token and no personal data. */
class Error : public std::runtime_error {
public:
    /** Takes ownership of an error of the C interface. */
    explicit Error(genauth_error *owned)
        : std::runtime_error(genauth_error_message(owned)), error_(owned, genauth_error_free) {}

    /** An error that has these two facts alone, such as a test of an application needs. `message` ends at a NUL. */
    Error(Kind kind, const std::string &message)
        : Error(genauth_error_new(static_cast<genauth_code>(kind), message.c_str())) {}

    /** The kind: branch on this. */
    Kind kind() const noexcept { return static_cast<Kind>(genauth_error_code(error_.get())); }
    /** The name of the kind, such as "rate_limited". */
    const char *kind_name() const noexcept { return genauth_code_name(genauth_error_code(error_.get())); }
    /** What to do about it, in one line; may be empty. */
    const char *hint() const noexcept { return genauth_error_hint(error_.get()); }
    /** HTTP status of the response. */
    std::optional<int> http_status() const { return detail::number(genauth_error_http_status(error_.get())); }
    /** "statusCode" of the service's envelope. */
    std::optional<int> status_code() const { return detail::number(genauth_error_status_code(error_.get())); }
    /** "apiCode" of the envelope, such as "2020". */
    std::optional<std::string> api_code() const { return detail::text(genauth_error_api_code(error_.get())); }
    /** Id of the request, for the service's support. */
    std::optional<std::string> request_id() const { return detail::text(genauth_error_request_id(error_.get())); }
    /** The OAuth error code of a login or a refresh, such as "access_denied". */
    std::optional<std::string> oauth_error() const { return detail::text(genauth_error_oauth_error(error_.get())); }
    /** How long the server asked to wait. */
    std::optional<std::chrono::milliseconds> retry_after() const {
        const std::int64_t wait = genauth_error_retry_after_ms(error_.get());
        return wait < 0 ? std::nullopt : std::optional<std::chrono::milliseconds>(wait);
    }
    /** Whether the same call may succeed later. */
    bool is_retryable() const noexcept { return genauth_error_is_retryable(error_.get()); }
    /** Whether the server itself said that the session is over: only then sign the user out. */
    bool session_is_dead() const noexcept { return genauth_error_session_is_dead(error_.get()); }
    /** Every fact as a JSON object. */
    std::string to_json() const {
        const detail::StringPtr json(genauth_error_to_json(error_.get()));
        return json ? json.get() : "";
    }

private:
    // Shared, because exceptions are copied and must not throw while they are.
    std::shared_ptr<genauth_error> error_;
};

}  // namespace genauth

#endif
