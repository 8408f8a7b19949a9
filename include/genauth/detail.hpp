/**
 * @file genauth/detail.hpp
 * @brief How the layer holds what the C interface gives. Part of genauth.hpp.
 */
#ifndef GENAUTH_DETAIL_HPP
#define GENAUTH_DETAIL_HPP

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "../genauth.h"

namespace genauth {

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
using LoginPtr = std::unique_ptr<genauth_login, Deleter<genauth_login_free>>;
using SessionPtr = std::unique_ptr<genauth_session, Deleter<genauth_session_free>>;
using ProfilePtr = std::unique_ptr<genauth_profile, Deleter<genauth_profile_free>>;
using StringPtr = std::unique_ptr<char, Deleter<genauth_string_free>>;

inline std::optional<std::string> text(const char *value) {
    return value ? std::optional<std::string>(value) : std::nullopt;
}

inline std::optional<std::string> owned_text(char *value) {
    return text(StringPtr(value).get());
}

inline std::optional<int> number(std::int32_t value) {
    return value ? std::optional<int>(value) : std::nullopt;
}

inline std::optional<std::string> string_in(const genauth_profile *profile, const char *name) {
    return text(genauth_profile_get_string(profile, name));
}

inline std::optional<std::string> json_in(const genauth_profile *profile, const char *name) {
    return owned_text(genauth_profile_get_json(profile, name));
}

inline std::optional<std::int64_t> integer_in(const genauth_profile *profile, const char *name) {
    std::int64_t value = 0;
    return genauth_profile_get_integer(profile, name, &value) ? std::optional<std::int64_t>(value) : std::nullopt;
}

inline std::optional<bool> boolean_in(const genauth_profile *profile, const char *name) {
    bool value = false;
    return genauth_profile_get_boolean(profile, name, &value) ? std::optional<bool>(value) : std::nullopt;
}

template <typename T>
void destroy(void *object) noexcept {
    delete static_cast<T *>(object);
}

// What `body` returns, or nothing if it throws: an exception must not reach C.
template <typename Body>
auto guarded(Body body) noexcept -> std::optional<decltype(body())> {
#ifdef __cpp_exceptions
    try {
        return body();
    } catch (...) {
        return std::nullopt;
    }
#else
    return body();
#endif
}

}  // namespace detail

}  // namespace genauth

#endif
