/**
 * @file genauth/argument.hpp
 * @brief What the layer refuses, because the C interface cannot be told. Part of genauth.hpp.
 */
#ifndef GENAUTH_ARGUMENT_HPP
#define GENAUTH_ARGUMENT_HPP

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <optional>
#include <string>

#include "error.hpp"
#include "result.hpp"

namespace genauth {

namespace detail {

// A C string would end at a NUL, and the rest would be lost silently.
inline std::optional<Error> problem_of(const char *name, const std::string &text) {
    if (text.find('\0') == std::string::npos) return std::nullopt;
    return Error(Kind::invalid_argument, std::string(name) + " contains a NUL character");
}

// The C interface has no negative durations.
inline std::optional<Error> problem_of(const char *name, std::chrono::milliseconds duration) {
    if (duration.count() >= 0) return std::nullopt;
    return Error(Kind::invalid_argument, std::string(name) + " must be 0 or larger");
}

// What the C interface can count, about 49 days, is the most.
inline std::uint32_t saturated(std::chrono::milliseconds duration) {
    return static_cast<std::uint32_t>(std::min<std::chrono::milliseconds::rep>(duration.count(), UINT32_MAX));
}

}  // namespace detail

}  // namespace genauth

#endif
