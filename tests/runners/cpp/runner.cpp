/* The C++ runner: ../README.md has the protocol. With --async it uses the asynchronous calls, where there are any. */
#include <iostream>
#include <map>
#include <optional>
#include <string_view>

#include "method.hpp"

static const std::map<std::string, Method (*)(const Json &)> METHODS = {
    {"get_profile", get_profile},         {"access_token", access_token},
    {"refresh", refresh},                 {"sign_out", sign_out},
    {"session_profile", session_profile}, {"end_session_url", end_session_url},
    {"begin_login", begin_login},         {"finish_login", finish_login},
};

static Method find_method(const Json &request) {
    const auto name = request.at("method").get<std::string>();
    const auto method = METHODS.find(name);
    if (method == METHODS.end()) throw ProtocolError("unknown method: " + name);
    return method->second(request.at("args"));
}

static std::optional<std::chrono::milliseconds> cancel_after(const Json &request) {
    const auto after = request.find("cancel_after_ms");
    if (after == request.end()) return std::nullopt;
    return std::chrono::milliseconds(after->get<std::int64_t>());
}

/* Makes the calls; the last members of the response. The library's JSON is passed on as it is: parsing it could hide
   what is wrong with it. */
static std::string run(const Json &request, const Method &method, bool is_async) {
    Calls calls(request.at("calls").get<int>(), cancel_after(request), is_async);
    std::string outcome;
    try {
        outcome = "\"result\":" + method(request.at("config"), calls);
    } catch (const genauth::Error &error) {
        outcome = "\"error\":" + error.to_json();
    }
    return "\"elapsed_ms\":" + std::to_string(calls.elapsed().count()) + ',' + outcome;
}

static std::string respond(const Json &request, bool is_async) {
    std::string members;
    try {
        members = run(request, find_method(request), is_async);
    } catch (const ProtocolError &error) {
        members = "\"protocol_error\":" + Json(error.what()).dump();
    }
    return "{\"scenario\":" + request.at("scenario").dump() + ',' + members + '}';
}

int main(int argc, char **argv) {
    const bool is_async = argc > 1 && std::string_view(argv[1]) == "--async";
    for (std::string line; std::getline(std::cin, line);) {
        std::cout << respond(Json::parse(line), is_async) << std::endl;
    }
}
