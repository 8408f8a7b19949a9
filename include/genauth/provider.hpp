/**
 * @file genauth/provider.hpp
 * @brief The application's own source of access tokens. Part of genauth.hpp.
 */
#ifndef GENAUTH_PROVIDER_HPP
#define GENAUTH_PROVIDER_HPP

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "../genauth.h"
#include "argument.hpp"

namespace genauth {

/** Where a token provider delivers its token, at once or later, from any thread. */
class TokenSink {
public:
    /** Delivers a token. The first use counts. A token that contains a NUL character is a failure. */
    void give(const std::string &token) {
        if (const auto problem = detail::problem_of("token", token)) return fail(problem->what());
        genauth_token_sink_give(sink_.release(), token.c_str());
    }
    /** Says that there is no token, and why. The call ends with Kind::token_provider. No secret belongs here. */
    void fail(const std::string &message) {
        const auto problem = detail::problem_of("message", message);
        genauth_token_sink_fail(sink_.release(), problem ? problem->what() : message.c_str());
    }

private:
    friend class Client;

    struct Drop {
        void operator()(genauth_token_sink *sink) const noexcept {
            genauth_token_sink_fail(sink, "it was dropped without a token");
        }
    };

    explicit TokenSink(genauth_token_sink *owned) : sink_(owned) {}

    std::unique_ptr<genauth_token_sink, Drop> sink_;
};

/**
 * The application's own source of access tokens. It receives the token that the service has just refused, if any, and
 * where to deliver a token. It runs on any thread, and on several at once. It may block, but a Client's blocking call
 * inside it fails. An exception that leaves it ends the call like a sink that is dropped.
 */
using TokenProvider = std::function<void(std::optional<std::string> rejected, TokenSink sink)>;

}  // namespace genauth

#endif
