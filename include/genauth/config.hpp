/**
 * @file genauth/config.hpp
 * @brief The configuration of clients, logins and sessions. Part of genauth.hpp.
 */
#ifndef GENAUTH_CONFIG_HPP
#define GENAUTH_CONFIG_HPP

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <utility>

#include "../genauth.h"
#include "argument.hpp"
#include "detail.hpp"
#include "error.hpp"
#include "result.hpp"

namespace genauth {

/**
 * The configuration of a Client, a Login or a Session, which validates it when it is created. A string that contains a
 * NUL character or a negative duration is not set but remembered: whatever is created from the configuration fails with
 * the first such problem, Kind::invalid_argument.
 */
class Config {
public:
    /** For the application `app_id` at `host`, the application's own address as the console shows it. */
    Config(const std::string &app_id, const std::string &host)
        : config_(genauth_config_new(app_id.c_str(), host.c_str())) {
        note(detail::problem_of("app_id", app_id));
        note(detail::problem_of("host", host));
    }

    /** From a JSON object whose keys are the names of the setters, "app_id" and "host". */
    static Result<Config> try_from_json(const std::string &json) {
        if (auto problem = detail::problem_of("json", json)) return *std::move(problem);
        genauth_error *error = nullptr;
        detail::ConfigPtr config(genauth_config_from_json(json.c_str(), &error));
        if (!config) return Error(error);
        return Config(std::move(config));
    }
#ifdef __cpp_exceptions
    /** From a JSON object whose keys are the names of the setters, "app_id" and "host". Throws Error. */
    static Config from_json(const std::string &json) { return try_from_json(json).value(); }
#endif

    /** The token for calls that have none of their own. */
    Config &access_token(const std::string &token) & {
        return set(genauth_config_set_access_token, "access_token", token);
    }
    /** The same for a temporary. */
    Config &&access_token(const std::string &token) && { return std::move(access_token(token)); }
    /** The application's secret, for logins and sessions of servers. */
    Config &app_secret(const std::string &secret) & { return set(genauth_config_set_app_secret, "app_secret", secret); }
    /** The same for a temporary. */
    Config &&app_secret(const std::string &secret) && { return std::move(app_secret(secret)); }
    /** How the secret is sent to the token endpoint: "post" (the default) or "basic". */
    Config &client_auth(const std::string &method) & {
        return set(genauth_config_set_client_auth, "client_auth", method);
    }
    /** The same for a temporary. */
    Config &&client_auth(const std::string &method) && { return std::move(client_auth(method)); }
    /** Time for a whole call. Default 10 s; zero: no limit. More than UINT32_MAX ms count as UINT32_MAX. */
    Config &timeout(std::chrono::milliseconds timeout) & {
        return set(genauth_config_set_timeout_ms, "timeout", timeout);
    }
    /** The same for a temporary. */
    Config &&timeout(std::chrono::milliseconds limit) && { return std::move(timeout(limit)); }
    /** Time for opening one connection. Default 5 s; zero: no limit of its own. More than UINT32_MAX ms: UINT32_MAX. */
    Config &connect_timeout(std::chrono::milliseconds timeout) & {
        return set(genauth_config_set_connect_timeout_ms, "connect_timeout", timeout);
    }
    /** The same for a temporary. */
    Config &&connect_timeout(std::chrono::milliseconds limit) && { return std::move(connect_timeout(limit)); }
    /**
     * The most attempts per call. Default 3; 1 disables retries. A pooled connection that the server had closed is
     * replaced once, and that does not count.
     */
    Config &max_attempts(std::uint32_t attempts) & { return set(genauth_config_set_max_attempts, attempts); }
    /** The same for a temporary. */
    Config &&max_attempts(std::uint32_t attempts) && { return std::move(max_attempts(attempts)); }
    /** The largest response body to accept, in bytes after decompression. Default 8 MiB. */
    Config &max_response_bytes(std::size_t bytes) & { return set(genauth_config_set_max_response_bytes, bytes); }
    /** The same for a temporary. */
    Config &&max_response_bytes(std::size_t bytes) && { return std::move(max_response_bytes(bytes)); }
    /** A PEM file of certificate authorities to trust in addition to the system's. */
    Config &ca_file(const std::string &path) & { return set(genauth_config_set_ca_file, "ca_file", path); }
    /** The same for a temporary. */
    Config &&ca_file(const std::string &path) && { return std::move(ca_file(path)); }
    /** Certificate authorities to trust in addition to the system's, as a PEM string. */
    Config &ca_pem(const std::string &pem) & { return set(genauth_config_set_ca_pem, "ca_pem", pem); }
    /** The same for a temporary. */
    Config &&ca_pem(const std::string &pem) && { return std::move(ca_pem(pem)); }
    /** The proxy, "http://[user:password@]host:port" or "none". By default the environment decides. */
    Config &proxy(const std::string &url) & { return set(genauth_config_set_proxy, "proxy", url); }
    /** The same for a temporary. */
    Config &&proxy(const std::string &url) && { return std::move(proxy(url)); }
    /** Brand in the names of the request headers: "genauth" (the default) or "authing". */
    Config &header_prefix(const std::string &brand) & {
        return set(genauth_config_set_header_prefix, "header_prefix", brand);
    }
    /** The same for a temporary. */
    Config &&header_prefix(const std::string &brand) && { return std::move(header_prefix(brand)); }
    /** Form of the authorization header: "bearer" (the default) or "bare". */
    Config &token_style(const std::string &style) & {
        return set(genauth_config_set_token_style, "token_style", style);
    }
    /** The same for a temporary. */
    Config &&token_style(const std::string &style) && { return std::move(token_style(style)); }
    /** Language of the server's messages, such as "en-US". */
    Config &language(const std::string &tag) & { return set(genauth_config_set_language, "language", tag); }
    /** The same for a temporary. */
    Config &&language(const std::string &tag) && { return std::move(language(tag)); }
    /** Your application's name and version, such as "MyApp/1.2", appended to the library's in the user-agent header. */
    Config &user_agent(const std::string &product) & {
        return set(genauth_config_set_user_agent, "user_agent", product);
    }
    /** The same for a temporary. */
    Config &&user_agent(const std::string &product) && { return std::move(user_agent(product)); }
    /** Allows an "http://" host that is not loopback. The token is then sent in clear text. */
    Config &allow_insecure_http(bool allow) & { return set(genauth_config_set_allow_insecure_http, allow); }
    /** The same for a temporary. */
    Config &&allow_insecure_http(bool allow) && { return std::move(allow_insecure_http(allow)); }

private:
    friend class Client;
    friend class Login;
    friend class Session;

    explicit Config(detail::ConfigPtr owned) : config_(std::move(owned)) {}

    Config &note(std::optional<Error> problem) {
        if (!problem_) problem_ = std::move(problem);
        return *this;
    }

    Config &set(void (*setter)(genauth_config *, const char *), const char *name, const std::string &text) {
        auto problem = detail::problem_of(name, text);
        return problem ? note(std::move(problem)) : set(setter, text.c_str());
    }

    Config &set(void (*setter)(genauth_config *, std::uint32_t), const char *name, std::chrono::milliseconds duration) {
        auto problem = detail::problem_of(name, duration);
        return problem ? note(std::move(problem)) : set(setter, detail::saturated(duration));
    }

    template <typename Value>
    Config &set(void (*setter)(genauth_config *, Value), Value value) {
        setter(config_.get(), value);
        return *this;
    }

    detail::ConfigPtr config_;
    std::optional<Error> problem_;
};

}  // namespace genauth

#endif
