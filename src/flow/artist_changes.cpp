#include "flow/artist_changes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>
#include <numeric>
#include <utility>

#include "base/text.hpp"
#include "flow/content_files.hpp"
#include "flow/handlers.hpp"
#include "flow/press_kit_contents.hpp"

namespace troupe::flow {
namespace {

constexpr std::size_t files_cleaned_at_once = 500;

artist::Authorship authorship(Studio const& studio, std::string const& by, std::string reason) {
    return {by, std::move(reason), studio.clock.now(), nullptr};
}

using Weights = std::vector<artist::Weight>;

/// All lists of shares; the profile's validation wants each sorted, with the sum 1.
std::vector<Weights*> weights_of(artist::Profile& profile) {
    auto& style = profile.style;
    return {&style.genres,       &style.moods,           &style.modes,          &style.instruments,
            &style.lyric_themes, &style.visual_families, &profile.behaviour.platforms};
}

double sum_of(std::vector<artist::Weight*> const& weights) {
    return std::accumulate(weights.begin(), weights.end(), 0.0, [](double sum, auto const* each) { return sum + each->weight; });
}

void sort(Weights& weights) {
    std::stable_sort(weights.begin(), weights.end(), [](auto const& a, auto const& b) { return a.weight > b.weight; });
}

/// What was said about a list stays as it was said; the other entries share what remains. An entry that came without a
/// weight gets an equal share.
void rebalance(Weights const& before, Weights& after) {
    std::vector<artist::Weight*> said, others;
    for (auto& entry : after) {
        auto const is_kept = std::any_of(before.begin(), before.end(), [&](auto const& each) { return each.name == entry.name && each.weight == entry.weight; });
        if (!is_kept && entry.weight == 0) entry.weight = 1 / static_cast<double>(after.size());
        (is_kept ? others : said).push_back(&entry);
    }
    auto const remains = 1 - sum_of(said);
    auto const shared = sum_of(others);
    if (std::abs(remains - shared) < 1e-6) return sort(after);
    if (remains > 0 && shared > 0) {
        for (auto* each : others) each->weight = std::round(each->weight / shared * remains * 1e4) / 1e4;
        others.front()->weight += remains - sum_of(others);
    }
    sort(after);
}

std::string reason_of(std::vector<FieldChange> const& changes) {
    std::vector<std::string> paths;
    for (auto const& change : changes) paths.push_back(change.path);
    return "changed by hand: " + text::enumerate(paths);
}

Result<artist::Document> keep(Studio& studio, artist::Document const& next) {
    TRY(studio.artists.append_version(next));
    return next;
}

/// Files go when it is certain that nobody uses them: with a job that is there only if the unit is kept, and that outlives whoever
/// wrote it.
Result<std::vector<jobs::JobId>> begin_cleaning(Studio& studio, std::map<std::string, std::uint64_t> const& assets) {
    std::vector<jobs::JobId> jobs;
    CleaningJob job;
    auto const enqueue = [&]() -> Result<void> {
        jobs.push_back(TRY(studio.queue.enqueue({.kind = kinds::clean, .job_class = "io", .input = json::to_value(std::exchange(job, {}))})).id);
        return {};
    };
    for (auto const& [asset, bytes] : assets) {
        job.assets.push_back(asset);
        if (job.assets.size() == files_cleaned_at_once) TRY(enqueue());
    }
    if (!job.assets.empty()) TRY(enqueue());
    return jobs;
}

}  // namespace

Result<artist::Profile> changed_profile(artist::Profile const& profile, std::vector<FieldChange> const& changes) {
    if (changes.empty()) return fail(ErrorCode::invalid_input, "say what shall change: FIELD=VALUE, such as positioning.tagline=\"Night work\"");
    auto before = profile;
    auto after = TRY(with_changes(profile, changes));
    auto const lists_before = weights_of(before);
    auto const lists_after = weights_of(after);
    for (std::size_t i = 0; i < lists_after.size(); ++i)
        if (json::print(*lists_before[i]) != json::print(*lists_after[i])) rebalance(*lists_before[i], *lists_after[i]);
    return after;
}

Result<artist::Document> edit_artist(Studio& studio, std::string const& id, std::vector<FieldChange> const& changes, std::string const& by) {
    auto const current = TRY(find_artist(studio, id));
    auto profile = TRY(changed_profile(current.profile, changes));
    return keep(studio, TRY(artist::apply_change(current, std::move(profile), authorship(studio, by, reason_of(changes)))));
}

Result<artist::Document> recast_artist(Studio& studio, std::string const& id, std::vector<FieldChange> const& changes, std::string const& by) {
    auto const current = TRY(find_artist(studio, id));
    auto profile = TRY(changed_profile(current.profile, changes));
    return keep(studio, TRY(artist::recast(current, std::move(profile), authorship(studio, by, "recast: " + reason_of(changes)))));
}

Result<artist::Document> undo_artist(Studio& studio, std::string const& id, std::optional<int> to, std::string const& by) {
    auto const current = TRY(find_artist(studio, id));
    auto const target = to.value_or(current.version.number - 1);
    if (!to && target < 1) return fail(ErrorCode::conflict, fmt::format("{} has one version only: there is nothing to undo", current.name()));
    auto const history = TRY(studio.artists.history(current.id));
    return keep(studio, TRY(artist::undo(history, target, authorship(studio, by, fmt::format("back to version {}", target)))));
}

Result<artist::Document> set_artist_state(Studio& studio, std::string const& id, artist::State state, std::string const& by) {
    auto const current = TRY(find_artist(studio, id));
    return keep(studio, TRY(artist::change_state(current, state, authorship(studio, by, "now " + json::enum_name(state)))));
}

Result<artist::Document> import_artist(Studio& studio, std::string const& text, std::string const& by) {
    auto const document = TRY(json::parse<artist::Document>(text));
    artist::NewArtist artist{document.id, document.profile, document.seed, document.state, document.core_locked};
    auto const reason = fmt::format("imported, version {} of another installation", document.version.number);
    auto const created = TRY(artist::create(std::move(artist), authorship(studio, by, reason)));
    TRY(studio.artists.insert(created));
    return created;
}

Result<BegunRemoval> begin_removal(Studio& studio, std::string const& id) {
    auto const document = TRY(find_artist(studio, id));
    BegunRemoval begun;
    TRY(studio.unit.run([&]() -> Result<void> {
        begun = {{.name = document.name(), .versions = document.version.number}, {}};
        auto& removed = begun.removed;
        std::map<std::string, std::uint64_t> orphans;  // with their sizes
        auto const all = TRY(everything_of(studio, document));
        for (auto const& content : all.contents) {
            for (auto const& revision : TRY(studio.contents.history(content.id)))
                for (auto const& file : revision.files) orphans.emplace(file.asset, file.size_bytes);
            TRY(studio.contents.remove(content.id));
        }
        removed.contents = static_cast<int>(all.contents.size());
        for (auto at = orphans.begin(); at != orphans.end();) at = TRY(studio.contents.is_used(at->first)) ? orphans.erase(at) : std::next(at);
        removed.files = static_cast<int>(orphans.size());
        for (auto const& [asset, bytes] : orphans) removed.bytes += bytes;
        removed.plan_items = TRY(studio.plans.remove_by_artist(document.id));
        removed.observations = TRY(studio.observations.remove_by_artist(to_string(document.id)));
        TRY(studio.listener_comments.remove_by_artist(to_string(document.id)));
        TRY(studio.social.results.remove_by_artist(to_string(document.id)));
        TRY(studio.statements.forget_artist(to_string(document.id)));  // what stores paid stays, and nobody's it is then
        TRY(studio.artists.remove(document.id));
        begun.jobs = TRY(begin_cleaning(studio, orphans));
        return {};
    }));
    return begun;
}

Result<Removed> remove_artist(Studio& studio, std::string const& id) {
    auto const begun = TRY(begin_removal(studio, id));
    TRY(run_jobs(studio, begun.jobs, nullptr, {}));
    return begun.removed;
}

Result<int> remove_unused(Studio& studio, CleaningJob const& job) {
    int count = 0;
    for (auto const& asset : job.assets) {
        if (TRY(studio.contents.is_used(asset))) continue;  // somebody has made the same file again
        auto const gone = studio.assets.remove(asset);
        if (!gone && gone.error().code != ErrorCode::not_found) return tl::unexpected(gone.error());
        count += gone ? 1 : 0;
    }
    return count;
}

}  // namespace troupe::flow
