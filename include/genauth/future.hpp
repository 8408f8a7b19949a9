/**
 * @file genauth/future.hpp
 * @brief Completion callbacks as futures. Part of genauth.hpp.
 */
#ifndef GENAUTH_FUTURE_HPP
#define GENAUTH_FUTURE_HPP

#include <exception>
#include <future>
#include <utility>

#include "../genauth.h"
#include "result.hpp"

namespace genauth {

namespace detail {

// The outcome of an asynchronous call, which `start` begins with the callback that it gets.
template <typename T, typename Start>
std::future<Result<T>> future_result(Start start) {
    std::promise<Result<T>> promise;
    auto future = promise.get_future();
    start([promise = std::move(promise)](Result<T> outcome) mutable { promise.set_value(std::move(outcome)); });
    return future;
}

#ifdef __cpp_exceptions
// The same, with a failure as an exception.
template <typename T, typename Start>
std::future<T> future_value(Start start) {
    std::promise<T> promise;
    auto future = promise.get_future();
    start([promise = std::move(promise)](Result<T> outcome) mutable {
        if (outcome) {
            promise.set_value(*std::move(outcome));
        } else {
            promise.set_exception(std::make_exception_ptr(outcome.error()));
        }
    });
    return future;
}
#endif

}  // namespace detail

}  // namespace genauth

#endif
