/**
 * @file genauth/store.hpp
 * @brief Where the application keeps a session. Part of genauth.hpp.
 */
#ifndef GENAUTH_STORE_HPP
#define GENAUTH_STORE_HPP

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "../genauth.h"
#include "detail.hpp"

namespace genauth {

namespace detail {
struct StoreFunctions;
}

/** What Store::load found. */
class Loaded {
public:
    /** A record: the string, unchanged, that Store::save got. One that contains a NUL character counts as failed(). */
    static Loaded record(std::string json) { return Loaded(GENAUTH_STORE_OK, std::move(json)); }
    /** No record. */
    static Loaded empty() { return Loaded(GENAUTH_STORE_EMPTY, std::string()); }
    /** The store cannot be read now. Not the same as empty. */
    static Loaded locked() { return Loaded(GENAUTH_STORE_LOCKED, std::string()); }
    /** The store failed. */
    static Loaded failed() { return Loaded(GENAUTH_STORE_FAILED, std::string()); }

private:
    friend struct detail::StoreFunctions;

    Loaded(genauth_store_status status, std::string json) : status_(status), json_(std::move(json)) {}

    genauth_store_status status_;
    std::string json_;
};

/** What Store::save did. */
class Saved {
public:
    /** The record is durable. */
    static Saved saved() { return Saved(GENAUTH_STORE_OK, std::nullopt); }
    /** Nothing was saved: another record than expected is stored, or none. With a NUL character: failed(). */
    static Saved conflict(std::optional<std::string> newer) { return Saved(GENAUTH_STORE_CONFLICT, std::move(newer)); }
    /** The store failed. */
    static Saved failed() { return Saved(GENAUTH_STORE_FAILED, std::nullopt); }

private:
    friend struct detail::StoreFunctions;

    Saved(genauth_store_status status, std::optional<std::string> newer) : status_(status), newer_(std::move(newer)) {}

    genauth_store_status status_;
    std::optional<std::string> newer_;
};

/**
 * Where the application keeps a session: one record, read and replaced as a whole. All functions are required. They
 * run on any thread, never two at once for one session; blocking calls of this library fail inside them. An exception
 * that leaves one counts as a failure.
 */
struct Store {
    /** Reads the record. */
    std::function<Loaded()> load;
    /**
     * Replaces the record by `record`, which has the generation `generation`, if the stored one has the generation
     * `expected`; 0 means that none is stored.
     */
    std::function<Saved(std::uint64_t expected, std::uint64_t generation, const std::string &record)> save;
    /** Removes the record; true on success, also if there is none. */
    std::function<bool()> remove;
};

namespace detail {

// A Store as the functions of the C interface.
struct StoreFunctions {
    static genauth_session_store hand_over(Store store) {
        genauth_session_store functions = {};
        functions.load = load;
        functions.save = save;
        functions.remove = remove;
        functions.destroy = destroy<Store>;
        functions.user_data = std::make_unique<Store>(std::move(store)).release();
        return functions;
    }

    static genauth_store_status load(void *user_data, genauth_record_sink *found) noexcept {
        const Store &store = *static_cast<Store *>(user_data);
        return guarded([&]() -> genauth_store_status {
            const Loaded loaded = store.load ? store.load() : Loaded::failed();
            if (loaded.status_ != GENAUTH_STORE_OK) return loaded.status_;
            return give(found, loaded.json_) ? GENAUTH_STORE_OK : GENAUTH_STORE_FAILED;
        }).value_or(GENAUTH_STORE_FAILED);
    }

    static genauth_store_status save(void *user_data, std::uint64_t expected, std::uint64_t generation,
                                     const char *record, genauth_record_sink *newer) noexcept {
        const Store &store = *static_cast<Store *>(user_data);
        return guarded([&]() -> genauth_store_status {
            const Saved saved = store.save ? store.save(expected, generation, record) : Saved::failed();
            const bool given = !saved.newer_ || give(newer, *saved.newer_);
            return given ? saved.status_ : GENAUTH_STORE_FAILED;
        }).value_or(GENAUTH_STORE_FAILED);
    }

    static genauth_store_status remove(void *user_data) noexcept {
        const Store &store = *static_cast<Store *>(user_data);
        const auto removed = guarded([&] { return store.remove && store.remove(); });
        return removed.value_or(false) ? GENAUTH_STORE_OK : GENAUTH_STORE_FAILED;
    }

    // A record that contains a NUL character is none that the library has written.
    static bool give(genauth_record_sink *sink, const std::string &json) {
        if (json.find('\0') != std::string::npos) return false;
        genauth_record_sink_give(sink, json.c_str());
        return true;
    }
};

}  // namespace detail

}  // namespace genauth

#endif
