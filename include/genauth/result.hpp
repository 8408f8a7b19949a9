/**
 * @file genauth/result.hpp
 * @brief A value or a failure. Part of genauth.hpp.
 */
#ifndef GENAUTH_RESULT_HPP
#define GENAUTH_RESULT_HPP

#include <optional>
#include <utility>
#include <variant>

#include "error.hpp"

namespace genauth {

/**
 * A value or an Error, like std::expected. Check with `if (result)` first: the value may be read only if there is one,
 * the error only if there is none.
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

/** Success without a value, or an Error. */
template <>
class [[nodiscard]] Result<void> {
public:
    /** A success. */
    Result() = default;
    /** A failure. */
    Result(Error error) : error_(std::move(error)) {}

    /** Whether it succeeded. */
    bool has_value() const noexcept { return !error_; }
    /** Whether it succeeded. */
    explicit operator bool() const noexcept { return has_value(); }
    /** What went wrong; only if it failed. */
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

}  // namespace genauth

#endif
