/**
 * @file genauth.hpp
 * @brief Who is the signed-in user? The C++ interface of libgenauth: C++17, header-only, over genauth.h.
 *
 * @par Ownership
 * Objects own what they hold and can be moved; one that was moved from can be assigned to or destroyed. Text is UTF-8 and
 * copied.
 *
 * @par Errors
 * Failures are thrown as genauth::Error, which carries every fact. Each function that throws has a twin whose name
 * begins with `try_`: it returns a genauth::Result instead. Without exceptions (`-fno-exceptions`) only the twins are
 * declared.
 *
 * @par Threads
 * A Client may be used by any number of threads at once. Other objects belong to one thread at a time, but
 * Call::cancel() may be called from any. fork() is as harmless as genauth.h says. Code that starts asynchronous calls,
 * futures included, must stay loaded until they have ended: link a plugin that does with `-Wl,-z,nodelete`.
 */
#ifndef GENAUTH_HPP
#define GENAUTH_HPP

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <type_traits>
#include <utility>
#include <variant>

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

/** All that either asks for. */
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

// Zero means "no limit" to the C interface, so a time that is up already becomes the shortest one.
inline std::uint32_t milliseconds(std::chrono::milliseconds duration) {
    if (duration.count() < 0) return 1;
    return static_cast<std::uint32_t>(std::min<std::chrono::milliseconds::rep>(duration.count(), UINT32_MAX));
}

// A C string would end at a NUL, and the rest be lost in silence. U+0001 is refused wherever a NUL would be.
inline std::string c_text(std::string text) {
    std::replace(text.begin(), text.end(), '\0', '\1');
    return text;
}

}  // namespace detail

/** Everything that is known about a failed call. Holds no token and no personal data. */
class Error : public std::runtime_error {
public:
    /** Takes over an error of the C interface. */
    explicit Error(genauth_error *owned)
        : std::runtime_error(genauth_error_message(owned)), error_(owned, genauth_error_free) {}

    /** What a caller branches on. */
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

/**
 * A value or the Error that stands in its place, in the manner of std::expected. Look with `if (result)` first: the value
 * may be read only when there is one, the error only when there is none.
 */
template <typename T>
class [[nodiscard]] Result {
public:
    /** A success. */
    Result(T value) : outcome_(std::in_place_index<0>, std::move(value)) {}
    /** A failure. */
    Result(Error error) : outcome_(std::in_place_index<1>, std::move(error)) {}

    /** Whether there is a value. */
    bool has_value() const noexcept { return outcome_.index() == 0; }
    /** Whether there is a value. */
    explicit operator bool() const noexcept { return has_value(); }
    /** The value. */
    const T &operator*() const & noexcept { return *std::get_if<0>(&outcome_); }
    /** The value. */
    T &operator*() & noexcept { return *std::get_if<0>(&outcome_); }
    /** The value, moved out. */
    T &&operator*() && noexcept { return std::move(*std::get_if<0>(&outcome_)); }
    /** A member of the value. */
    const T *operator->() const noexcept { return std::get_if<0>(&outcome_); }
    /** A member of the value. */
    T *operator->() noexcept { return std::get_if<0>(&outcome_); }
    /** What went wrong. */
    const Error &error() const noexcept { return *std::get_if<1>(&outcome_); }
#ifdef __cpp_exceptions
    /** The value, moved out; throws the Error if there is none. */
    T value() && {
        if (!has_value()) throw error();
        return std::move(**this);
    }
#endif

private:
    std::variant<T, Error> outcome_;
};

/** Nothing, or what went wrong. */
template <>
class [[nodiscard]] Result<void> {
public:
    /** A success. */
    Result() = default;
    /** A failure. */
    Result(Error error) : error_(std::move(error)) {}

    /** Whether it went well. */
    bool has_value() const noexcept { return !error_; }
    /** Whether it went well. */
    explicit operator bool() const noexcept { return has_value(); }
    /** What went wrong; only if something did. */
    const Error &error() const noexcept { return *error_; }
#ifdef __cpp_exceptions
    /** Throws the Error if there is one. */
    void value() const {
        if (error_) throw *error_;
    }
#endif

private:
    std::optional<Error> error_;
};

/** What a client needs to know. Nothing is checked before the Client is made. */
class Config {
public:
    /** For the application `app_id` at `host`, the application's own address as the console shows it. */
    Config(const std::string &app_id, const std::string &host)
        : config_(genauth_config_new(detail::c_text(app_id).c_str(), detail::c_text(host).c_str())) {}

    /** From a JSON object whose keys are the names of the setters, "app_id" and "host" besides. */
    static Result<Config> try_from_json(const std::string &json) {
        genauth_error *error = nullptr;
        detail::ConfigPtr config(genauth_config_from_json(detail::c_text(json).c_str(), &error));
        if (!config) return Error(error);
        return Config(std::move(config));
    }
#ifdef __cpp_exceptions
    /** From a JSON object whose keys are the names of the setters, "app_id" and "host" besides. Throws Error. */
    static Config from_json(const std::string &json) { return try_from_json(json).value(); }
#endif

