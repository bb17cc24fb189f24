#include "storage/sql_plan_store.hpp"

#include <fmt/format.h>

#include "storage/impl/connections.hpp"
#include "storage/impl/events.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using impl::change;
using impl::select;
using planning::Plan;
using planning::PlanItem;
using planning::PlanItemId;

/// Items are rows of their own, in the order of `at`, platform, id.
Result<void> insert_item(impl::Session& sql, artist::ArtistId artist, PlanItem const& item) {
    if (!select(sql, "SELECT 1 FROM plan_items WHERE id = :a", 1, {to_string(item.id)}).empty())
        return fail(ErrorCode::conflict, fmt::format("plan item {} exists already", to_string(item.id)));
    change(sql, "INSERT INTO plan_items (id, artist, starts, platform, document) VALUES (:a, :b, :c, :d, :e)",
           {to_string(item.id), to_string(artist), impl::milliseconds_of(item.at), item.platform, json::print(item)});
    return {};
}

Plan without_items(Plan plan) {
    plan.items.clear();
    return plan;
}

tl::unexpected<Error> no_item(PlanItemId id) {
    return fail(ErrorCode::not_found, fmt::format("plan item {} does not exist (troupe plan show lists those that do)", to_string(id)));
}

void record_plan(impl::Session& sql, std::string const& artist, std::string const& plan, json::Object data) {
    impl::record(sql, {.type = "plan.changed", .artist = artist, .subject = plan, .data = std::move(data)});
}

}  // namespace

Result<void> SqlPlanStore::put(Plan const& plan) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        auto const artist = to_string(plan.artist_id);
        change(sql, "DELETE FROM plan_items WHERE artist = :a", {artist});
        change(sql,
               "INSERT INTO plans (artist, id, document) VALUES (:a, :b, :c)"
               " ON CONFLICT (artist) DO UPDATE SET id = excluded.id, document = excluded.document",
               {artist, to_string(plan.id), json::print(without_items(plan))});
        for (auto const& item : plan.items) TRY(insert_item(sql, plan.artist_id, item));
        record_plan(sql, artist, to_string(plan.id), {{"items", plan.items.size()}});
        return {};
    });
}

Result<Plan> SqlPlanStore::find_by_artist(artist::ArtistId artist) {
    return database_.read([&](impl::Session& sql) -> Result<Plan> {
        // One statement, one state of the database: the plan's own row comes first, then its items.
        auto const rows = select(sql,
                                 "SELECT document FROM (SELECT document, 0 AS part, 0 AS starts, '' AS platform, '' AS id FROM plans"
                                 " WHERE artist = :a UNION ALL SELECT document, 1, starts, platform, id FROM plan_items WHERE artist = :b)"
                                 " AS whole ORDER BY part, starts, platform, id",
                                 1, {to_string(artist), to_string(artist)});
        if (rows.empty()) return fail(ErrorCode::not_found, fmt::format("artist {} has no plan (troupe plan create makes one)", to_string(artist)));
        auto plan = TRY(impl::read_document<Plan>(rows[0].text(0), "a plan"));
        for (std::size_t i = 1; i < rows.size(); ++i) plan.items.push_back(TRY(impl::read_document<PlanItem>(rows[i].text(0), "a plan item")));
        return plan;
    });
}

Result<planning::FoundItem> SqlPlanStore::find_item(PlanItemId id) {
    return database_.read([&](impl::Session& sql) -> Result<planning::FoundItem> {
        auto const rows = select(sql, "SELECT p.artist, p.id, i.document FROM plan_items i JOIN plans p ON p.artist = i.artist WHERE i.id = :a",
                                 3, {to_string(id)});
        if (rows.empty()) return no_item(id);
        auto const artist = TRY(parse_id<artist::ArtistTag>(rows[0].text(0)));
        auto const plan = TRY(parse_id<planning::PlanTag>(rows[0].text(1)));
        auto item = TRY(impl::read_document<PlanItem>(rows[0].text(2), "a plan item"));
        return planning::FoundItem{artist, plan, std::move(item)};
    });
}

Result<void> SqlPlanStore::update_item(PlanItem const& item) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        auto const changed = change(sql, "UPDATE plan_items SET starts = :a, platform = :b, document = :c WHERE id = :d",
                                    {impl::milliseconds_of(item.at), item.platform, json::print(item), to_string(item.id)});
        if (changed == 0) return no_item(item.id);
        for (auto const& row : select(sql, "SELECT p.artist, p.id FROM plan_items i JOIN plans p ON p.artist = i.artist WHERE i.id = :a", 2,
                                      {to_string(item.id)}))
            record_plan(sql, row.text(0), row.text(1), {{"item", to_string(item.id)}});
        return {};
    });
}

Result<int> SqlPlanStore::remove_by_artist(artist::ArtistId artist) {
    return database_.write([&](impl::Session& sql) -> Result<int> {
        for (auto const& row : select(sql, "DELETE FROM plans WHERE artist = :a RETURNING id", 1, {to_string(artist)}))
            record_plan(sql, to_string(artist), row.text(0), {{"items", 0}});
        return static_cast<int>(change(sql, "DELETE FROM plan_items WHERE artist = :a", {to_string(artist)}));
    });
}

}  // namespace troupe::storage
