#include "flow/make_plan.hpp"

#include <algorithm>

#include "distribution/release.hpp"
#include "flow/briefs.hpp"
#include "flow/content_files.hpp"
#include "flow/posted_hours.hpp"
#include "planning/planner.hpp"
#include "writing/arc.hpp"

namespace troupe::flow {
namespace {

/// The day a release was made for, from the release that was packed.
std::optional<Date> date_of_release(catalog::Content const& content) {
    auto const* details = content.details.if_object();
    auto const* release = details == nullptr ? nullptr : details->if_contains("release");
    if (release == nullptr) return std::nullopt;
    auto const read = json::from_value<distribution::Release>(*release, json::Unknown::ignore);
    return read ? std::optional(read->release_date) : std::nullopt;
}

/// Releases that exist, oldest first; those whose day has passed or lies within the calendar keep it.
Result<std::vector<planning::ExistingRelease>> existing_releases(Studio& studio, artist::ArtistId artist) {
    auto page = TRY(studio.contents.list({.artist = artist, .kind = catalog::ContentKind::release, .limit = 500}));
    std::reverse(page.contents.begin(), page.contents.end());
    std::vector<planning::ExistingRelease> releases;
    for (auto const& content : page.contents)
        releases.push_back({0, content.title, date_of_release(content), to_string(content.id)});
    return releases;
}

/// A person may have moved a release since it was packed: the present plan knows its day best.
void take_dates_of(planning::Plan const& plan, std::vector<planning::ExistingRelease>& releases) {
    for (auto& release : releases)
        for (auto const& planned : plan.releases)
            if (planned.title_known && planned.title == release.title) {
                release.is_proposed = !release.date && !planned.fixed;  // what was packed is announced
                release.date = planned.date;
            }
}

/// Under its title where it has one, else by its number in the present plan.
void take_given_dates(std::vector<planning::ExistingRelease> const& given,
                      std::vector<planning::ExistingRelease>& releases) {
    for (auto const& each : given) {
        auto const known = std::find_if(releases.begin(), releases.end(), [&](auto const& release) {
            return !each.title.empty() && release.title == each.title;
        });
        if (known == releases.end()) {
            releases.push_back(each);
            continue;
        }
        known->number = each.number;
        known->date = each.date;
        known->is_proposed = true;
    }
}

/// Enough steps for a story of a fact a week.
std::vector<planning::Disclosure> disclosures(artist::Profile const& profile, int days) {
    std::vector<planning::Disclosure> told;
    for (auto const& step : writing::arc(profile, std::max(4, days / 7)))
        if (!step.is_return) told.push_back({step.fact, "", step.stage == "climax" || step.stage == "turn"});
    return told;
}

Result<std::optional<planning::Plan>> plan_of(Studio& studio, artist::ArtistId artist) {
    auto found = studio.plans.find_by_artist(artist);
    if (found) return *std::move(found);
    if (found.error().code == ErrorCode::not_found) return std::nullopt;
    return tl::unexpected(found.error());
}

}  // namespace

Result<PlanDraft> draft_plan(Studio& studio, PlanRequest const& request, GivenDates const& given) {
    auto const tables = TRY(planning::load_tables(studio.preferences.planning_tables));
    auto const artist = TRY(find_artist(studio, request.artist));
    planning::PlanRequest wanted;
    wanted.profile = artist.profile;
    wanted.artist_id = artist.id;
    wanted.now = studio.clock.now();
    wanted.start = TRY(local_date(wanted.now, artist.profile.audience.time_zone));
    wanted.days = request.days;
    wanted.seed = seed_for(artist, "plan", 0);
    wanted.disclosures = disclosures(artist.profile, request.days);
    wanted.existing = TRY(existing_releases(studio, artist.id));
    if (request.words) {
        auto const words = TRY(find_content(studio, *request.words));
        wanted.existing.push_back({0, words.title, std::nullopt, std::nullopt});
    }
    auto const previous = TRY(plan_of(studio, artist.id));
    if (previous) {
        take_dates_of(*previous, wanted.existing);
        wanted.previous = *previous;
    }
    wanted.at_least = request.releases;
    wanted.history = TRY(posted_hours(studio, artist));
    wanted.no_more_before = given.no_more_before;
    take_given_dates(given.dates, wanted.existing);
    return PlanDraft{TRY(planning::make_plan(wanted, tables)), previous};
}

Result<void> keep_plan(Studio& studio, PlanDraft const& draft) {
    return studio.unit.run([&]() -> Result<void> {
        auto const now = TRY(plan_of(studio, draft.plan.artist_id));
        if (json::to_value(now) != json::to_value(draft.before))
            return fail(ErrorCode::unavailable, "the plan was changed while another was drafted: it is drafted again, try again");
        return studio.plans.put(draft.plan);
    });
}

Result<planning::Plan> make_plan(Studio& studio, PlanRequest const& request) {
    auto const draft = TRY(draft_plan(studio, request));
    TRY(keep_plan(studio, draft));
    return draft.plan;
}

}  // namespace troupe::flow
