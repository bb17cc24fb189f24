#include "artist/document.hpp"
#include "calls/catalogue.hpp"
#include "calls/page.hpp"
#include "flow/content_files.hpp"

/// The roster at a glance: what a person sees of every artist before opening one.
namespace troupe::calls {
namespace {

using catalog::ContentKind;
using catalog::ContentState;

struct ListInput {
    std::optional<artist::State> state;
    std::string artist_id;
    std::string after;
    int limit = 50;
};
BOOST_DESCRIBE_STRUCT(ListInput, (), (state, artist_id, after, limit))

/// A file to show; `content.file` gives it.
struct Shown {
    catalog::ContentId content_id;
    std::string file;
    std::string title;
    ContentState state = ContentState::in_review;
};
BOOST_DESCRIBE_STRUCT(Shown, (), (content_id, file, title, state))

/// A release that is made, or one of the plan that is not yet.
struct Coming {
    std::string title;
    Date date{};
    std::optional<std::string> content_id;
};
BOOST_DESCRIBE_STRUCT(Coming, (), (title, date, content_id))

struct Glance {
    artist::ArtistId id;
    std::string name;
    artist::State state = artist::State::candidate;
    std::string home_genre;
    std::string tagline;
    std::vector<std::string> palette;
    int version = 0;
    std::optional<Shown> cover;  ///< the newest that nobody rejected
    std::optional<Shown> avatar;
    std::optional<Coming> next;   ///< of the plan, from today on
    std::optional<Shown> newest;  ///< release
};
BOOST_DESCRIBE_STRUCT(Glance, (), (id, name, state, home_genre, tagline, palette, version, cover, avatar, next, newest))

Result<std::optional<Shown>> newest_of(Context& context, artist::ArtistId artist, ContentKind kind,
                                       std::string_view role) {
    // Mostly the newest will do: one document instead of a page of them.
    auto page = TRY(context.studio().contents.list({.artist = artist, .kind = kind, .limit = 1}));
    if (page.contents.empty()) return std::optional<Shown>();
    auto content = std::optional(std::move(page.contents.front()));
    if (content->state == ContentState::rejected) content = TRY(flow::latest_of(context.studio(), artist, kind));
    if (!content) return std::optional<Shown>();
    auto const* file = catalog::file_with_role(*content, role);
    if (file == nullptr && !role.empty()) return std::optional<Shown>();
    return std::optional(Shown{content->id, file == nullptr ? "" : file->name, content->title, content->state});
}

Result<std::optional<Coming>> coming(Context& context, artist::ArtistId artist) {
    auto const plan = context.studio().plans.find_by_artist(artist);
    if (!plan && plan.error().code == ErrorCode::not_found) return std::optional<Coming>();
    if (!plan) return tl::unexpected(plan.error());
    auto const today = date_of(context.now());
    for (auto const& each : plan->releases)
        if (each.date >= today) return std::optional(Coming{each.title, each.date, each.content_id});
    return std::optional<Coming>();
}

Result<Glance> glance(Context& context, artist::Document const& artist) {
    auto const& core = artist.profile.core;
    Glance made{artist.id,
                core.name,
                artist.state,
                core.home_genre,
                artist.profile.positioning.tagline,
                core.palette,
                artist.version.number,
                {},
                {},
                {},
                {}};
    made.cover = TRY(newest_of(context, artist.id, ContentKind::cover, "cover"));
    made.avatar = TRY(newest_of(context, artist.id, ContentKind::kit, "avatar"));
    made.newest = TRY(newest_of(context, artist.id, ContentKind::release, ""));
    made.next = TRY(coming(context, artist.id));
    return made;
}

Result<Page<Glance>> list(Context& context, ListInput const& input) {
    Page<Glance> glances;
    if (!input.artist_id.empty()) {
        glances.items.push_back(TRY(glance(context, TRY(flow::find_artist(context.studio(), input.artist_id)))));
        return glances;
    }
    auto const after = TRY(page_start<artist::ArtistTag>(input.after));
    auto const page = TRY(context.studio().artists.list({input.state, after, input.limit}));
    for (auto const& each : page.artists) glances.items.push_back(TRY(glance(context, each)));
    glances.next = page_end(page.next);
    return glances;
}

}  // namespace

void add_roster(Catalogue& catalogue) {
    auto about = about_pages();
    about["artist_id"] = "Of this one alone";
    catalogue.add<ListInput>(
        {.name = "roster.list",
         .http = "GET /api/roster",
         .group = "Artists",
         .summary = "The roster at a glance: cover, next release and what waits, newest artist first",
         .bounds = {{"limit", 1, 100}},
         .about = about,
         .is_tool = false},
        list);
}

}  // namespace troupe::calls
