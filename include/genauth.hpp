/**
 * @file genauth.hpp
 * @brief Who is the signed-in user? The C++ interface of libgenauth: C++17, header-only, over genauth.h.
 *
 * Objects own what they hold and can be moved. Failures are thrown as genauth::Error, which carries every fact. A
 * Client may be used by any number of threads at once; other objects belong to one thread at a time, but
 * Call::cancel() may be called from any.
 */
#ifndef GENAUTH_HPP
#define GENAUTH_HPP

#include <chrono>
#include <cstdint>
#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <utility>

#include "genauth.h"

namespace genauth {

/** What to ask for beside the plain profile. */
enum class Flags : std::uint32_t {
    none = 0,
    /** Ask for "customData". */
    with_custom_data = GENAUTH_WITH_CUSTOM_DATA,
    /** Ask for "identities", which can hold tokens of other identity providers. */
    with_identities = GENAUTH_WITH_IDENTITIES,
    /** Ask for "departmentIds". */
    with_department_ids = GENAUTH_WITH_DEPARTMENT_IDS,
    /** Return the server's body, byte for byte, instead of the normalised profile. */
    raw_envelope = GENAUTH_RAW_ENVELOPE,
};

constexpr Flags operator|(Flags a, Flags b) noexcept {
    return static_cast<Flags>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}

/** What kind of failure a caller has to deal with. */
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
};

namespace detail {

template <auto Free>
struct Deleter {
    template <typename T>
    void operator()(T *object) const noexcept {
        Free(object);
    }
};

using ConfigPtr = std::unique_ptr<genauth_config, Deleter<genauth_config_free>>;
using ClientPtr = std::unique_ptr<genauth_client, Deleter<genauth_client_free>>;
using CallPtr = std::unique_ptr<genauth_call, Deleter<genauth_call_free>>;
using StringPtr = std::unique_ptr<char, Deleter<genauth_string_free>>;

inline std::optional<std::string> text(const char *value) {
    return value ? std::optional<std::string>(value) : std::nullopt;
}

inline std::optional<int> number(std::int32_t value) {
    return value ? std::optional<int>(value) : std::nullopt;
}

inline std::uint32_t milliseconds(std::chrono::milliseconds duration) {
    if (duration.count() < 0 || duration.count() > UINT32_MAX) {
        throw std::out_of_range("genauth: a timeout must be from 0 to 2^32 - 1 milliseconds");
    }
    return static_cast<std::uint32_t>(duration.count());
}

}  // namespace detail

/** Everything that is known about a failed call. Holds no token and no personal data. */
class Error : public std::runtime_error {
public:
    /** Takes over an error of the C interface. */
    explicit Error(genauth_error *owned)
        : std::runtime_error(genauth_error_message(owned)), error_(owned, genauth_error_free) {}

    Kind kind() const noexcept { return static_cast<Kind>(genauth_error_code(error_.get())); }
    /** The name of the kind, such as "rate_limited". */
    const char *kind_name() const noexcept { return genauth_code_name(genauth_error_code(error_.get())); }
    /** What to do about it, in one line; may be empty. */
    const char *hint() const noexcept { return genauth_error_hint(error_.get()); }
    /** HTTP status of the answer. */
    std::optional<int> http_status() const { return detail::number(genauth_error_http_status(error_.get())); }
    /** "statusCode" of the service's envelope. */
    std::optional<int> status_code() const { return detail::number(genauth_error_status_code(error_.get())); }
    /** "apiCode" of the envelope, such as "2020". */
    std::optional<std::string> api_code() const { return detail::text(genauth_error_api_code(error_.get())); }
    /** Id of the request, for the service's support. */
    std::optional<std::string> request_id() const { return detail::text(genauth_error_request_id(error_.get())); }
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

/** What a client needs to know. Nothing is checked before the Client is made. */
class Config {
public:
    /** For the application `app_id` at `host`, the application's own address as the console shows it. */
    Config(const std::string &app_id, const std::string &host)
        : config_(genauth_config_new(app_id.c_str(), host.c_str())) {}

    /** From a JSON object whose keys are the names of the setters, "app_id" and "host" besides. Throws Error. */
    static Config from_json(const std::string &json) {
        genauth_error *error = nullptr;
        genauth_config *config = genauth_config_from_json(json.c_str(), &error);
        if (!config) throw Error(error);
        return Config(config);
    }

