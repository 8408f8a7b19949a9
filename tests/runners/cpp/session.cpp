/* The methods of sessions. */
#include <condition_variable>
#include <set>
#include <vector>

#include "store.hpp"

namespace {

using std::chrono::milliseconds;

/* How long events are waited for. */
constexpr std::chrono::seconds PATIENCE(5);

/* What a session told. */
class Listener {
public:
    void hear(const genauth::SessionEvent &event) {
        const std::lock_guard guard(lock_);
        events_.push_back(event.reason ? event.name + '(' + *event.reason + ')' : event.name);
        has_heard_.notify_all();
    }

    Json events(std::size_t awaited) {
        std::unique_lock guard(lock_);
        has_heard_.wait_for(guard, PATIENCE, [&] { return events_.size() >= awaited; });
        return events_;
    }

private:
    std::mutex lock_;
    std::condition_variable has_heard_;
    std::vector<std::string> events_;
};

void check(const Json &args, const std::set<std::string> &known) {
    for (const auto &[name, value] : args.items()) {
        if (known.count(name) == 0) throw ProtocolError("unknown argument: " + name);
    }
}

/* What is watched while the calls are made. */
struct Watch {
    const Json &args;
    std::shared_ptr<ScriptedStore> store;
    Listener listener;
    std::optional<genauth::Session> session;  // goes before its listener

    explicit Watch(const Json &given) : args(given) {
        if (args.contains("store")) store = std::make_shared<ScriptedStore>(args.at("store"));
    }

    /* Gives the session its store and its listener. If the store fails, the session goes on without. */
    void begin(bool is_stored) {
        if (store && !is_stored && !session->try_use_store(store->functions())) {
            listener.hear({"store_failed", std::nullopt});
        }
        session->on_event([this](const genauth::SessionEvent &event) { listener.hear(event); });
    }

    /* What `make_value` leads to. */
    template <typename F>
    std::string outcome(const F &make_value) {
        std::string ended;
        try {
            ended = "\"value\":" + make_value();
        } catch (const genauth::Error &error) {
            ended = "\"error\":" + error.to_json();
        }
        const Json events = listener.events(args.value("await_events", std::size_t(0)));
        const auto record = store ? store->record() : std::nullopt;
        return '{' + ended + ",\"events\":" + events.dump() + ",\"stored\":" + record.value_or("null") + '}';
    }
};

void make_session(Watch &watch, const Json &settings) {
    const auto config = genauth::Config::from_json(settings.dump());
    const auto tokens = watch.args.find("tokens");
    const bool has_tokens = tokens != watch.args.end();
    watch.session = has_tokens ? genauth::Session::from_tokens(config, tokens->dump())
                               : genauth::Session::open(config, watch.store->functions());
    if (watch.session) watch.begin(!has_tokens);
}

/* A call of a session, whose value is JSON. */
using SessionCall = std::function<std::string(const genauth::Session &, genauth::Call &)>;

/* Makes the call from a session, once. */
using Prepare = std::function<SessionCall(const genauth::Session &, bool is_async)>;

Method of_session(const Json &args, const Prepare &prepare) {
    check(args, {"tokens", "store", "timeout_ms", "at_once", "await_events"});
    return [args, prepare](const Json &config, Calls &calls) {
        Watch watch(args);
        return watch.outcome([&]() -> std::string {
            make_session(watch, config);
            if (!watch.session) return "null";
            const SessionCall make_call = prepare(*watch.session, calls.is_async);
            const auto limited = [&](genauth::Call &call) {
                const auto timeout = args.find("timeout_ms");
                if (timeout != args.end()) call.timeout(milliseconds(timeout->get<std::int64_t>()));
                return make_call(*watch.session, call);
            };
            const auto at_once = args.find("at_once");
            if (at_once == args.end()) return calls.make(limited);
            const auto values = calls.make_at_once(at_once->get<std::size_t>(), limited);
            const std::set<std::string> different(values.begin(), values.end());
            if (different.size() != 1) throw std::logic_error("calls at the same time gave different values");
            return values.front();
        });
    };
}

}  // namespace

Method access_token(const Json &args) {
    return of_session(args, [](const genauth::Session &, bool) {
        return [](const genauth::Session &session, genauth::Call &call) {
            return Json(session.access_token(&call)).dump();
        };
    });
}

Method refresh(const Json &args) {
    return of_session(args, [](const genauth::Session &, bool) {
        return [](const genauth::Session &session, genauth::Call &call) {
            session.refresh(&call);
            return std::string("null");
        };
    });
}

Method sign_out(const Json &args) {
    return of_session(args, [](const genauth::Session &, bool) {
        return [](const genauth::Session &session, genauth::Call &call) { return session.sign_out(&call); };
    });
}

Method session_profile(const Json &args) {
    return of_session(args, [](const genauth::Session &session, bool is_async) {
        const auto client = std::make_shared<genauth::Client>(session.client());
        return [client, is_async](const genauth::Session &, genauth::Call &call) {
            const auto flags = genauth::Flags::none;
            return is_async ? client->get_profile_async(flags, &call).get() : client->get_profile(flags, &call);
        };
    });
}

Method end_session_url(const Json &args) {
    check(args, {"tokens", "store", "post_logout_redirect_uri"});
    return [args](const Json &settings, Calls &) {
        Watch watch(args);
        return watch.outcome([&]() -> std::string {
            make_session(watch, settings);
            if (!watch.session) return "null";
            std::optional<std::string> uri;
            if (args.contains("post_logout_redirect_uri")) uri = args.at("post_logout_redirect_uri");
            return Json(watch.session->end_session_url(uri)).dump();
        });
    };
}

Method begin_login(const Json &args) {
    check(args, {"options"});
    return [args](const Json &settings, Calls &) {
        return Watch(args).outcome([&] {
            const auto config = genauth::Config::from_json(settings.dump());
            return genauth::Login::begin(config, args.at("options").dump()).to_json();
        });
    };
}

Method finish_login(const Json &args) {
    check(args, {"login", "redirect", "store", "await_events"});
    return [args](const Json &settings, Calls &calls) {
        Watch watch(args);
        return watch.outcome([&] {
            const auto config = genauth::Config::from_json(settings.dump());
            const auto login = genauth::Login::from_json(config, args.at("login").dump());
            const auto redirect = args.at("redirect").get<std::string>();
            watch.session = calls.make([&](genauth::Call &call) { return login.finish(redirect, &call); });
            watch.begin(false);
            return watch.session->claims().value_or("null");
        });
    };
}
