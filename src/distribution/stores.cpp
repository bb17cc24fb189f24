#include "distribution/stores.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.hpp"
#include "base/text.hpp"
#include "distribution/disclosure.hpp"
#include "distribution/impl/table_rows.hpp"
#include "distribution/impl/tables.hpp"

namespace troupe::distribution {
namespace {

Result<void> check_store(Store const& store, std::string const& path) {
    auto const& profile = store.delivery;
    auto const wrong = [&](std::string_view field, std::string_view expected) {
        return fail(ErrorCode::invalid_input, fmt::format("{}.{}: expected {}", path, field, expected));
    };
    if (!impl::is_plain_id(store.id)) return wrong("id", "1 to 40 small letters, digits and _");
    if (store.name.empty()) return wrong("name", "a text");
    if (store.source.empty()) return wrong("source", "whose word this is");
    if (store.verified_at.empty()) return wrong("verified_at", "when that was read, such as 2026-11-22");
    if (store.least_days < 0 || store.recommended_days < 0) return wrong("least_days", "0 or more");
    if (!profile.prefix.empty() && profile.prefix != "P" && profile.prefix != "M" && profile.prefix != "N")
        return wrong("delivery.prefix", "P, M, N or nothing");
    if (!store.form.empty() && !impl::is_plain_id(store.form)) return wrong("form", "the id of a form");
    for (auto const& part : std::filesystem::path(profile.acknowledgements))
        if (part == ".." || part == "/") return wrong("delivery.acknowledgements", "a folder within the store's");
    return {};
}

Result<StoreTable> checked_table(json::Array const& rows) {
    auto table = TRY(json::from_value<StoreTable>(json::Object{{"stores", rows}}));
    for (std::size_t i = 0; i < table.stores.size(); ++i)
        TRY(check_store(table.stores[i], fmt::format("stores[{}]", i)));
    return table;
}

bool is_shut_out(Store const& store, media::AiShare share) {
    if (store.ai == AiPolicy::refused) return share != media::AiShare::none;
    return store.ai == AiPolicy::refused_when_all && share == media::AiShare::all;
}

std::string what_holds(Preflight const& checks, bool is_draft_enough) {
    std::vector<std::string> rules;
    for (auto const& finding : checks.findings) {
        bool const counts = finding.severity == Severity::blocker && !(is_draft_enough && finding.live_only);
        if (counts && std::find(rules.begin(), rules.end(), finding.rule) == rules.end()) rules.push_back(finding.rule);
    }
    return "waits for " + text::enumerate(rules);
}

/// The first track in a format that the store does not take, or nothing.
std::string odd_format(Store const& store, Release const& release) {
    for (auto const& track : release.tracks) {
        if (track.video) continue;
        auto const extension = text::lower(std::filesystem::path(track.file).extension().string());
        auto const format = extension.empty() ? extension : extension.substr(1);
        if (std::find(store.formats.begin(), store.formats.end(), format) == store.formats.end())
            return fmt::format("{} is {}, {} takes {}", track.file, format, store.name,
                               text::enumerate(store.formats, "or"));
    }
    return {};
}

}  // namespace

Result<StoreTable> load_stores(std::optional<std::filesystem::path> const& file) {
    auto const built_in = json::parse_value(impl::table_text("distribution/stores.json"));
    if (!built_in) return fail(ErrorCode::internal, "stores.json: " + built_in.error().message);
    auto const rows = TRY(impl::rows_of(*built_in, "stores"));
    if (!file) return checked_table(rows);
    auto table = checked_table(TRY(impl::with_rows_of(rows, *file, "stores")));
    if (!table) return within(file->string(), table.error());
    return table;
}

Result<LiveFile<StoreTable>> open_stores(std::optional<std::filesystem::path> const& file) {
    if (!file) return LiveFile<StoreTable>(TRY(load_stores()));
    return LiveFile<StoreTable>::open({*file}, [file] { return load_stores(file); });
}

Result<Store> find_store(StoreTable const& table, std::string const& id) {
    std::vector<std::string> ids;
    for (auto const& store : table.stores) {
        if (store.id == id) return store;
        ids.push_back(store.id);
    }
    return fail(ErrorCode::not_found,
                fmt::format("store {}: is none that is known: {}; add yours in the file of TROUPE_STORES_DB_PATH",
                            text::excerpt(id), text::join(ids, ", ")));
}

StoreVerdict judge_store(Store const& store, Release const& release, Date today, Preflight const& checks) {
    StoreVerdict verdict{store.name, "ready", store.note, store.source, store.verified_at};
    auto const share = summarise_ai(release.assets).contains;
    bool const is_draft_enough = store.takes_drafts || store.delivery.control == MessageControl::test;
    auto const days = days_between(today, release.release_date);
    auto const hold = [&](std::string reason) {
        verdict.state = "held";
        verdict.reason = std::move(reason);
        return verdict;
    };
    if (is_shut_out(store, share)) {
        verdict.state = "off";
        verdict.reason =
            fmt::format("{}; this recording is {} AI", store.note, share == media::AiShare::all ? "all" : "partly");
        return verdict;
    }
    if (is_draft_enough ? checks.has_draft_blockers : checks.has_blockers)
        return hold(is_draft_enough && store.takes_drafts ? "the work itself has open blockers"
                                                          : what_holds(checks, is_draft_enough));
    if (auto const odd = odd_format(store, release); !odd.empty()) return hold(odd);
    if (!is_draft_enough && days < store.least_days)
        return hold(fmt::format("out in {} days, {} needs {}", days, store.name, store.least_days));
    return verdict;
}

}  // namespace troupe::distribution
