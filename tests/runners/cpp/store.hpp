/* A store that does what a scenario says. */
#pragma once

#include <genauth.hpp>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "method.hpp"

/* The n-th use of a function takes the n-th step, the last one repeats. */
class ScriptedStore : public std::enable_shared_from_this<ScriptedStore> {
public:
    explicit ScriptedStore(const Json &script);

    /* The functions for a session. They keep this object alive. */
    genauth::Store functions();

    /* The record as it was written. */
    std::optional<std::string> record() const;

private:
    enum class Step { works, failed, locked };

    Step take(const std::string &function);
    std::uint64_t generation() const;
    genauth::Loaded load();
    genauth::Saved save(std::uint64_t expected, const std::string &record);
    bool remove();

    mutable std::mutex lock_;
    Json script_;
    std::optional<std::string> record_;
    std::map<std::string, std::size_t> used_;
};
