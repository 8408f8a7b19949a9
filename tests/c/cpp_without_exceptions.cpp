// The C++ layer with -fno-exceptions -fno-rtti: every failure is a value.
#include <genauth.hpp>

#include "check.h"

using genauth::Kind;

int main() {
    const std::string host = emulator();
    const std::string json = "{\"app_id\": \"x\", \"host\": \"" + host + "\"}";
    const genauth::Result<genauth::Config> config = genauth::Config::try_from_json(json);
    CHECK(config);
    genauth::Result<genauth::Client> client = genauth::Client::try_create(*config);
    CHECK(client && client->try_get_profile().error().kind() == Kind::unauthenticated);
    CHECK(client->try_set_access_token("a\nb").error().kind() == Kind::invalid_argument);
    CHECK(client->try_set_access_token(GOOD_TOKEN));
    CHECK(client->try_get_profile()->find("userId") != std::string::npos);

    CHECK(client->try_fetch_profile()->email == "test@example.com");
    CHECK(client->try_fetch_profile_async().get()->logins_count == 3);
    CHECK(client->try_fetch_profile(genauth::Flags::raw_envelope).error().kind() == Kind::invalid_argument);

    genauth::Call call;
    CHECK(!call.try_access_token(""));
    CHECK(call.try_access_token("wrong-token").has_value());
    const genauth::Result<std::string> refused = client->try_get_profile_async(genauth::Flags::none, &call).get();
    CHECK(!refused && refused.error().session_is_dead());

    CHECK(genauth::Config::try_from_json("[]").error().kind() == Kind::config);
    CHECK(genauth::Client::try_create(genauth::Config("", host)).error().kind() == Kind::config);

    const genauth::Config unset = genauth::Config("test-app", host).timeout(std::chrono::seconds(-1));
    CHECK(genauth::Client::try_create(unset).error().kind() == Kind::invalid_argument);
    CHECK(genauth::Error(Kind::api, "made up").kind() == Kind::api);

    const genauth::Config application("test-app", host);
    CHECK(genauth::Login::try_begin(application, "{}").error().kind() == Kind::invalid_argument);
    genauth::Result<genauth::Session> session =
        genauth::Session::try_from_tokens(application, R"({"access_token": ")" GOOD_TOKEN R"("})");
    CHECK(session && *session->try_access_token() == GOOD_TOKEN);
    CHECK(session->try_end_session_url()->find(host) != std::string::npos);
    CHECK(session->try_refresh().error().kind() == Kind::unauthenticated);
    CHECK(session->try_client()->try_get_profile());
    genauth::Store broken{[] { return genauth::Loaded::failed(); },
                          [](std::uint64_t, std::uint64_t, const std::string &) { return genauth::Saved::failed(); },
                          [] { return false; }};
    CHECK(session->try_use_store(broken).error().kind() == Kind::store);
    CHECK(genauth::Session::try_open(application, broken).error().kind() == Kind::store);
    client->use_provider([](const std::optional<std::string> &, genauth::TokenSink sink) { sink.fail("none"); });
    CHECK(client->try_get_profile().error().kind() == Kind::token_provider);
    client->use_session(*session);
    CHECK(client->try_get_profile());
    return EXIT_SUCCESS;
}