    /** The token that calls use unless they bring their own. */
    Config &access_token(const std::string &token) & { return set(genauth_config_set_access_token, detail::c_text(token).c_str()); }
    /** The same for a temporary. */
    Config &&access_token(const std::string &token) && { return std::move(access_token(token)); }
    /** Time for a whole call. Default 10 s; zero: no limit; negative: the time is up already. */
    Config &timeout(std::chrono::milliseconds timeout) & {
        return set(genauth_config_set_timeout_ms, detail::milliseconds(timeout));
    }
    /** The same for a temporary. */
    Config &&timeout(std::chrono::milliseconds limit) && { return std::move(timeout(limit)); }
    /** Time for opening one connection. Default 5 s; zero: no limit of its own. */
    Config &connect_timeout(std::chrono::milliseconds timeout) & {
        return set(genauth_config_set_connect_timeout_ms, detail::milliseconds(timeout));
    }
    /** The same for a temporary. */
    Config &&connect_timeout(std::chrono::milliseconds limit) && { return std::move(connect_timeout(limit)); }
    /**
     * How often a call is sent at most. Default 3; 1 turns retries off. A connection that the server had closed
     * meanwhile is replaced once without counting.
     */
    Config &max_attempts(std::uint32_t attempts) & { return set(genauth_config_set_max_attempts, attempts); }
    /** The same for a temporary. */
    Config &&max_attempts(std::uint32_t attempts) && { return std::move(max_attempts(attempts)); }
    /** The largest answer to accept, in bytes after decompression. Default 8 MiB. */
    Config &max_response_bytes(std::size_t bytes) & { return set(genauth_config_set_max_response_bytes, bytes); }
    /** The same for a temporary. */
    Config &&max_response_bytes(std::size_t bytes) && { return std::move(max_response_bytes(bytes)); }
    /** A PEM file of certificate authorities to trust besides those of the system. */
    Config &ca_file(const std::string &path) & { return set(genauth_config_set_ca_file, detail::c_text(path).c_str()); }
    /** The same for a temporary. */
    Config &&ca_file(const std::string &path) && { return std::move(ca_file(path)); }
    /** Certificate authorities to trust besides those of the system, as PEM text. */
    Config &ca_pem(const std::string &pem) & { return set(genauth_config_set_ca_pem, detail::c_text(pem).c_str()); }
    /** The same for a temporary. */
    Config &&ca_pem(const std::string &pem) && { return std::move(ca_pem(pem)); }
    /** The proxy, "http://[user:password@]host:port" or "none". By default the environment decides. */
    Config &proxy(const std::string &url) & { return set(genauth_config_set_proxy, detail::c_text(url).c_str()); }
    /** The same for a temporary. */
    Config &&proxy(const std::string &url) && { return std::move(proxy(url)); }
    /** Brand in the names of the request headers: "genauth" (the default) or "authing". */
    Config &header_prefix(const std::string &brand) & { return set(genauth_config_set_header_prefix, detail::c_text(brand).c_str()); }
    /** The same for a temporary. */
    Config &&header_prefix(const std::string &brand) && { return std::move(header_prefix(brand)); }
    /** Form of the authorization header: "bearer" (the default) or "bare". */
    Config &token_style(const std::string &style) & { return set(genauth_config_set_token_style, detail::c_text(style).c_str()); }
    /** The same for a temporary. */
    Config &&token_style(const std::string &style) && { return std::move(token_style(style)); }
    /** Language of the server's messages, such as "en-US". */
    Config &language(const std::string &tag) & { return set(genauth_config_set_language, detail::c_text(tag).c_str()); }
    /** The same for a temporary. */
    Config &&language(const std::string &tag) && { return std::move(language(tag)); }
    /** Your product, such as "MyApp/1.2", to stand behind the library's in the user-agent header. */
    Config &user_agent(const std::string &product) & { return set(genauth_config_set_user_agent, detail::c_text(product).c_str()); }
    /** The same for a temporary. */
    Config &&user_agent(const std::string &product) && { return std::move(user_agent(product)); }
    /** Allows an "http://" host that is not loopback. The token then travels in the clear. */
    Config &allow_insecure_http(bool allow) & { return set(genauth_config_set_allow_insecure_http, allow); }
    /** The same for a temporary. */
    Config &&allow_insecure_http(bool allow) && { return std::move(allow_insecure_http(allow)); }

private:
    friend class Client;

    explicit Config(detail::ConfigPtr owned) : config_(std::move(owned)) {}

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
    /** Changes nothing yet. */
    Call() : call_(genauth_call_new()) {}

