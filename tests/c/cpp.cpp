// The C++ layer: values out, exceptions with every fact, futures, moves.
#include <genauth.hpp>
#include <thread>
#include <vector>

#include "check.h"
#include "server.h"

using genauth::Flags;
using genauth::Kind;
using std::chrono::milliseconds;
using std::chrono::seconds;

template <typename T>
constexpr bool only_moves = std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T> &&
                            !std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T>;
static_assert(only_moves<genauth::Client> && only_moves<genauth::Config> && only_moves<genauth::Call>);
static_assert(std::is_nothrow_copy_constructible_v<genauth::Error>);
static_assert(std::is_base_of_v<std::runtime_error, genauth::Error>);

static genauth::Config config(const std::string &host = emulator()) {
    return genauth::Config("test-app", host).access_token(GOOD_TOKEN).timeout(seconds(60));
}

static bool contains(const std::string &text, const std::string &part) { return text.find(part) != std::string::npos; }

// What `body` throws.
template <typename Body>
static genauth::Error thrown_by(Body body) {
    try {
        body();
    } catch (const genauth::Error &error) {
        return error;
    }
    CHECK(!"nothing was thrown");
    std::abort();
}

static void profiles() {
    const genauth::Client client(config());
    CHECK(contains(client.get_profile(Flags::with_identities), "\"identities\":[{"));
    CHECK(!contains(client.get_profile(), "identities"));
    const Flags parts = Flags::with_custom_data | Flags::with_department_ids | Flags::with_identities;
    const std::string all = client.get_profile(parts);
    CHECK(contains(all, "customData") && contains(all, "departmentIds") && contains(all, "identities"));
    CHECK(contains(client.get_profile(Flags::raw_envelope), "\"statusCode\""));
    CHECK(contains(client.get_profile_async(Flags::with_custom_data).get(), "customData"));

    const genauth::Result<std::string> result = client.try_get_profile();
    CHECK(result && result.has_value() && contains(*result, "userId") && !result->empty());
    CHECK(contains(client.try_get_profile().value(), "userId"));
    CHECK(client.try_get_profile_async().get().has_value());
}

static void every_setter() {
    genauth::Config full = config();
    full.access_token(GOOD_TOKEN).timeout(seconds(60)).connect_timeout(seconds(1)).max_attempts(2)
        .max_response_bytes(1 << 20).proxy("none").header_prefix("authing").token_style("bare").language("en-US")
        .user_agent("MyApp/1.2").allow_insecure_http(true);
    CHECK(contains(genauth::Client(full).get_profile(), "userId"));
    genauth::Config temporary = config().connect_timeout(seconds(1)).max_attempts(2).max_response_bytes(1 << 20)
        .proxy("none").header_prefix("authing").token_style("bare").language("en-US").user_agent("MyApp/1.2")
        .allow_insecure_http(true);
    CHECK(contains(genauth::Client(temporary).get_profile(), "userId"));

    const auto refused = [](genauth::Config wrong) {
        const genauth::Error error = thrown_by([&] { genauth::Client client(wrong); });
        CHECK(error.kind() == Kind::config);
        CHECK(!genauth::Client::try_create(wrong).has_value());
        return std::string(error.what());
    };
    CHECK(contains(refused(config().ca_file("/does/not/exist")), "ca_file"));
    CHECK(contains(refused(config().ca_pem("nothing")), "ca_pem"));
    CHECK(contains(refused(config().proxy("gopher://x")), "proxy"));
    CHECK(contains(refused(config().header_prefix("x")), "header_prefix"));
    CHECK(contains(refused(config().token_style("x")), "token_style"));
    CHECK(contains(refused(config().language("a\nb")), "language"));
    CHECK(contains(refused(config().user_agent("a\nb")), "user_agent"));
    CHECK(contains(refused(config().max_attempts(0)), "max_attempts"));
    CHECK(contains(refused(config().max_response_bytes(0)), "max_response_bytes"));
    CHECK(contains(refused(config("http://example.com")), "host"));
}

