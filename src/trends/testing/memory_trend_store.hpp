#pragma once

#include <map>

#include "trends/trend_store.hpp"

namespace troupe::trends::testing {

/// A whole store, for tests.
class MemoryTrendStore final : public TrendStore {
public:
    Result<KeepCount> keep(std::vector<Reading> const& readings) override {
        KeepCount count;
        for (auto const& reading : readings) take(reading, count);
        return count;
    }

    Result<std::vector<Reading>> list(SeriesQuery const& query) override {
        std::vector<Reading> found;
        for (auto const& [key, reading] : readings_)
            if (agrees(reading, query)) found.push_back(reading);
        return found;
    }

    Result<int> remove_source(std::string const& source) override {
        if (auto const state = states_.find(source); state != states_.end()) state->second.validator.clear();
        return static_cast<int>(
            std::erase_if(readings_, [&](auto const& entry) { return entry.first.source == source; }));
    }

    Result<int> remove_taken_before(std::string const& source, TimePoint time) override {
        return static_cast<int>(std::erase_if(readings_, [&](auto const& entry) {
            return entry.first.source == source && entry.second.retrieved < time;
        }));
    }

    Result<SourceState> source_state(std::string const& name) override {
        auto const found = states_.find(name);
        return found == states_.end() ? SourceState{.name = name} : found->second;
    }
    Result<void> set_source_state(SourceState const& state) override {
        states_[state.name] = state;
        return {};
    }
    Result<std::vector<SourceState>> source_states() override {
        std::vector<SourceState> all;
        for (auto const& [name, state] : states_) all.push_back(state);
        return all;
    }

private:
    static bool agrees(Reading const& reading, SeriesQuery const& query) {
        auto const is_wanted = [](std::string const& wanted, std::string const& is) {
            return wanted.empty() || wanted == is;
        };
        return (!query.kind || *query.kind == reading.kind) && is_wanted(query.name, reading.name) &&
               is_wanted(query.platform, reading.platform) && is_wanted(query.country, reading.country) &&
               (!query.since || *query.since <= reading.date);
    }

    void take(Reading const& reading, KeepCount& count) {
        auto const [at, is_new] = readings_.try_emplace(key_of(reading), reading);
        auto const is_same = at->second.value == reading.value;
        auto const is_later = at->second.retrieved < reading.retrieved;
        if (is_new)
            ++count.imported;
        else if (is_same)
            ++count.already_known;
        else
            ++(is_later ? count.replaced : count.outdated);
        if (is_later) at->second = reading;
    }

    std::map<ReadingKey, Reading> readings_;
    std::map<std::string, SourceState> states_;
};

}  // namespace troupe::trends::testing
