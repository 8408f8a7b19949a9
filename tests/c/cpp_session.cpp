// Logins, sessions, stores and token providers in C++: lambdas in, values out.
#include <atomic>
#include <genauth.hpp>
#include <thread>

#include "openid.h"

using genauth::Kind;
using genauth::Loaded;
using genauth::Saved;
using genauth::Session;
using std::chrono::milliseconds;
using std::chrono::seconds;

template <typename T>
constexpr bool only_moves = std::is_nothrow_move_constructible_v<T> && std::is_nothrow_move_assignable_v<T> &&
                            !std::is_copy_constructible_v<T> && !std::is_copy_assignable_v<T>;
static_assert(only_moves<Session> && only_moves<genauth::Login> && only_moves<genauth::TokenSink>);

static genauth::Config config() { return genauth::Config("test-app", own_host()).timeout(seconds(60)); }

static bool contains(const std::string &text, const std::string &part) { return text.find(part) != std::string::npos; }

static std::string owned(char *text) {
    const std::string copy = text;
    free(text);
    return copy;
}

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

static Session new_session_of_cpp(bool expired = false) {
    return Session::from_tokens(config(), owned(tokens(expired)));
}

static void logins() {
    const std::string options = "{\"redirect_uri\": \"http://127.0.0.1/callback\", \"login_hint\": \"" USER "\"}";
    const genauth::Login first = genauth::Login::begin(config(), options);
    const genauth::Login login = genauth::Login::from_json(config(), first.to_json());
    const std::string redirect = owned(redirect_of(login.url().c_str()));
    const Session session = login.finish(redirect);
    CHECK(contains(session.claims().value(), USER) && contains(session.tokens().value(), "refresh_token"));
    CHECK(contains(session.client().get_profile(), USER));
    CHECK(thrown_by([&] { login.finish(redirect); }).kind() == Kind::login);
    const std::string state = owned(between(first.url().c_str(), "&state=", "&"));
    const genauth::Error refused = thrown_by([&] { first.finish("error=access_denied&state=" + state); });
    CHECK(refused.kind() == Kind::login && refused.oauth_error() == "access_denied");

    const genauth::Login waiting = genauth::Login::listen(config());
    genauth::Call call;
    CHECK(thrown_by([&] { waiting.wait(&call.timeout(milliseconds(20))); }).kind() == Kind::timeout);
    const genauth::Config wrong = config().app_secret("s").client_auth("x");
    CHECK(thrown_by([&] { genauth::Login::begin(wrong, options); }).kind() == Kind::config);
}

static const std::string nul("{}\0", 3);

// What cannot be passed is an error that names it, at every function that takes an argument.
static void refused_arguments() {
    const auto refused = [](const genauth::Error &error, const std::string &message) {
        CHECK(error.kind() == Kind::invalid_argument && error.what() == message);
    };
    const genauth::Login login = genauth::Login::listen(config());
    const Session session = new_session_of_cpp();
    genauth::Call negative;
    negative.timeout(milliseconds(-1));
    const std::string late = "timeout must be 0 or larger";
    refused(login.try_wait(&negative).error(), late);
    refused(login.try_finish("error=x", &negative).error(), late);
    refused(session.try_access_token(&negative).error(), late);
    refused(session.try_refresh(&negative).error(), late);
    refused(session.try_sign_out(&negative).error(), late);
    CHECK(session.tokens());

    const genauth::Config wrong = config().connect_timeout(milliseconds(-1));
    const std::string early = "connect_timeout must be 0 or larger";
    refused(genauth::Login::try_begin(wrong, "{}").error(), early);
    refused(genauth::Login::try_listen(wrong).error(), early);
    refused(genauth::Login::try_from_json(wrong, login.to_json()).error(), early);
    refused(Session::try_from_tokens(wrong, *session.tokens()).error(), early);
    refused(Session::try_open(wrong, genauth::Store()).error(), early);
    refused(Session::try_open_file(wrong, "/does/not/exist").error(), early);

    refused(genauth::Login::try_begin(config(), nul).error(), "options_json contains a NUL character");
    refused(genauth::Login::try_listen(config(), nul).error(), "options_json contains a NUL character");
    refused(genauth::Login::try_from_json(config(), nul).error(), "json contains a NUL character");
    refused(login.try_finish(nul).error(), "url contains a NUL character");
    refused(Session::try_from_tokens(config(), nul).error(), "tokens_json contains a NUL character");
    refused(Session::try_open_file(config(), nul).error(), "path contains a NUL character");
    refused(new_session_of_cpp().try_use_file(nul).error(), "path contains a NUL character");
    refused(session.try_access_token_after(nul).error(), "rejected contains a NUL character");
    refused(session.try_end_session_url(nul).error(), "post_logout_redirect_uri contains a NUL character");
    refused(thrown_by([&] { session.end_session_url(NOT_UTF8); }), "post_logout_redirect_uri is not UTF-8");
}

static void sessions() {
    Session session = new_session_of_cpp();
    std::string heard;
    session.on_event([&](const genauth::SessionEvent &event) {
        CHECK(!event.reason);
        heard += event.name + ",";
    });
    const std::string before = session.access_token();
    session.refresh();
    CHECK(session.access_token() != before && heard == "refreshed,");
    CHECK(session.access_token_after(before) == session.access_token());
    Session moved = std::move(session);
    session = new_session_of_cpp();
    moved.on_event(nullptr);
    moved.refresh();
    CHECK(heard == "refreshed,");
    moved.on_event([&](const genauth::SessionEvent &event) { heard += event.name; });

    genauth::Client client(genauth::Config("test-app", emulator()).timeout(seconds(60)));
    client.use_session(moved);
    CHECK(contains(client.get_profile(), USER));
    CHECK(contains(moved.sign_out(), "\"revoked\":true") && heard == "refreshed,signed_out");
    CHECK(!moved.tokens() && !moved.claims());
    CHECK(contains(moved.end_session_url(), "/oidc/session/end"));
    CHECK(contains(moved.end_session_url("https://app.example/bye"), "app.example"));
    CHECK(thrown_by([&] { client.get_profile(); }).kind() == Kind::unauthenticated);
    CHECK(thrown_by([] { Session::from_tokens(config(), "{}"); }).kind() == Kind::invalid_argument);
    moved = new_session_of_cpp(); // Its listener goes after the session that it listened to.
}