    /** The token that calls use unless they bring their own. */
    Config &access_token(const std::string &token) & { return set(genauth_config_set_access_token, token.c_str()); }
    Config &&access_token(const std::string &token) && { return std::move(access_token(token)); }
    /** Time for a whole call. Default 10 s; zero: no limit. */
    Config &timeout(std::chrono::milliseconds timeout) & {
        return set(genauth_config_set_timeout_ms, detail::milliseconds(timeout));
    }
    Config &&timeout(std::chrono::milliseconds limit) && { return std::move(timeout(limit)); }
    /** Time for opening one connection. Default 5 s; zero: no limit of its own. */
    Config &connect_timeout(std::chrono::milliseconds timeout) & {
        return set(genauth_config_set_connect_timeout_ms, detail::milliseconds(timeout));
    }
    Config &&connect_timeout(std::chrono::milliseconds limit) && { return std::move(connect_timeout(limit)); }
    /** How often a call is sent at most. Default 3; 1 turns retries off. */
    Config &max_attempts(std::uint32_t attempts) & { return set(genauth_config_set_max_attempts, attempts); }
    Config &&max_attempts(std::uint32_t attempts) && { return std::move(max_attempts(attempts)); }
    /** The largest answer to accept, in bytes after decompression. Default 8 MiB. */
    Config &max_response_bytes(std::size_t bytes) & { return set(genauth_config_set_max_response_bytes, bytes); }
    Config &&max_response_bytes(std::size_t bytes) && { return std::move(max_response_bytes(bytes)); }
    /** A PEM file of certificate authorities to trust besides those of the system. */
    Config &ca_file(const std::string &path) & { return set(genauth_config_set_ca_file, path.c_str()); }
    Config &&ca_file(const std::string &path) && { return std::move(ca_file(path)); }
    /** Certificate authorities to trust besides those of the system, as PEM text. */
    Config &ca_pem(const std::string &pem) & { return set(genauth_config_set_ca_pem, pem.c_str()); }
    Config &&ca_pem(const std::string &pem) && { return std::move(ca_pem(pem)); }
    /** The proxy, "http://[user:password@]host:port" or "none". By default the environment decides. */
    Config &proxy(const std::string &url) & { return set(genauth_config_set_proxy, url.c_str()); }
    Config &&proxy(const std::string &url) && { return std::move(proxy(url)); }
    /** Brand in the names of the request headers: "genauth" (the default) or "authing". */
    Config &header_prefix(const std::string &brand) & { return set(genauth_config_set_header_prefix, brand.c_str()); }
    Config &&header_prefix(const std::string &brand) && { return std::move(header_prefix(brand)); }
    /** Form of the authorization header: "bearer" (the default) or "bare". */
    Config &token_style(const std::string &style) & { return set(genauth_config_set_token_style, style.c_str()); }
    Config &&token_style(const std::string &style) && { return std::move(token_style(style)); }
    /** Language of the server's messages, such as "en-US". */
    Config &language(const std::string &tag) & { return set(genauth_config_set_language, tag.c_str()); }
    Config &&language(const std::string &tag) && { return std::move(language(tag)); }
    /** Your product, such as "MyApp/1.2", to stand behind the library's in the user-agent header. */
    Config &user_agent(const std::string &product) & { return set(genauth_config_set_user_agent, product.c_str()); }
    Config &&user_agent(const std::string &product) && { return std::move(user_agent(product)); }
    /** Allows an "http://" host that is not loopback. The token then travels in the clear. */
    Config &allow_insecure_http(bool allow) & { return set(genauth_config_set_allow_insecure_http, allow); }
    Config &&allow_insecure_http(bool allow) && { return std::move(allow_insecure_http(allow)); }

private:
    friend class Client;

    explicit Config(genauth_config *owned) : config_(owned) {}

    template <typename Value>
    Config &set(void (*setter)(genauth_config *, Value), Value value) {
        setter(config_.get(), value);
        return *this;
    }

    detail::ConfigPtr config_;
};

/** The token and timeout of one call, and the handle that cancels it. Serves one call at a time. */
class Call {
public:
    Call() : call_(genauth_call_new()) {}

    /** The token for this call instead of the client's. Throws Error if it cannot be sent. */
    Call &access_token(const std::string &token) {
        genauth_error *error = nullptr;
        if (!genauth_call_set_access_token(call_.get(), token.c_str(), &error)) throw Error(error);
        return *this;
    }

    /** Time for this whole call instead of the client's timeout; zero: no limit. */
    Call &timeout(std::chrono::milliseconds timeout) {
        genauth_call_set_timeout_ms(call_.get(), detail::milliseconds(timeout));
        return *this;
    }

    /** Cancels the call: any thread, any time, any number of times. */
    void cancel() const noexcept { genauth_call_cancel(call_.get()); }

private:
    friend class Client;

    detail::CallPtr call_;
};

/** Asks one application of the identity cloud who its signed-in user is. */
class Client {
public:
    /** Does nothing on the network. Throws Error, which names the wrong key. */
    explicit Client(const Config &config) {
        genauth_error *error = nullptr;
        client_.reset(genauth_client_new(config.config_.get(), &error));
        if (!client_) throw Error(error);
    }

    /** Replaces the token that calls use unless they bring their own. Throws Error if it cannot be sent. */
    void set_access_token(const std::string &token) { set_token(token.c_str()); }

    /** Removes the token. */
    void clear_access_token() { set_token(nullptr); }

    /**
     * Asks who the user is and blocks until the answer is there: the profile as a JSON object under the
     * service's own names. Throws Error.
     */
    std::string get_profile(Flags flags = Flags::none, Call *call = nullptr) const {
        genauth_error *error = nullptr;
        const detail::StringPtr profile(genauth_client_get_profile(
            client_.get(), static_cast<std::uint32_t>(flags), call ? call->call_.get() : nullptr, &error));
        if (!profile) throw Error(error);
        return profile.get();
    }

    /** The same without blocking. The client and the call may be destroyed before the future is ready. */
    std::future<std::string> get_profile_async(Flags flags = Flags::none, Call *call = nullptr) const {
        auto promise = std::make_unique<std::promise<std::string>>();
        std::future<std::string> future = promise->get_future();
        genauth_client_get_profile_async(client_.get(), static_cast<std::uint32_t>(flags),
                                         call ? call->call_.get() : nullptr, complete, promise.release());
        return future;
    }

private:
    void set_token(const char *token) {
        genauth_error *error = nullptr;
        if (!genauth_client_set_access_token(client_.get(), token, &error)) throw Error(error);
    }

    static void complete(void *user_data, char *json, genauth_error *error) {
        const std::unique_ptr<std::promise<std::string>> promise(static_cast<std::promise<std::string> *>(user_data));
        const detail::StringPtr profile(json);
        try {
            if (!profile) throw Error(error);
            promise->set_value(profile.get());
        } catch (...) {
            promise->set_exception(std::current_exception());
        }
    }

    detail::ClientPtr client_;
};

}  // namespace genauth

#endif
