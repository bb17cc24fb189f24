#include "flow/autopilot.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "artist/document.hpp"
#include "flow/release_checks.hpp"
#include "flow/trials.hpp"

namespace troupe::flow {
namespace {

constexpr auto rule = "autopilot";

bool may_act(artist::Document const& artist) {
    return artist.profile.settings.autopilot && artist.core_locked &&
           (artist.state == artist::State::active || artist.state == artist::State::evolving);
}

Result<bool> approved_by_rule(Studio& studio, catalog::ContentId content, TimePoint now) {
    auto const approvals = TRY(studio.contents.approvals(content));
    return std::ranges::any_of(approvals, [&](auto const& each) { return each.by == rule && date_of(each.at) == date_of(now); });
}

/// What it has approved of this artist today, wherever that is by now: it decides when a content is taken in, so that only those of today count.
Result<int> approved_today(Studio& studio, artist::ArtistId artist, TimePoint now) {
    catalog::ContentQuery query{.artist = artist, .limit = 100};
    int count = 0;
    do {
        auto const page = TRY(studio.contents.list(query));
        for (auto const& content : page.contents) {
            if (date_of(content.created) < date_of(now)) return count;
            count += TRY(approved_by_rule(studio, content.id, now)) ? 1 : 0;
        }
        query.after = page.next;
    } while (query.after);
    return count;
}

bool is_blocked(catalog::Content const& content) {
    if (content.kind != catalog::ContentKind::release) return false;
    auto const preflight = preflight_of(content);
    return !preflight || preflight->has_blockers;
}

}  // namespace

Result<std::optional<catalog::Approval>> autopilot_decision(Studio& studio, catalog::Content const& content,
                                                            AutopilotLimits limits) {
    auto const nothing = std::optional<catalog::Approval>{};
    if (content.state != catalog::ContentState::in_review || is_blocked(content)) return nothing;
    auto const artist = studio.artists.find(content.artist);
    if (!artist && artist.error().code == ErrorCode::not_found) return nothing;
    if (!may_act(TRY(Result<artist::Document>(artist)))) return nothing;
    auto const now = studio.clock.now();
    auto const count = TRY(approved_today(studio, content.artist, now));
    if (count >= limits.contents_a_day) return nothing;
    return std::optional(catalog::Approval{
        rule, catalog::Decision::approved,
        fmt::format("{} is on autopilot; {} of {} today{}", artist->name(), count + 1, limits.contents_a_day,
                    content.kind == catalog::ContentKind::release ? "; nothing in the pre-flight blocks" : ""),
        now});
}

Result<void> take_in_new(Studio& studio, catalog::Content const& content) {
    TRY(studio.contents.insert(content));
    TRY(record_made(studio, content));
    auto const decision = TRY(autopilot_decision(studio, content));
    if (!decision) return {};
    TRY(studio.contents.update(TRY(catalog::decide(content, *decision))));
    return studio.contents.add_approval(content.id, *decision);
}

}  // namespace troupe::flow
