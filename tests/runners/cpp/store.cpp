#include "store.hpp"

#include <algorithm>
#include <utility>

namespace {

std::optional<std::string> text(const Json &record) {
    if (record.is_null()) return std::nullopt;
    return record.dump();
}

}  // namespace

ScriptedStore::ScriptedStore(const Json &script) : script_(script), record_(text(script.value("record", Json()))) {}

genauth::Store ScriptedStore::functions() {
    const auto self = shared_from_this();
    genauth::Store store;
    store.load = [self] { return self->load(); };
    store.save = [self](std::uint64_t expected, std::uint64_t, const std::string &record) {
        return self->save(expected, record);
    };
    store.remove = [self] { return self->remove(); };
    return store;
}

std::optional<std::string> ScriptedStore::record() const {
    const std::lock_guard guard(lock_);
    return record_;
}

ScriptedStore::Step ScriptedStore::take(const std::string &function) {
    const auto steps = script_.find(function);
    if (steps == script_.end()) return Step::works;
    const Json &step = steps->at(std::min(used_[function]++, steps->size() - 1));
    if (step.is_object()) {
        record_ = text(step.at("record"));
        return Step::works;
    }
    if (step == "locked") return Step::locked;
    return step == "works" ? Step::works : Step::failed;
}

std::uint64_t ScriptedStore::generation() const {
    return record_ ? Json::parse(*record_).at("generation").get<std::uint64_t>() : 0;
}

genauth::Loaded ScriptedStore::load() {
    const std::lock_guard guard(lock_);
    switch (take("load")) {
        case Step::locked: return genauth::Loaded::locked();
        case Step::failed: throw std::runtime_error("store-secret");
        case Step::works: break;
    }
    return record_ ? genauth::Loaded::record(*record_) : genauth::Loaded::empty();
}

genauth::Saved ScriptedStore::save(std::uint64_t expected, const std::string &record) {
    const std::lock_guard guard(lock_);
    if (take("save") != Step::works) throw std::runtime_error("store-secret");
    if (generation() != expected) return genauth::Saved::conflict(record_);
    record_ = record;
    return genauth::Saved::saved();
}

bool ScriptedStore::remove() {
    const std::lock_guard guard(lock_);
    if (take("remove") != Step::works) return false;
    record_.reset();
    return true;
}
