/**
 * @file genauth/session.hpp
 * @brief One signed-in user. Part of genauth.hpp.
 */
#ifndef GENAUTH_SESSION_HPP
#define GENAUTH_SESSION_HPP

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "../genauth.h"
#include "argument.hpp"
#include "call.hpp"
#include "client.hpp"
#include "config.hpp"
#include "detail.hpp"
#include "error.hpp"
#include "result.hpp"
#include "store.hpp"

namespace genauth {

/** Something that happened to a session. */
struct SessionEvent {
    /** "refreshed", "ended" (the user must sign in again), "signed_out" or "store_failed"; more may come. */
    std::string name;
    /** Why it ended: "invalid_grant", "lost_refresh" or "token_refused". */
    std::optional<std::string> reason;
};

/** One signed-in user of one application: tokens that refresh themselves, are saved, and can be ended. */
class Session {
public:
    /** With tokens that the application got itself: a JSON object, see genauth_session_from_tokens(). */
    static Result<Session> try_from_tokens(const Config &config, const std::string &tokens_json) {
        if (config.problem_) return *config.problem_;
        if (auto problem = detail::problem_of("tokens_json", tokens_json)) return *std::move(problem);
        genauth_error *error = nullptr;
        return outcome(genauth_session_from_tokens(config.config_.get(), tokens_json.c_str(), &error), error);
    }

    /** Restores the session that `store` holds; none if it is empty. */
    static Result<std::optional<Session>> try_open(const Config &config, Store store) {
        if (config.problem_) return *config.problem_;
        genauth_error *error = nullptr;
        const genauth_session_store functions = detail::StoreFunctions::hand_over(std::move(store));
        return restored(genauth_session_open(config.config_.get(), &functions, &error), error);
    }

    /** Restores the session in the file at `path`; none if there is no file. See genauth_session_open_file(). */
    static Result<std::optional<Session>> try_open_file(const Config &config, const std::string &path) {
        if (config.problem_) return *config.problem_;
        if (auto problem = detail::problem_of("path", path)) return *std::move(problem);
        genauth_error *error = nullptr;
        return restored(genauth_session_open_file(config.config_.get(), path.c_str(), &error), error);
    }

    /** Keeps the session in `store` from now on, and saves it at once. After Kind::store it is used all the same. */
    Result<void> try_use_store(Store store) {
        genauth_error *error = nullptr;
        const genauth_session_store functions = detail::StoreFunctions::hand_over(std::move(store));
        if (!genauth_session_use_store(get(), &functions, &error)) return Error(error);
        return {};
    }

    /** Keeps the session in the file at `path` from now on, and saves it at once. */
    Result<void> try_use_file(const std::string &path) {
        if (auto problem = detail::problem_of("path", path)) return *std::move(problem);
        genauth_error *error = nullptr;
        if (!genauth_session_use_file(get(), path.c_str(), &error)) return Error(error);
        return {};
    }

    /** A client whose calls carry this session's access token. It keeps the session alive. */
    Result<Client> try_client() const {
        genauth_error *error = nullptr;
        detail::ClientPtr client(genauth_session_client(get(), &error));
        if (!client) return Error(error);
        return Client(std::move(client));
    }

    /** An access token that is fit for use, after a refresh if need be. A secret. */
    Result<std::string> try_access_token(Call *call = nullptr) const {
        if (const Error *problem = Call::problem(call)) return *problem;
        genauth_error *error = nullptr;
        const detail::StringPtr token(genauth_session_access_token(get(), Call::handle(call), &error));
        return Client::outcome(token, error);
    }

    /** An access token other than `rejected`, which the application's own server has refused. A secret. */
    Result<std::string> try_access_token_after(const std::string &rejected, Call *call = nullptr) const {
        if (const Error *problem = Call::problem(call)) return *problem;
        if (auto problem = detail::problem_of("rejected", rejected)) return *std::move(problem);
        genauth_error *error = nullptr;
        const detail::StringPtr token(
            genauth_session_access_token_after(get(), rejected.c_str(), Call::handle(call), &error));
        return Client::outcome(token, error);
    }

    /** Refreshes now; a refresh in progress is shared. */
    Result<void> try_refresh(Call *call = nullptr) const {
        if (const Error *problem = Call::problem(call)) return *problem;
        genauth_error *error = nullptr;
        if (!genauth_session_refresh(get(), Call::handle(call), &error)) return Error(error);
        return {};
    }

    /** Ends the session: wipes tokens and store, revokes the grant. See genauth_session_sign_out() for the JSON. */
    Result<std::string> try_sign_out(Call *call = nullptr) const {
        if (const Error *problem = Call::problem(call)) return *problem;
        genauth_error *error = nullptr;
        const detail::StringPtr json(genauth_session_sign_out(get(), Call::handle(call), &error));
        return Client::outcome(json, error);
    }

    /** The tokens as they are, a JSON object; none when the session has ended. A secret. */
    std::optional<std::string> tokens() const { return detail::owned_text(genauth_session_tokens(get())); }

