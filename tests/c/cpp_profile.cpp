// genauth::Profile: every member, what is absent, futures and callbacks.
#include <genauth.hpp>

#include "check.h"
#include "server.h"

using genauth::Flags;
using genauth::Kind;
using genauth::Profile;

#define REPLY(data) "HTTP/1.1 200 OK\r\nconnection: close\r\n\r\n{\"statusCode\":200,\"data\":" data "}"

static constexpr Flags all_parts = Flags::with_custom_data | Flags::with_identities | Flags::with_department_ids;

static genauth::Config config(const std::string &host = emulator()) {
    return genauth::Config("test-app", host).access_token(GOOD_TOKEN).timeout(std::chrono::seconds(60));
}

static void is_documented_user(const Profile &profile) {
    CHECK(profile.user_id == "6229ffaxxxxxxxxcade3e3d9" && profile.email == "test@example.com");
    CHECK(profile.created_at == "2022-07-03T03:20:30.000Z" && profile.status == "Activated");
    CHECK(profile.gender == "M" && profile.work_status == "Active" && profile.user_source_type == "register");
    CHECK(profile.logins_count == 3 && profile.email_verified == true);
    CHECK(profile.department_ids == R"(["624d930c3xxxx5c08dd4986e","624d93102xxxx012f33cd2fe"])");
    CHECK(profile.identities && profile.identities->rfind("[{", 0) == 0);
    CHECK(profile.custom_data && profile.custom_data->find("\"school\"") != std::string::npos);
}

static void the_documented_user() {
    const genauth::Client client(config());
    is_documented_user(client.fetch_profile(all_parts));
    is_documented_user(client.try_fetch_profile(all_parts).value());
    is_documented_user(client.fetch_profile_async(all_parts).get());
    is_documented_user(client.try_fetch_profile_async(all_parts).get().value());
    const Profile profile = client.fetch_profile();
    CHECK(!profile.identities && !profile.custom_data && !profile.department_ids);
    CHECK(profile.json == client.get_profile());

    std::promise<genauth::Result<Profile>> promise;
    client.fetch_profile_async(all_parts, nullptr, [&](genauth::Result<Profile> outcome) {
        CHECK(client.try_fetch_profile().error().kind() == Kind::invalid_argument);
        promise.set_value(std::move(outcome));
    });
    is_documented_user(promise.get_future().get().value());
}

// Each type, and what is absent: not sent, malformed, a NUL that would shorten it.
static void types() {
    static server answering;
    listen_and_reply(&answering, REPLY("{\"userId\":\"u\",\"nickname\":\"\",\"phone\":\"1\\u00002\",\"status\":\"Odd\","
                                       "\"loginsCount\":-9007199254740993,\"passwordSecurityLevel\":\"high\","
                                       "\"phoneVerified\":false,\"tenantIds\":[],\"odd\":\"x\"}"));
    const Profile profile = genauth::Client(config(answering.host)).fetch_profile();
    CHECK(profile.user_id == "u" && profile.nickname == "" && profile.status == "Odd" && profile.tenant_ids == "[]");
    CHECK(profile.logins_count == -9007199254740993 && profile.phone_verified == false);
    CHECK(!profile.phone && !profile.password_security_level && !profile.email_verified && !profile.email);
    for (const char *part : {"\"1\\u00002\"", "\"odd\":\"x\"", "_notes"}) {
        CHECK(profile.json.find(part) != std::string::npos);
    }
}

static void failures() {
    const genauth::Client client(config());
    const auto kind_of = [](const genauth::Result<Profile> &result) { return result.error().kind(); };
    CHECK(kind_of(client.try_fetch_profile(Flags::raw_envelope)) == Kind::invalid_argument);
    CHECK(kind_of(client.try_fetch_profile_async(Flags::raw_envelope).get()) == Kind::invalid_argument);
    genauth::Call wrong, negative;
    wrong.access_token("wrong-token");
    negative.timeout(std::chrono::seconds(-1));
    CHECK(kind_of(client.try_fetch_profile(Flags::none, &wrong)) == Kind::unauthenticated);
    CHECK(kind_of(client.try_fetch_profile(Flags::none, &negative)) == Kind::invalid_argument);
    CHECK(kind_of(client.try_fetch_profile_async(Flags::none, &negative).get()) == Kind::invalid_argument);
    int thrown = 0;
    try {
        client.fetch_profile(Flags::none, &wrong);
    } catch (const genauth::Error &error) {
        thrown += error.kind() == Kind::unauthenticated;
    }
    try {
        client.fetch_profile_async(Flags::none, &wrong).get();
    } catch (const genauth::Error &error) {
        thrown += error.kind() == Kind::unauthenticated;
    }
    CHECK(thrown == 2);
}

static void values() {
    Profile made;
    made.user_id = "u-1";
    made.email = "ada@example.com";
    const Profile copy = made;
    made.email.reset();
    CHECK(copy.user_id == "u-1" && copy.email == "ada@example.com" && !copy.logins_count && copy.json.empty());
}

int main() {
    the_documented_user();
    types();
    failures();
    values();
    return EXIT_SUCCESS;
}
