#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "planning/plan_store.hpp"

namespace troupe::planning::testing {

/// A whole store, for tests.
class MemoryPlanStore final : public PlanStore {
public:
    Result<void> put(Plan const& plan) override {
        std::set<PlanItemId> own;
        for (auto const& item : plan.items) {
            auto const found = find_item(item.id);
            if (!own.insert(item.id).second || (found && found->artist_id != plan.artist_id))
                return fail(ErrorCode::conflict, "plan item " + to_string(item.id) + " exists already");
        }
        plans_[plan.artist_id] = plan;
        return {};
    }

    Result<Plan> find_by_artist(artist::ArtistId artist) override {
        auto const found = plans_.find(artist);
        if (found == plans_.end()) return fail(ErrorCode::not_found, "artist " + to_string(artist) + " has no plan");
        return found->second;
    }

    Result<FoundItem> find_item(PlanItemId id) override {
        for (auto const& [artist, plan] : plans_)
            for (auto const& item : plan.items)
                if (item.id == id) return FoundItem{artist, plan.id, item};
        return fail(ErrorCode::not_found, "plan item " + to_string(id) + " does not exist");
    }

    Result<void> update_item(PlanItem const& changed) override {
        auto const found = TRY(find_item(changed.id));
        auto& items = plans_[found.artist_id].items;
        std::replace_if(
            items.begin(), items.end(), [&](PlanItem const& item) { return item.id == changed.id; }, changed);
        std::sort(items.begin(), items.end(), [](PlanItem const& a, PlanItem const& b) {
            return std::tie(a.at, a.platform, a.id) < std::tie(b.at, b.platform, b.id);
        });
        return {};
    }

    Result<int> remove_by_artist(artist::ArtistId artist) override {
        auto const found = plans_.find(artist);
        if (found == plans_.end()) return 0;
        auto const items = static_cast<int>(found->second.items.size());
        plans_.erase(found);
        return items;
    }

private:
    std::map<artist::ArtistId, Plan> plans_;
};

}  // namespace troupe::planning::testing
