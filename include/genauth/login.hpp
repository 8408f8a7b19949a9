/**
 * @file genauth/login.hpp
 * @brief How a user signs in. Part of genauth.hpp.
 */
#ifndef GENAUTH_LOGIN_HPP
#define GENAUTH_LOGIN_HPP

#include <optional>
#include <string>
#include <utility>

#include "../genauth.h"
#include "argument.hpp"
#include "call.hpp"
#include "config.hpp"
#include "detail.hpp"
#include "error.hpp"
#include "result.hpp"
#include "session.hpp"

namespace genauth {

/** A login that has begun and not ended. It serves once, for ten minutes. */
class Login {
public:
    /** Begins a login whose redirect the application receives itself. See genauth_login_begin() for the options. */
    static Result<Login> try_begin(const Config &config, const std::string &options_json) {
        if (config.problem_) return *config.problem_;
        if (auto problem = detail::problem_of("options_json", options_json)) return *std::move(problem);
        genauth_error *error = nullptr;
        return outcome(genauth_login_begin(config.config_.get(), options_json.c_str(), &error), error);
    }

    /** Begins a login whose redirect comes to this process, over the loopback interface. */
    static Result<Login> try_listen(const Config &config, const std::string &options_json = "{}") {
        if (config.problem_) return *config.problem_;
        if (auto problem = detail::problem_of("options_json", options_json)) return *std::move(problem);
        genauth_error *error = nullptr;
        return outcome(genauth_login_listen(config.config_.get(), options_json.c_str(), &error), error);
    }

    /** Takes up a login that to_json() wrote, perhaps in another process. */
    static Result<Login> try_from_json(const Config &config, const std::string &json) {
        if (config.problem_) return *config.problem_;
        if (auto problem = detail::problem_of("json", json)) return *std::move(problem);
        genauth_error *error = nullptr;
        return outcome(genauth_login_from_json(config.config_.get(), json.c_str(), &error), error);
    }

    /** Where to send the user's browser. */
    std::string url() const { return detail::text(genauth_login_url(login_.get())).value_or(std::string()); }

    /** The login as a JSON object, without the configuration. A secret until the login has ended. */
    std::string to_json() const {
        return detail::owned_text(genauth_login_to_json(login_.get())).value_or(std::string());
    }

    /** Ends the login with the URL that the browser was sent back to; its query alone will do. */
    Result<Session> try_finish(const std::string &url, Call *call = nullptr) const {
        if (auto problem = detail::problem_of("url", url)) return *std::move(problem);
        if (const Error *problem = Call::problem(call)) return *problem;
        genauth_error *error = nullptr;
        genauth_session *session = genauth_login_finish(login_.get(), url.c_str(), Call::handle(call), &error);
        return Session::outcome(session, error);
    }

    /** Waits for the browser to come back to a login that listens, and ends the login. */
    Result<Session> try_wait(Call *call = nullptr) const {
        if (const Error *problem = Call::problem(call)) return *problem;
        genauth_error *error = nullptr;
        return Session::outcome(genauth_login_wait(login_.get(), Call::handle(call), &error), error);
    }

#ifdef __cpp_exceptions
    /** Begins a login whose redirect the application receives itself. Throws Error. */
    static Login begin(const Config &config, const std::string &options_json) {
        return try_begin(config, options_json).value();
    }
    /** Begins a login whose redirect comes to this process, over the loopback interface. Throws Error. */
    static Login listen(const Config &config, const std::string &options_json = "{}") {
        return try_listen(config, options_json).value();
    }
    /** Takes up a login that to_json() wrote, perhaps in another process. Throws Error. */
    static Login from_json(const Config &config, const std::string &json) {
        return try_from_json(config, json).value();
    }
    /** Ends the login with the URL that the browser was sent back to. Throws Error. */
    Session finish(const std::string &url, Call *call = nullptr) const { return try_finish(url, call).value(); }
    /** Waits for the browser to come back to a login that listens, and ends the login. Throws Error. */
    Session wait(Call *call = nullptr) const { return try_wait(call).value(); }
#endif

private:
    explicit Login(detail::LoginPtr owned) : login_(std::move(owned)) {}

    // By reference: the call that writes the error may be an argument beside it.
    static Result<Login> outcome(genauth_login *login, genauth_error *const &error) {
        if (!login) return Error(error);
        return Login(detail::LoginPtr(login));
    }

    detail::LoginPtr login_;
};

}  // namespace genauth

#endif