// What the C interface cannot be told is refused, and the first problem is the one that is reported.
static void nothing_is_lost_in_silence() {
    const std::string nul("en\0US", 5);
    const auto refused = [](genauth::Config wrong) {
        const genauth::Error error = genauth::Client::try_create(wrong).error();
        CHECK(error.kind() == Kind::invalid_argument);
        CHECK(std::string(thrown_by([&] { genauth::Client client(wrong); }).what()) == error.what());
        return std::string(error.what());
    };
    CHECK(refused(genauth::Config(nul, emulator())) == "app_id contains a NUL character");
    CHECK(refused(config(emulator() + std::string("\0x", 2))) == "host contains a NUL character");
    CHECK(refused(config().access_token(nul)) == "access_token contains a NUL character");
    CHECK(refused(config().app_secret(nul)) == "app_secret contains a NUL character");
    CHECK(refused(config().client_auth(nul)) == "client_auth contains a NUL character");
    CHECK(refused(config().ca_file(nul)) == "ca_file contains a NUL character");
    CHECK(refused(config().ca_pem(nul)) == "ca_pem contains a NUL character");
    CHECK(refused(config().proxy(nul)) == "proxy contains a NUL character");
    CHECK(refused(config().header_prefix(nul)) == "header_prefix contains a NUL character");
    CHECK(refused(config().token_style(nul)) == "token_style contains a NUL character");
    CHECK(refused(config().language(nul)) == "language contains a NUL character");
    CHECK(refused(config().user_agent(nul)) == "user_agent contains a NUL character");
    CHECK(refused(config().timeout(milliseconds(-1))) == "timeout must be 0 or larger");
    CHECK(refused(config().connect_timeout(seconds(-1))) == "connect_timeout must be 0 or larger");
    const std::string first = refused(config().timeout(milliseconds(-1)).language(nul).timeout(seconds(60)));
    CHECK(first == "timeout must be 0 or larger");
    genauth::Config largest = config();
    largest.timeout(milliseconds::max()).connect_timeout(milliseconds::max());
    CHECK(contains(genauth::Client(largest).get_profile(), "userId"));
}

static void errors_of_applications() {
    const genauth::Error made(Kind::network, "refused");
    CHECK(made.kind() == Kind::network && std::string(made.kind_name()) == "network");
    CHECK(std::string(made.what()) == "refused" && std::string(made.hint()).empty());
    CHECK(!made.http_status() && !made.status_code() && !made.api_code() && !made.request_id() && !made.retry_after());
    CHECK(!made.is_retryable() && !made.session_is_dead() && contains(made.to_json(), "\"refused\""));
    const genauth::Result<std::string> result = made;
    CHECK(!result && std::string(result.error().what()) == "refused");
}

static void json() {
    const std::string host = emulator();
    genauth::Config good = genauth::Config::from_json("{\"app_id\": \"x\", \"host\": \"" + host + "\"}");
    CHECK(contains(genauth::Client(good.access_token(GOOD_TOKEN)).get_profile(), "userId"));
    const genauth::Error error = thrown_by([] { genauth::Config::from_json(R"({"app_id": "x", "timout_ms": 1})"); });
    CHECK(error.kind() == Kind::config && contains(error.what(), "timout_ms") && contains(error.hint(), "timeout_ms"));
    CHECK(!genauth::Config::try_from_json("").has_value());
    const genauth::Error nul = thrown_by([] { genauth::Config::from_json(std::string("{}\0", 3)); });
    CHECK(nul.kind() == Kind::invalid_argument && std::string(nul.what()) == "json contains a NUL character");
}

static void every_fact() {
    const genauth::Client client(config());
    genauth::Call call;
    call.access_token("wrong-token").timeout(seconds(60));
    const genauth::Error error = thrown_by([&] { client.get_profile(Flags::none, &call); });
    CHECK(error.kind() == Kind::unauthenticated && std::string(error.kind_name()) == "unauthenticated");
    CHECK(error.http_status() == 200 && error.status_code() == 401 && error.api_code() == "2020");
    CHECK(error.request_id().has_value() && !error.retry_after().has_value());
    CHECK(error.session_is_dead() && !error.is_retryable());
    CHECK(contains(error.to_json(), "\"unauthenticated\""));

    static server answering;
    listen_and_reply(&answering, "HTTP/1.1 429 Slow\r\nretry-after: 7\r\nconnection: close\r\n\r\n");
    const genauth::Client limited(config(answering.host).max_attempts(1));
    const genauth::Result<std::string> result = limited.try_get_profile();
    CHECK(!result && result.error().kind() == Kind::rate_limited && result.error().retry_after() == seconds(7));
    CHECK(result.error().is_retryable() && !result.error().session_is_dead());
    CHECK(!result.error().status_code() && !result.error().api_code() && !result.error().request_id());
    CHECK(thrown_by([&] { limited.try_get_profile().value(); }).kind() == Kind::rate_limited);
}

