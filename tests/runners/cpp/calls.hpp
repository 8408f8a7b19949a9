/* The calls of one request, one after the other. */
#pragma once

#include <chrono>
#include <future>
#include <genauth.hpp>
#include <optional>
#include <thread>
#include <vector>

/* Cancels a call. Joins at the end of its life, also when an exception ends it. */
class Canceller {
public:
    Canceller(const genauth::Call &call, std::optional<std::chrono::milliseconds> after) {
        if (!after) return;
        if (after->count() == 0) {
            call.cancel();
        } else {
            thread_ = std::thread([&call, pause = *after] {
                std::this_thread::sleep_for(pause);
                call.cancel();
            });
        }
    }
    ~Canceller() {
        if (thread_.joinable()) thread_.join();
    }
    Canceller(const Canceller &) = delete;
    Canceller &operator=(const Canceller &) = delete;

private:
    std::thread thread_;
};

/* How many there are, when each is cancelled, and the time of the last one. */
class Calls {
public:
    const bool is_async;

    Calls(int count, std::optional<std::chrono::milliseconds> cancel_after, bool asynchronous)
        : is_async(asynchronous), count_(count), cancel_after_(cancel_after) {}

    /* Makes all calls. Only the last outcome counts. */
    template <typename F>
    auto make(const F &call) {
        for (int i = 1; i < count_; i++) {
            try {
                once(call);
            } catch (const genauth::Error &) {
                // The next call has its own outcome.
            }
        }
        const Stopwatch stopwatch(elapsed_);
        return once(call);
    }

    /* Makes so many calls at the same time, in the place of each. The first failure counts. */
    template <typename F>
    auto make_at_once(std::size_t count, const F &call) {
        return make([&](genauth::Call &) {
            std::vector<std::future<decltype(once(call))>> pending;
            for (std::size_t i = 0; i < count; i++) {
                pending.push_back(std::async(std::launch::async, [&] { return once(call); }));
            }
            std::vector<decltype(once(call))> values;
            for (auto &value : pending) values.push_back(value.get());
            return values;
        });
    }

    std::chrono::milliseconds elapsed() const { return elapsed_; }

private:
    /* Sets `elapsed` to the time of its life, also when an exception ends it. */
    class Stopwatch {
    public:
        explicit Stopwatch(std::chrono::milliseconds &elapsed) : elapsed_(elapsed) {}
        ~Stopwatch() { elapsed_ = std::chrono::duration_cast<std::chrono::milliseconds>(Clock::now() - start_); }
        Stopwatch(const Stopwatch &) = delete;
        Stopwatch &operator=(const Stopwatch &) = delete;

    private:
        using Clock = std::chrono::steady_clock;
        std::chrono::milliseconds &elapsed_;
        Clock::time_point start_ = Clock::now();
    };

    template <typename F>
    auto once(const F &make_call) const {
        genauth::Call call;
        const Canceller canceller(call, cancel_after_);
        return make_call(call);
    }

    int count_;
    std::optional<std::chrono::milliseconds> cancel_after_;
    std::chrono::milliseconds elapsed_{0};
};
