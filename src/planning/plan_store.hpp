#pragma once

#include "planning/plan.hpp"

namespace troupe::planning {

/// An item and the plan that holds it.
struct FoundItem {
    artist::ArtistId artist_id;
    PlanId plan_id;
    PlanItem item;
};

/// Port: keeps the one current plan of every artist. Adapters: storage (SQL), testing (memory).
///
/// Read, change and write belong into one UnitOfWork where others may write the same plan. Every call may fail with
/// `unavailable`.
class PlanStore {
public:
    virtual ~PlanStore() = default;

    /// Keeps the plan and forgets the artist's earlier one, items included. Putting the same plan again changes
    /// nothing. Errors: conflict (an item's id stands in another artist's plan, or twice in this one).
    virtual Result<void> put(Plan const& plan) = 0;

    /// The artist's plan, with its items in their order. Errors: not_found.
    virtual Result<Plan> find_by_artist(artist::ArtistId artist) = 0;

    /// Errors: not_found.
    virtual Result<FoundItem> find_item(PlanItemId item) = 0;

    /// Replaces the item of the same id; its plan sorts it anew by `at`, then platform, then id.
    /// Errors: not_found.
    virtual Result<void> update_item(PlanItem const& item) = 0;

    /// Forgets the artist's plan, if there is one. How many items it had.
    virtual Result<int> remove_by_artist(artist::ArtistId artist) = 0;
};

}  // namespace troupe::planning
