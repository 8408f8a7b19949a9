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

    genauth::Call call;
    CHECK(!call.try_access_token(""));
    CHECK(call.try_access_token("wrong-token").has_value());
    const genauth::Result<std::string> refused = client->try_get_profile_async(genauth::Flags::none, &call).get();
    CHECK(!refused && refused.error().session_is_dead());

    CHECK(genauth::Config::try_from_json("[]").error().kind() == Kind::config);
    CHECK(genauth::Client::try_create(genauth::Config("", host)).error().kind() == Kind::config);
    return EXIT_SUCCESS;
}
