#include <chrono>
#include <map>
#include <optional>

#include "method.hpp"

namespace {

using genauth::Flags;

const std::map<std::string, Flags> FLAGS = {
    {"with_custom_data", Flags::with_custom_data},
    {"with_identities", Flags::with_identities},
    {"with_department_ids", Flags::with_department_ids},
    {"raw", Flags::raw_envelope},
};

struct GetProfile {
    Flags flags = Flags::none;
    bool is_raw = false;
    std::optional<std::string> access_token;
    std::optional<std::chrono::milliseconds> timeout;

    explicit GetProfile(const Json &args) {
        for (const auto &[name, value] : args.items()) {
            if (name == "access_token") {
                access_token = value.get<std::string>();
            } else if (name == "timeout_ms") {
                timeout = std::chrono::milliseconds(value.get<std::int64_t>());
            } else if (const auto flag = FLAGS.find(name); flag == FLAGS.end()) {
                throw ProtocolError("unknown argument: " + name);
            } else if (value.get<bool>()) {
                flags = flags | flag->second;
                is_raw = is_raw || flag->second == Flags::raw_envelope;
            }
        }
    }

    std::string operator()(const Json &config, Calls &calls) const {
        const genauth::Client client(genauth::Config::from_json(config.dump()));
        const std::string result = calls.make([&](genauth::Call &call) {
            if (access_token) call.access_token(*access_token);
            if (timeout) call.timeout(*timeout);
            return calls.is_async ? client.get_profile_async(flags, &call).get() : client.get_profile(flags, &call);
        });
        return is_raw ? Json(result).dump() : result;
    }
};

}  // namespace

Method get_profile(const Json &args) { return GetProfile(args); }