    /** The token for this call instead of the client's. Fails if it cannot be sent. */
    Result<void> try_access_token(const std::string &token) {
        genauth_error *error = nullptr;
        if (!genauth_call_set_access_token(call_.get(), detail::c_text(token).c_str(), &error)) return Error(error);
        return {};
    }
#ifdef __cpp_exceptions
    /** The token for this call instead of the client's. Throws Error if it cannot be sent. */
    Call &access_token(const std::string &token) {
        try_access_token(token).value();
        return *this;
    }
#endif

    /** Time for this whole call instead of the client's timeout; zero: no limit; negative: the time is up already. */
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
    /** Does nothing on the network. The Error names the wrong key. */
    static Result<Client> try_create(const Config &config) {
        genauth_error *error = nullptr;
        detail::ClientPtr client(genauth_client_new(config.config_.get(), &error));
        if (!client) return Error(error);
        return Client(std::move(client));
    }

    /** Replaces the token that calls use unless they bring their own. Fails if it cannot be sent. */
    Result<void> try_set_access_token(const std::string &token) {
        genauth_error *error = nullptr;
        if (!genauth_client_set_access_token(client_.get(), detail::c_text(token).c_str(), &error)) return Error(error);
        return {};
    }

    /** Removes the token. Calls under way keep theirs. */
    void clear_access_token() noexcept { genauth_client_set_access_token(client_.get(), nullptr, nullptr); }

    /**
     * Asks who the user is and blocks until the answer is there: the profile as a JSON object under the service's own
     * names. Any thread, except inside a completion callback, where it fails.
     */
    Result<std::string> try_get_profile(Flags flags = Flags::none, Call *call = nullptr) const {
        genauth_error *error = nullptr;
        const detail::StringPtr profile(genauth_client_get_profile(client_.get(), bits(flags), handle(call), &error));
        return outcome(profile, error);
    }

    /** The same without blocking. The client and the call may be destroyed before the future is ready. */
    std::future<Result<std::string>> try_get_profile_async(Flags flags = Flags::none, Call *call = nullptr) const {
        std::promise<Result<std::string>> promise;
        auto future = promise.get_future();
        get_profile_async(flags, call, [promise = std::move(promise)](Result<std::string> outcome) mutable {
            promise.set_value(std::move(outcome));
        });
        return future;
    }

    /**
     * The same for event loops: `done(Result<std::string>)` is called exactly once, on the library's own thread, which
     * serves all asynchronous calls: hand the outcome over and return. If an argument is wrong it is called before this
     * function returns. An exception that leaves `done` ends the program.
     */
    template <typename Done, typename = std::enable_if_t<std::is_invocable_v<Done &, Result<std::string>>>>
    void get_profile_async(Flags flags, Call *call, Done done) const {
        genauth_client_get_profile_async(client_.get(), bits(flags), handle(call), complete<Done>,
                                         std::make_unique<Done>(std::move(done)).release());
    }

#ifdef __cpp_exceptions
    /** Does nothing on the network. Throws Error, which names the wrong key. */
    explicit Client(const Config &config) : Client(try_create(config).value()) {}

    /** Replaces the token that calls use unless they bring their own. Throws Error if it cannot be sent. */
    void set_access_token(const std::string &token) { try_set_access_token(token).value(); }

    /**
     * Asks who the user is and blocks until the answer is there: the profile as a JSON object under the service's own
     * names. Throws Error. Any thread, except inside a completion callback, where it fails.
     */
    std::string get_profile(Flags flags = Flags::none, Call *call = nullptr) const {
        return try_get_profile(flags, call).value();
    }

    /** The same without blocking. The client and the call may be destroyed before the future is ready. */
    std::future<std::string> get_profile_async(Flags flags = Flags::none, Call *call = nullptr) const {
        std::promise<std::string> promise;
        auto future = promise.get_future();
        get_profile_async(flags, call, [promise = std::move(promise)](Result<std::string> outcome) mutable {
            if (outcome) {
                promise.set_value(*std::move(outcome));
            } else {
                promise.set_exception(std::make_exception_ptr(outcome.error()));
            }
        });
        return future;
    }
#endif

private:
    explicit Client(detail::ClientPtr owned) : client_(std::move(owned)) {}

    static std::uint32_t bits(Flags flags) noexcept { return static_cast<std::uint32_t>(flags); }

    static genauth_call *handle(Call *call) noexcept { return call ? call->call_.get() : nullptr; }

    static Result<std::string> outcome(const detail::StringPtr &profile, genauth_error *error) {
        if (!profile) return Error(error);
        return std::string(profile.get());
    }

    template <typename Done>
    static void complete(void *user_data, char *json, genauth_error *error) noexcept {
        const std::unique_ptr<Done> done(static_cast<Done *>(user_data));
        const detail::StringPtr profile(json);
        (*done)(outcome(profile, error));
    }

    detail::ClientPtr client_;
};

}  // namespace genauth

#endif