static void stores() {
    auto record = std::make_shared<std::string>();
    auto generation = std::make_shared<std::uint64_t>(0);
    auto throws = std::make_shared<std::atomic<bool>>(false);
    const auto store = [=] {
        const auto check = [=] {
            if (*throws) throw std::runtime_error("the disk is full");
        };
        return genauth::Store{
            [=] { return check(), record->empty() ? Loaded::empty() : Loaded::record(*record); },
            [=](std::uint64_t expected, std::uint64_t fresh, const std::string &json) {
                check();
                if (expected != *generation) return Saved::conflict(*record);
                *record = json;
                *generation = fresh;
                return Saved::saved();
            },
            [=] {
                check();
                record->clear();
                *generation = 0;
                return true;
            }};
    };
    CHECK(!Session::open(config(), store()).has_value());
    Session session = new_session_of_cpp();
    session.use_store(store());
    session.refresh();
    CHECK(contains(*record, session.access_token()));
    const std::optional<Session> restored = Session::open(config(), store());
    CHECK(restored && restored->access_token() == session.access_token());
    session.refresh();
    restored->refresh(); // It takes what the other one has saved.
    CHECK(restored->access_token() == session.access_token());

    *throws = true;
    const auto failed = Session::try_open(config(), store());
    CHECK(!failed && failed.error().kind() == Kind::store && !contains(failed.error().what(), "disk"));
    CHECK(contains(session.sign_out(), "\"store_removed\":false"));
    *throws = false;
    CHECK(contains(restored->sign_out(), "\"store_removed\":true") && record->empty());
    CHECK(thrown_by([&] { Session::open(config(), genauth::Store()); }).kind() == Kind::store);
    const genauth::Store locked{[] { return Loaded::locked(); }, store().save, store().remove};
    CHECK(thrown_by([&] { Session::open(config(), locked); }).is_retryable());

    Session third = new_session_of_cpp();
    third.use_store(store());
    const std::string behind("\0x", 2); // Up to its NUL each record would be a good one.
    const genauth::Store longer{[=] { return Loaded::record(*record + behind); }, store().save, store().remove};
    CHECK(thrown_by([&] { Session::open(config(), longer); }).kind() == Kind::store);
    const auto conflicts = [=](const std::string &tail) {
        return genauth::Store{store().load, [=](auto...) { return Saved::conflict(*record + tail); }, store().remove};
    };
    CHECK(contains(third.try_use_store(conflicts("")).error().what(), "changes all the time"));
    CHECK(!contains(third.try_use_store(conflicts(behind)).error().what(), "changes all the time"));

    const std::string path = std::string("/tmp/genauth-cpp-") + std::to_string(getpid());
    CHECK(!Session::open_file(config(), path).has_value());
    Session in_file = new_session_of_cpp();
    in_file.use_file(path);
    CHECK(Session::open_file(config(), path)->access_token() == in_file.access_token());
    in_file.sign_out();
    CHECK(!Session::open_file(config(), path).has_value());
    for (const char *suffix : {".lock", ".refreshing"}) unlink((path + suffix).c_str());
}

static void providers() {
    genauth::Client client(genauth::Config("test-app", emulator()).timeout(seconds(60)));
    auto alive = std::make_shared<int>(0);
    client.use_provider([alive](const std::optional<std::string> &rejected, genauth::TokenSink sink) {
        sink.give(rejected ? GOOD_TOKEN : "wrong-token");
        ++*alive;
    });
    CHECK(contains(client.get_profile(), "userId") && *alive == 2);
    std::thread later;
    client.use_provider([&](const std::optional<std::string> &, genauth::TokenSink sink) {
        later = std::thread([](genauth::TokenSink moved) { moved.give(GOOD_TOKEN); }, std::move(sink));
    });
    CHECK(contains(client.get_profile(), "userId") && alive.use_count() == 1);
    later.join();
    const auto failure = [&](genauth::TokenProvider provider) {
        client.use_provider(std::move(provider));
        const genauth::Error error = thrown_by([&] { client.get_profile(); });
        CHECK(error.kind() == Kind::token_provider);
        return std::string(error.what());
    };
    CHECK(contains(failure([](auto, genauth::TokenSink sink) { sink.fail("the vault is sealed"); }), "vault"));
    CHECK(contains(failure([](auto, genauth::TokenSink sink) { sink.give(nul); }), "token contains a NUL"));
    CHECK(contains(failure([](auto, genauth::TokenSink sink) { sink.fail(nul); }), "message contains a NUL"));
    CHECK(contains(failure([](auto, genauth::TokenSink) {}), "dropped"));
    CHECK(contains(failure([](auto, genauth::TokenSink) { throw std::runtime_error("x"); }), "dropped"));
    CHECK(contains(failure([&](auto, genauth::TokenSink sink) { sink.fail(client.try_get_profile().error().what()); }),
                   "inside a token provider"));
}

int main() {
    logins();
    refused_arguments();
    sessions();
    stores();
    providers();
    return EXIT_SUCCESS;
}
