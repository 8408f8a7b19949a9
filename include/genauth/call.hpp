/**
 * @file genauth/call.hpp
 * @brief What one call has of its own. Part of genauth.hpp.
 */
#ifndef GENAUTH_CALL_HPP
#define GENAUTH_CALL_HPP

#include <chrono>
#include <optional>
#include <string>
#include <utility>

#include "../genauth.h"
#include "argument.hpp"
#include "detail.hpp"
#include "error.hpp"
#include "result.hpp"

namespace genauth {

/** The token and timeout of one call, and the handle that cancels it. Serves one call at a time. */
class Call {
public:
    /** Changes nothing yet. */
    Call() : call_(genauth_call_new()) {}

    /** The token for this call instead of the client's. Fails if it is empty or not visible ASCII. */
    Result<void> try_access_token(const std::string &token) {
        if (auto problem = detail::problem_of("token", token)) return *std::move(problem);
        genauth_error *error = nullptr;
        if (!genauth_call_set_access_token(call_.get(), token.c_str(), &error)) return Error(error);
        return {};
    }
#ifdef __cpp_exceptions
    /** The token for this call instead of the client's. Throws Error if it is empty or not visible ASCII. */
    Call &access_token(const std::string &token) {
        try_access_token(token).value();
        return *this;
    }
#endif

    /**
     * Time for this whole call instead of the client's timeout; zero: no limit. More than UINT32_MAX ms count as
     * UINT32_MAX. After a negative one every call with this object fails, Kind::invalid_argument.
     */
    Call &timeout(std::chrono::milliseconds timeout) {
        auto problem = detail::problem_of("timeout", timeout);
        if (!problem) genauth_call_set_timeout_ms(call_.get(), detail::saturated(timeout));
        if (!problem_) problem_ = std::move(problem);
        return *this;
    }

    /** Cancels the call: any thread, any time, any number of times. */
    void cancel() const noexcept { genauth_call_cancel(call_.get()); }

private:
    friend class Client;
    friend class Login;
    friend class Session;

    static genauth_call *handle(Call *call) noexcept { return call ? call->call_.get() : nullptr; }

    static const Error *problem(const Call *call) noexcept {
        return call && call->problem_ ? &*call->problem_ : nullptr;
    }

    detail::CallPtr call_;
    std::optional<Error> problem_;
};

}  // namespace genauth

#endif
