#include "flow/release_pictures.hpp"

#include <algorithm>
#include <optional>
#include <utility>

#include "distribution/release_kind.hpp"
#include "flow/look_words.hpp"
#include "visual/earlier_covers.hpp"

namespace troupe::flow {
namespace {

constexpr std::size_t most_covers = 24;

/// Of a cover's details, what this is about. Covers of earlier versions of the program have no print and no seed.
struct Shown {
    std::string family;
    int layout = 0;
    std::optional<std::uint64_t> picture_seed;
    visual::PicturePrint print;
};
BOOST_DESCRIBE_STRUCT(Shown, (), (family, layout, picture_seed, print))

/// Of what a cover was made with, what a video beside it needs.
struct Given {
    visual::Look look;
};
BOOST_DESCRIBE_STRUCT(Given, (), (look))

struct Catalogue {
    std::vector<visual::EarlierCover> earlier;  ///< oldest first
    std::optional<std::uint64_t> seed;          ///< of the pictures that were made for the same request before
};

/// A cover of the same seed is the same cover: what came after it did not exist when it was made.
void add(Catalogue& catalogue, catalog::Content const& cover, std::uint64_t seed) {
    auto const shown = json::from_value<Shown>(cover.details, json::Unknown::ignore);
    if (cover.seed == seed) {
        catalogue.earlier.clear();
        catalogue.seed = shown && shown->picture_seed ? *shown->picture_seed : seed;
    } else if (shown && (!shown->family.empty() || !shown->print.is_empty()) && catalogue.earlier.size() < most_covers) {
        catalogue.earlier.push_back({shown->family, shown->layout, shown->print});
    }
}

/// All covers of the artist, newest first.
template <class Do>
Result<void> for_covers(Making const& making, artist::ArtistId artist, Do const& act) {
    catalog::ContentQuery query{.artist = artist, .kind = catalog::ContentKind::cover, .limit = 100};
    do {
        auto const page = TRY(making.studio.contents.list(query));
        for (auto const& cover : page.contents) act(cover);
        query.after = page.next;
    } while (query.after);
    return {};
}

/// Rejected covers count too: nobody asks for another one to see the same again.
Result<Catalogue> catalogue_of(Making const& making, artist::ArtistId artist) {
    Catalogue catalogue;
    TRY(for_covers(making, artist, [&](catalog::Content const& cover) {
        if (to_string(cover.id) != making.request.content) add(catalogue, cover, making.request.seed);
    }));
    std::reverse(catalogue.earlier.begin(), catalogue.earlier.end());
    return catalogue;
}

/// How much a video belongs to a cover, 0: not at all. A cover of its own request comes first, then one of its title that
/// nobody has rejected.
int kinship(catalog::Content const& cover, std::uint64_t seed, std::string const& title) {
    if (cover.seed == seed) return 3;
    if (cover.title != title) return 0;
    return cover.state == catalog::ContentState::rejected ? 1 : 2;
}

/// The nearest of kin; of several the newest.
Result<std::optional<catalog::Content>> cover_beside(Making const& making, artist::ArtistId artist, std::string const& title) {
    std::optional<catalog::Content> nearest;
    int most = 0;
    TRY(for_covers(making, artist, [&](catalog::Content const& cover) {
        auto const kin = kinship(cover, making.request.seed, title);
        if (kin <= most) return;
        most = kin;
        nearest = cover;
    }));
    return nearest;
}

/// As its type says, else as stores call so many songs.
visual::ReleaseKind kind_of(MakeRequest const& request) {
    auto const type = json::enum_from<distribution::ReleaseKind>(request.type, "type");
    switch (type ? *type : distribution::release_kind(request.songs)) {
        case distribution::ReleaseKind::ep: return visual::ReleaseKind::ep;
        case distribution::ReleaseKind::album: return visual::ReleaseKind::album;
        default: return visual::ReleaseKind::single;
    }
}

}  // namespace

Result<visual::CoverBrief> cover_brief(Making const& making, artist::Document const& artist, std::string const& title) {
    visual::CoverBrief brief{.look = worded_look(artist, making.studio), .title = title, .seed = making.request.seed, .kind = kind_of(making.request)};
    auto catalogue = TRY(catalogue_of(making, artist.id));
    if (catalogue.seed) {
        brief.seed = *catalogue.seed;
        return brief;
    }
    brief.earlier = std::move(catalogue.earlier);
    return visual::settled(std::move(brief), visual::default_threads(), making.stop);
}

Result<SharedPicture> shared_picture(Making const& making, artist::Document const& artist, std::string const& title) {
    SharedPicture shared{making.request.seed, worded_look(artist, making.studio)};
    auto const cover = TRY(cover_beside(making, artist.id, title));
    if (!cover) return shared;
    auto const shown = json::from_value<Shown>(cover->details, json::Unknown::ignore);
    shared.seed = shown && shown->picture_seed ? *shown->picture_seed : cover->seed;
    if (auto made = json::from_value<Given>(cover->brief, json::Unknown::ignore)) {
        auto video = std::move(shared.look.video);
        shared.look = std::move(made->look);
        shared.look.video = std::move(video);
    }
    return shared;
}

Result<json::Object> shown_details(visual::CoverBrief const& brief, visual::MadeCover const& made) {
    Shown shown{.picture_seed = brief.seed, .print = visual::print_of(made.picture)};
    auto const composition = visual::choose_composition(TRY(visual::make_system(brief.look)), brief.seed);
    auto details = json::to_value(shown).as_object();
    details.erase("family");
    details.erase("layout");
    if (made.is_composed) {
        details["family"] = composition.family;
        details["layout"] = composition.layout;
    }
    details["kind"] = json::enum_name(brief.kind);
    return details;
}

}  // namespace troupe::flow
