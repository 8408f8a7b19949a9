/**
 * @file genauth/client.hpp
 * @brief Calls to the service. Part of genauth.hpp.
 */
#ifndef GENAUTH_CLIENT_HPP
#define GENAUTH_CLIENT_HPP

#include <cstdint>
#include <future>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>
#include <utility>

#include "../genauth.h"
#include "argument.hpp"
#include "call.hpp"
#include "config.hpp"
#include "detail.hpp"
#include "error.hpp"
#include "future.hpp"
#include "profile.hpp"
#include "provider.hpp"
#include "result.hpp"

namespace genauth {

/** Optional parts of the profile to request. */
enum class Flags : std::uint32_t {
    none = 0,
    /** Request "customData". */
    with_custom_data = GENAUTH_WITH_CUSTOM_DATA,
    /** Request "identities", which can hold tokens of other identity providers. */
    with_identities = GENAUTH_WITH_IDENTITIES,
    /** Request "departmentIds". */
    with_department_ids = GENAUTH_WITH_DEPARTMENT_IDS,
    /** Return the response body, byte for byte, instead of the normalised profile. */
    raw_envelope = GENAUTH_RAW_ENVELOPE,
};

/** Combines two sets of flags. */
constexpr Flags operator|(Flags a, Flags b) noexcept {
    return static_cast<Flags>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}

class Session;

/** A client for one GenAuth application. */
class Client {
public:
    /** Performs no I/O except reading "ca_file". The Error names the invalid key. */
    static Result<Client> try_create(const Config &config) {
        if (config.problem_) return *config.problem_;
        genauth_error *error = nullptr;
        detail::ClientPtr client(genauth_client_new(config.config_.get(), &error));
        if (!client) return Error(error);
        return Client(std::move(client));
    }

    /** Replaces the token for calls that have none of their own. Fails if it is empty or not visible ASCII. */
    Result<void> try_set_access_token(const std::string &token) {
        if (auto problem = detail::problem_of("token", token)) return *std::move(problem);
        genauth_error *error = nullptr;
        if (!genauth_client_set_access_token(client_.get(), token.c_str(), &error)) return Error(error);
        return {};
    }

    /** Removes the token. Calls in progress keep theirs. */
    void clear_access_token() noexcept { genauth_client_set_access_token(client_.get(), nullptr, nullptr); }

    /** Takes the token of later calls from `session`, which the client keeps alive. */
    void use_session(const Session &session) noexcept;

    /** Takes the token of later calls from `provider`, which is asked again if its token is refused. */
    void use_provider(TokenProvider provider) {
        genauth_client_use_provider(client_.get(), provide,
                                    std::make_unique<TokenProvider>(std::move(provider)).release(),
                                    detail::destroy<TokenProvider>);
    }

    /**
     * Gets the signed-in user's profile, a JSON object with the service's own names, and blocks until the response is
     * read. Any thread, except inside a completion callback, a token provider or a store, where it fails.
     */
    Result<std::string> try_get_profile(Flags flags = Flags::none, Call *call = nullptr) const {
        if (const Error *problem = Call::problem(call)) return *problem;
        genauth_error *error = nullptr;
        const detail::StringPtr profile(
            genauth_client_get_profile(client_.get(), bits(flags), Call::handle(call), &error));
        return outcome(profile, error);
    }

    /** The same without blocking. The client and the call may be destroyed before the future is ready. */
    std::future<Result<std::string>> try_get_profile_async(Flags flags = Flags::none, Call *call = nullptr) const {
        return detail::future_result<std::string>([&](auto done) { get_profile_async(flags, call, std::move(done)); });
    }

    /**
     * The same for event loops: `done(Result<std::string>)` is called exactly once, on the library's own thread, which
     * serves all asynchronous calls: hand the outcome over and return. If an argument is invalid, it is called before
     * this function returns. An exception that leaves `done` terminates the program.
     */
    template <typename Done, typename = std::enable_if_t<std::is_invocable_v<Done &, Result<std::string>>>>
    void get_profile_async(Flags flags, Call *call, Done done) const {
        if (const Error *problem = Call::problem(call)) return finish<std::string>(done, *problem);
        genauth_client_get_profile_async(client_.get(), bits(flags), Call::handle(call), complete<Done>,
                                         std::make_unique<Done>(std::move(done)).release());
    }

