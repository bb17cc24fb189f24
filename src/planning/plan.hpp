#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "artist/profile.hpp"
#include "base/id.hpp"
#include "base/time.hpp"
#include "planning/constraints.hpp"

/// The calendar of an artist: releases on Fridays, the teasers that lead to them, and the posts that tell a story.
namespace troupe::planning {

using PlanId = Id<struct PlanTag>;
using PlanItemId = Id<struct PlanItemTag>;

/// What is made for an item. `format` of the item says which shape of it the platform wants ("reel", "short",
/// "thread").
BOOST_DEFINE_ENUM_CLASS(ItemKind, release, teaser, canvas, video, post, story)

/// Published items are history; skipped ones stay to be seen, and are not done.
BOOST_DEFINE_ENUM_CLASS(ItemState, planned, preparing, ready, published, skipped)

/// The five steps of a story between two releases. The climax stands on the release day, three days either way.
BOOST_DEFINE_ENUM_CLASS(ArcStage, setup, escalation, turn, climax, release)

/// The course of fortune over a whole plan (Reagan et al. 2016, six shapes).
BOOST_DEFINE_ENUM_CLASS(ArcShape, rise, fall, man_in_a_hole, icarus, cinderella, oedipus)

/// What the makers are told.
struct ItemBrief {
    std::string title;                ///< of the item, for people: "Teaser 2 of 4: the hook, dry"
    std::string theme;                ///< what it is about, one line
    std::string say;                  ///< what a caption should get across
    std::optional<std::string> fact;  ///< id of the artist's fact that this item discloses
    std::string motif;                ///< one of the artist's motifs, or empty
    bool callback = false;            ///< the motif comes back after three or more other items
    double valence = 0;               ///< -1..1: where the arc stands here
    std::vector<std::string> hashtag_hints;
};
BOOST_DESCRIBE_STRUCT(ItemBrief, (), (title, theme, say, fact, motif, callback, valence, hashtag_hints))

struct PlanItem {
    PlanItemId id;
    Date date{};             ///< in the audience's time zone
    std::string local_time;  ///< "19:30" there
    TimePoint at{};          ///< the same moment in UTC
    std::string zone;        ///< "Europe/Berlin"
    std::string platform;    ///< "instagram"; "stores" for a release and its canvas
    ItemKind kind = ItemKind::post;
    std::string format;   ///< of data/planning/platforms.json: "reel", "carousel", "note"
    std::string purpose;  ///< prepare, release, tease_14, .. tease_1, release_day, after_1, .., disclose, world,
                          ///< process, dialogue
    ArcStage arc_stage = ArcStage::setup;
    ItemBrief brief;
    std::optional<int> release;  ///< number of the release it serves, as in Plan::releases
    ItemState state = ItemState::planned;
    bool locked = false;                    ///< a person fixed it: nothing moves it
    std::vector<PlanItemId> depends_on;     ///< items that must have been done before
    std::optional<std::string> content_id;  ///< what was made for it
    bool hour_from_results = false;  ///< earlier posts' results had a say in its hour: it tries one, or a better one was known
};
BOOST_DESCRIBE_STRUCT(PlanItem, (),
                      (id, date, local_time, at, zone, platform, kind, format, purpose, arc_stage, brief, release,
                       state, locked, depends_on, content_id, hour_from_results))

/// When a store must have a release, and have heard of it.
struct StoreWindow {
    std::string store;  ///< "Apple Music"
    Date deliver_by{};
    std::optional<Date> pitch_by;  ///< nothing: nobody to pitch to
};
BOOST_DESCRIBE_STRUCT(StoreWindow, (), (store, deliver_by, pitch_by))

/// One song (or more) that comes out.
struct PlannedRelease {
    int number = 0;     ///< 1, 2.. by date, going on over plans; a release that stands keeps its own
    Date date{};        ///< a Friday
    std::string title;  ///< "Release 2 (title to come)" until it has one
    bool title_known = false;
    Date deliver_by{};  ///< last day to hand it to the stores
    Date pitch_by{};    ///< last day to pitch it to their editors
    std::optional<std::string> content_id;
    bool fixed = false;                ///< out, announced or locked when the plan was made: nothing moves it
    std::vector<StoreWindow> windows;  ///< by store, where it differs
};
BOOST_DESCRIBE_STRUCT(PlannedRelease, (),
                      (number, date, title, title_known, deliver_by, pitch_by, content_id, fixed, windows))

struct Plan {
    PlanId id;
    artist::ArtistId artist_id;
    Date start{};
    int days = 0;  ///< 1..3650; the last day is start + days - 1
    std::string zone;
    std::uint64_t seed = 0;
    TimePoint made_at{};
    ArcShape arc = ArcShape::rise;
    std::string arc_reason;  ///< why this arc suits this artist
    std::vector<PlannedRelease> releases;
    std::vector<PlanItem> items;     ///< sorted by `at`, then platform
    std::vector<std::string> notes;  ///< for people: what did not fit, what was assumed
    double value = 0;                ///< of the release dates, in releases at their best distance
    std::vector<QuietPeriod> quiet;  ///< of this artist, when the plan was made
    double bound = 0;                ///< no dates are worth more: the same for one artist, whose dates are optimal
};
BOOST_DESCRIBE_STRUCT(Plan, (),
                      (id, artist_id, start, days, zone, seed, made_at, arc, arc_reason, releases, items, notes, value,
                       quiet, bound))

}  // namespace troupe::planning
