#pragma once

#include <algorithm>
#include <map>
#include <mutex>

#include "social/outbox.hpp"

namespace troupe::social::testing {

class MemoryOutboxStore : public OutboxStore {
public:
    Result<bool> add(OutboxRecord const& record) override {
        std::lock_guard const lock(guard_);
        for (auto const& [id, each] : records_)
            if (each.key == record.key) return false;
        records_[record.id] = record;
        return true;
    }
    Result<OutboxRecord> update(OutboxRecord record) override {
        std::lock_guard const lock(guard_);
        auto const found = records_.find(record.id);
        if (found == records_.end()) return missing(record.id);
        if (found->second.revision != record.revision || !can_become(found->second.state, record.state))
            return fail(ErrorCode::conflict, "outbox record " + to_string(record.id) + ": was changed meanwhile");
        ++record.revision;
        return found->second = record;
    }
    Result<OutboxRecord> find(OutboxId id) override {
        std::lock_guard const lock(guard_);
        auto const found = records_.find(id);
        if (found == records_.end()) return missing(id);
        return found->second;
    }
    Result<OutboxPage> list(OutboxQuery const& query) override {
        std::lock_guard const lock(guard_);
        if (query.limit < 1 || query.limit > 500) return wrong_field("limit", "expected 1 to 500");
        OutboxPage page;
        for (auto at = records_.rbegin(); at != records_.rend(); ++at) {
            auto const& each = at->second;
            if ((query.artist && each.artist != *query.artist) || (query.content && each.content != *query.content) ||
                (query.state && each.state != *query.state) || (query.after && !(each.id < *query.after)))
                continue;
            if (page.records.size() == static_cast<std::size_t>(query.limit)) {
                page.next = page.records.back().id;
                break;
            }
            page.records.push_back(each);
        }
        return page;
    }
    Result<std::vector<OutboxRecord>> due(TimePoint now, int limit) override {
        std::lock_guard const lock(guard_);
        std::vector<OutboxRecord> found;
        for (auto const& [id, each] : records_)
            if (auto const at = time_of(each); at && *at <= now) found.push_back(each);
        std::stable_sort(found.begin(), found.end(), [](auto const& a, auto const& b) { return *time_of(a) < *time_of(b); });
        if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
        return found;
    }
    Result<std::vector<TimePoint>> begun(std::string const& channel, std::string const& platform, TimePoint since) override {
        std::lock_guard const lock(guard_);
        std::vector<TimePoint> times;
        for (auto const& [id, each] : records_) {
            auto const counts = each.state == OutboxState::sending || each.state == OutboxState::sent || each.state == OutboxState::doubtful;
            if (counts && each.channel == channel && each.platform == platform && each.first_attempt && *each.first_attempt > since)
                times.push_back(*each.first_attempt);
        }
        std::sort(times.begin(), times.end());
        return times;
    }
    Result<std::vector<OutboxRecord>> sent_since(TimePoint since) override {
        std::lock_guard const lock(guard_);
        std::vector<OutboxRecord> found;
        for (auto const& [id, each] : records_)
            if (each.state == OutboxState::sent && each.first_attempt && *each.first_attempt > since) found.push_back(each);
        std::stable_sort(found.begin(), found.end(), [](auto const& a, auto const& b) { return *a.first_attempt < *b.first_attempt; });
        return found;
    }
    Result<void> remember(OutboxId id, std::string const& memory) override {
        std::lock_guard const lock(guard_);
        if (!records_.contains(id)) return missing(id);
        memories_[id] = memory;
        return {};
    }
    Result<std::string> memory(OutboxId id) override {
        std::lock_guard const lock(guard_);
        if (!records_.contains(id)) return missing(id);
        return memories_[id];
    }

private:
    static tl::unexpected<Error> missing(OutboxId id) { return fail(ErrorCode::not_found, "outbox record " + to_string(id) + " does not exist"); }
    static std::optional<TimePoint> time_of(OutboxRecord const& record) {
        if (record.state == OutboxState::due) return record.next_attempt;
        return record.state == OutboxState::planned ? record.planned_for : std::nullopt;
    }

    std::mutex guard_;
    std::map<OutboxId, OutboxRecord> records_;
    std::map<OutboxId, std::string> memories_;
};

}  // namespace troupe::social::testing