static void tokens() {
    genauth::Client client(config());
    genauth::Call call;
    for (const char *bad : {"", "a\nb", NOT_UTF8}) {
        CHECK(thrown_by([&] { client.set_access_token(bad); }).kind() == Kind::invalid_argument);
        CHECK(thrown_by([&] { call.access_token(bad); }).kind() == Kind::invalid_argument);
        CHECK(!client.try_set_access_token(bad).has_value() && !call.try_access_token(bad));
    }
    const std::string nul(GOOD_TOKEN, sizeof GOOD_TOKEN);
    CHECK(std::string(client.try_set_access_token(nul).error().what()) == "token contains a NUL character");
    CHECK(std::string(call.try_access_token(nul).error().what()) == "token contains a NUL character");
    CHECK(contains(client.get_profile(), "userId"));
    client.set_access_token("wrong-token");
    CHECK(thrown_by([&] { client.get_profile(); }).kind() == Kind::unauthenticated);
    CHECK(call.try_access_token(GOOD_TOKEN).has_value());
    CHECK(contains(client.get_profile(Flags::none, &call), "userId"));
    client.clear_access_token();
    CHECK(!thrown_by([&] { client.get_profile(); }).session_is_dead());
}

static void limits_and_cancel() {
    server silent;
    listen_silently(&silent);
    const genauth::Client client(config(silent.host).timeout(milliseconds(0)));
    genauth::Call late, never, other;
    CHECK(thrown_by([&] { client.get_profile(Flags::none, &late.timeout(milliseconds(20))); }).kind() == Kind::timeout);
    never.timeout(seconds(-1)).timeout(milliseconds::max());
    const genauth::Error negative = thrown_by([&] { client.get_profile(Flags::none, &never); });
    CHECK(negative.kind() == Kind::invalid_argument && std::string(negative.what()) == "timeout must be 0 or larger");
    CHECK(thrown_by([&] { client.get_profile_async(Flags::none, &never).get(); }).kind() == Kind::invalid_argument);
    bool has_run = false;
    client.get_profile_async(Flags::none, &never, [&](const genauth::Result<std::string> &outcome) {
        has_run = !outcome && outcome.error().kind() == Kind::invalid_argument;
    });
    CHECK(has_run);

    std::thread canceller([&] {
        std::this_thread::sleep_for(milliseconds(20));
        other.cancel();
    });
    CHECK(thrown_by([&] { client.get_profile(Flags::none, &other); }).kind() == Kind::cancelled);
    canceller.join();
    CHECK(thrown_by([&] { client.get_profile_async(Flags::none, &other).get(); }).kind() == Kind::cancelled);
    close(silent.socket);
}

// Futures outlive what they came from, and a callback runs once.
static void asynchronous() {
    std::vector<std::future<std::string>> thrown;
    std::vector<std::future<genauth::Result<std::string>>> returned;
    {
        genauth::Client client(config());
        for (int i = 0; i < 20; i++) {
            genauth::Call call;
            thrown.push_back(client.get_profile_async(Flags::none, &call));
            returned.push_back(client.try_get_profile_async(Flags::none, &call));
        }
    }
    for (auto &future : thrown) CHECK(contains(future.get(), "userId"));
    for (auto &future : returned) CHECK(contains(future.get().value(), "userId"));

    const genauth::Client client(config());
    std::promise<int> runs;
    auto times = std::make_shared<int>(0);
    client.get_profile_async(Flags::none, nullptr, [&, times](const genauth::Result<std::string> &outcome) {
        const genauth::Result<std::string> inside = client.try_get_profile();
        CHECK(outcome && !inside && inside.error().kind() == Kind::invalid_argument);
        runs.set_value(++*times);
    });
    CHECK(runs.get_future().get() == 1);
}

static void moves() {
    genauth::Client first(config());
    genauth::Client second(std::move(first));
    first = genauth::Client(config());
    CHECK(contains(first.get_profile(), "userId") && contains(second.get_profile(), "userId"));
    genauth::Config old = config();
    const genauth::Config fresh = std::move(old);
    old = config();
    CHECK(contains(genauth::Client(fresh).get_profile(), "userId"));
    CHECK(contains(genauth::Client(old).get_profile(), "userId"));
    genauth::Call call;
    genauth::Call cancelled = std::move(call);
    cancelled.cancel();
    call = genauth::Call();
    CHECK(contains(first.get_profile(Flags::none, &call), "userId"));
    CHECK(thrown_by([&] { first.get_profile(Flags::none, &cancelled); }).kind() == Kind::cancelled);
}

int main() {
    profiles();
    every_setter();
    nothing_is_lost_in_silence();
    errors_of_applications();
    json();
    every_fact();
    tokens();
    limits_and_cancel();
    asynchronous();
    moves();
    return EXIT_SUCCESS;
}