    /** Gets the signed-in user's profile as an object. Flags::raw_envelope fails. Otherwise like try_get_profile(). */
    Result<Profile> try_fetch_profile(Flags flags = Flags::none, Call *call = nullptr) const {
        if (const Error *problem = Call::problem(call)) return *problem;
        genauth_error *error = nullptr;
        const detail::ProfilePtr profile(
            genauth_client_fetch_profile(client_.get(), bits(flags), Call::handle(call), &error));
        return outcome(profile, error);
    }

    /** The same without blocking. The client and the call may be destroyed before the future is ready. */
    std::future<Result<Profile>> try_fetch_profile_async(Flags flags = Flags::none, Call *call = nullptr) const {
        return detail::future_result<Profile>([&](auto done) { fetch_profile_async(flags, call, std::move(done)); });
    }

    /** The same for event loops: `done(Result<Profile>)` is called as that of get_profile_async() is. */
    template <typename Done, typename = std::enable_if_t<std::is_invocable_v<Done &, Result<Profile>>>>
    void fetch_profile_async(Flags flags, Call *call, Done done) const {
        if (const Error *problem = Call::problem(call)) return finish<Profile>(done, *problem);
        genauth_client_fetch_profile_async(client_.get(), bits(flags), Call::handle(call), complete_object<Done>,
                                           std::make_unique<Done>(std::move(done)).release());
    }

#ifdef __cpp_exceptions
    /** Performs no I/O except reading "ca_file". Throws Error, which names the invalid key. */
    explicit Client(const Config &config) : Client(try_create(config).value()) {}

    /** Replaces the token for calls that have none of their own. Throws Error if it is empty or not visible ASCII. */
    void set_access_token(const std::string &token) { try_set_access_token(token).value(); }

    /**
     * Gets the signed-in user's profile, a JSON object with the service's own names, and blocks until the response is
     * read. Throws Error. Any thread, except inside a completion callback, a token provider or a store, where it fails.
     */
    std::string get_profile(Flags flags = Flags::none, Call *call = nullptr) const {
        return try_get_profile(flags, call).value();
    }

    /** The same without blocking. The client and the call may be destroyed before the future is ready. */
    std::future<std::string> get_profile_async(Flags flags = Flags::none, Call *call = nullptr) const {
        return detail::future_value<std::string>([&](auto done) { get_profile_async(flags, call, std::move(done)); });
    }

    /** Gets the signed-in user's profile as an object. Throws Error. Otherwise like try_fetch_profile(). */
    Profile fetch_profile(Flags flags = Flags::none, Call *call = nullptr) const {
        return try_fetch_profile(flags, call).value();
    }

    /** The same without blocking. The client and the call may be destroyed before the future is ready. */
    std::future<Profile> fetch_profile_async(Flags flags = Flags::none, Call *call = nullptr) const {
        return detail::future_value<Profile>([&](auto done) { fetch_profile_async(flags, call, std::move(done)); });
    }
#endif

private:
    friend class Session;

    explicit Client(detail::ClientPtr owned) : client_(std::move(owned)) {}

    static std::uint32_t bits(Flags flags) noexcept { return static_cast<std::uint32_t>(flags); }

    static Result<std::string> outcome(const detail::StringPtr &text, genauth_error *error) {
        if (!text) return Error(error);
        return std::string(text.get());
    }

    static Result<Profile> outcome(const detail::ProfilePtr &profile, genauth_error *error) {
        if (!profile) return Error(error);
        return detail::profile_of(profile.get());
    }

    // Like a callback of the C interface: no exception leaves it.
    template <typename T, typename Done>
    static void finish(Done &done, Result<T> outcome) noexcept {
        done(std::move(outcome));
    }

    template <typename Done>
    static void complete(void *user_data, char *json, genauth_error *error) noexcept {
        const std::unique_ptr<Done> done(static_cast<Done *>(user_data));
        const detail::StringPtr profile(json);
        finish(*done, outcome(profile, error));
    }

    template <typename Done>
    static void complete_object(void *user_data, genauth_profile *handle, genauth_error *error) noexcept {
        const std::unique_ptr<Done> done(static_cast<Done *>(user_data));
        const detail::ProfilePtr profile(handle);
        finish(*done, outcome(profile, error));
    }

    static bool provide(void *user_data, const char *rejected, genauth_token_sink *sink) noexcept {
        TokenSink owned(sink);
        detail::guarded([&] {
            (*static_cast<TokenProvider *>(user_data))(detail::text(rejected), std::move(owned));
            return true;
        });
        return true;
    }

    detail::ClientPtr client_;
};

}  // namespace genauth

#endif