    /** Who signed in, as the ID token says, a JSON object; none without one, and when the session has ended. */
    std::optional<std::string> claims() const { return detail::owned_text(genauth_session_claims(get())); }

    /** Where to send the browser to end its own session with the server. It can hold the ID token: do not log it. */
    Result<std::string> try_end_session_url(
        const std::optional<std::string> &post_logout_redirect_uri = std::nullopt) const {
        const char *uri = nullptr;
        if (post_logout_redirect_uri) {
            auto problem = detail::problem_of("post_logout_redirect_uri", *post_logout_redirect_uri);
            if (problem) return *std::move(problem);
            uri = post_logout_redirect_uri->c_str();
        }
        auto url = detail::owned_text(genauth_session_end_session_url(get(), uri));
        if (!url) return Error(Kind::invalid_argument, "post_logout_redirect_uri is not UTF-8");
        return *std::move(url);
    }

    /**
     * Tells `listener` from now on what happens; it replaces an earlier one, and an empty one removes it. It may block
     * and use the session, but must not replace itself or destroy the session. An exception that leaves it terminates
     * the program.
     */
    void on_event(std::function<void(const SessionEvent &)> listener) {
        auto fresh = listener ? std::make_unique<Listener>(std::move(listener)) : nullptr;
        genauth_session_on_event(get(), fresh ? hear : nullptr, fresh.get());
        held_->listener = std::move(fresh);
    }

#ifdef __cpp_exceptions
    /** With tokens that the application got itself: a JSON object, see genauth_session_from_tokens(). Throws Error. */
    static Session from_tokens(const Config &config, const std::string &tokens_json) {
        return try_from_tokens(config, tokens_json).value();
    }
    /** Restores the session that `store` holds; none if it is empty. Throws Error. */
    static std::optional<Session> open(const Config &config, Store store) {
        return try_open(config, std::move(store)).value();
    }
    /** Restores the session in the file at `path`; none if there is no file. Throws Error. */
    static std::optional<Session> open_file(const Config &config, const std::string &path) {
        return try_open_file(config, path).value();
    }
    /** Keeps the session in `store` from now on, and saves it at once. Throws Error; then it is used all the same. */
    void use_store(Store store) { try_use_store(std::move(store)).value(); }
    /** Keeps the session in the file at `path` from now on, and saves it at once. Throws Error. */
    void use_file(const std::string &path) { try_use_file(path).value(); }
    /** A client whose calls carry this session's access token. It keeps the session alive. Throws Error. */
    Client client() const { return try_client().value(); }
    /** An access token that is fit for use, after a refresh if need be. A secret. Throws Error. */
    std::string access_token(Call *call = nullptr) const { return try_access_token(call).value(); }
    /** An access token other than `rejected`, which the application's own server has refused. A secret. Throws Error. */
    std::string access_token_after(const std::string &rejected, Call *call = nullptr) const {
        return try_access_token_after(rejected, call).value();
    }
    /** Refreshes now; a refresh in progress is shared. Throws Error. */
    void refresh(Call *call = nullptr) const { try_refresh(call).value(); }
    /** Ends the session. Returns JSON, see genauth_session_sign_out(). Throws Error. */
    std::string sign_out(Call *call = nullptr) const { return try_sign_out(call).value(); }
    /** Where to send the browser to end its own session. It can hold the ID token: do not log it. Throws Error. */
    std::string end_session_url(const std::optional<std::string> &post_logout_redirect_uri = std::nullopt) const {
        return try_end_session_url(post_logout_redirect_uri).value();
    }
#endif

private:
    friend class Client;
    friend class Login;

    using Listener = std::function<void(const SessionEvent &)>;

    // The session goes before its listener.
    struct Held {
        detail::SessionPtr session;
        std::unique_ptr<Listener> listener;
        explicit Held(detail::SessionPtr owned) : session(std::move(owned)) {}
        Held(const Held &) = delete;
        Held &operator=(const Held &) = delete;
        ~Held() { session.reset(); }
    };

    explicit Session(detail::SessionPtr owned) : held_(std::make_unique<Held>(std::move(owned))) {}

    genauth_session *get() const noexcept { return held_ ? held_->session.get() : nullptr; }

    // By reference: the call that writes the error may be an argument beside it.
    static Result<Session> outcome(genauth_session *session, genauth_error *const &error) {
        if (!session) return Error(error);
        return Session(detail::SessionPtr(session));
    }

    // By reference: the call that writes the error may be an argument beside it.
    static Result<std::optional<Session>> restored(genauth_session *session, genauth_error *const &error) {
        if (error) return Error(error);
        if (!session) return std::optional<Session>();
        return std::optional<Session>(Session(detail::SessionPtr(session)));
    }

    static void hear(void *user_data, const char *event, const char *reason) noexcept {
        (*static_cast<Listener *>(user_data))(SessionEvent{event, detail::text(reason)});
    }

    std::unique_ptr<Held> held_;
};

inline void Client::use_session(const Session &session) noexcept {
    genauth_client_use_session(client_.get(), session.get());
}

}  // namespace genauth

#endif
