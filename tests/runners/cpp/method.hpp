/* What the runner calls: one function and one row of its table for each method. */
#pragma once

#include <functional>
#include <genauth.hpp>
#include <nlohmann/json.hpp>
#include <stdexcept>
#include <string>

#include "calls.hpp"

/* Ordered: the library reads a configuration as the scenario has it. */
using Json = nlohmann::ordered_json;

/* The runner does not know a method or an argument. */
struct ProtocolError : std::runtime_error {
    using std::runtime_error::runtime_error;
};

/* A method with its arguments: makes the calls and gives the last one's result as JSON, or throws its Error. */
using Method = std::function<std::string(const Json &config, Calls &)>;

Method get_profile(const Json &args);
Method access_token(const Json &args);
Method refresh(const Json &args);
Method sign_out(const Json &args);
Method session_profile(const Json &args);
Method end_session_url(const Json &args);
Method begin_login(const Json &args);
Method finish_login(const Json &args);
