// The C++ layer: values out, exceptions with every fact, futures, moves.
#include <genauth.hpp>
#include <type_traits>

#include "check.h"

using genauth::Flags;

static_assert(std::is_nothrow_move_constructible_v<genauth::Client>);
static_assert(!std::is_copy_constructible_v<genauth::Client>);
static_assert(std::is_nothrow_copy_constructible_v<genauth::Error>);

static genauth::Client connect(const std::string &token) {
    return genauth::Client(genauth::Config("test-app", emulator()).access_token(token).timeout(std::chrono::seconds(5)));
}

int main() {
    genauth::Client first = connect(GOOD_TOKEN);
    const genauth::Client client = std::move(first);
    CHECK(client.get_profile(Flags::with_identities).find("\"identities\":[{") != std::string::npos);
    CHECK(client.get_profile().find("identities") == std::string::npos);

    std::future<std::string> later = client.get_profile_async(Flags::with_custom_data);
    CHECK(later.get().find("customData") != std::string::npos);

    genauth::Call call;
    call.access_token("wrong-token").timeout(std::chrono::seconds(5));
    try {
        client.get_profile(Flags::none, &call);
        CHECK(false);
    } catch (const genauth::Error &error) {
        CHECK(error.kind() == genauth::Kind::unauthenticated);
        CHECK(error.http_status() == 200 && error.status_code() == 401 && error.api_code() == "2020");
        CHECK(error.request_id().has_value() && !error.retry_after().has_value());
        CHECK(error.session_is_dead() && !error.is_retryable());
        CHECK(error.to_json().find("\"unauthenticated\"") != std::string::npos);
    }

    call.cancel();
    try {
        client.get_profile_async(Flags::none, &call).get();
        CHECK(false);
    } catch (const genauth::Error &error) {
        CHECK(error.kind() == genauth::Kind::cancelled);
    }

    try {
        genauth::Client(genauth::Config::from_json(R"({"app_id": "x", "host": "http://example.com"})"));
        CHECK(false);
    } catch (const std::runtime_error &error) {
        CHECK(std::string(error.what()).find("host") != std::string::npos);
    }
    return EXIT_SUCCESS;
}
