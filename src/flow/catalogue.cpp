#include "flow/catalogue.hpp"

#include "flow/track_details.hpp"

namespace troupe::flow {
namespace {

constexpr std::size_t most_tunes = 1'000;

/// The tune alone: the rest of the details need not be read.
struct Tune {
    music::MelodyPrint tune;
};
BOOST_DESCRIBE_STRUCT(Tune, (), (tune))

Result<void> add_tunes(Studio& studio, catalog::ContentQuery query, std::vector<music::MelodyPrint>& tunes, std::optional<artist::ArtistId> except) {
    query.kind = catalog::ContentKind::track;
    query.limit = 100;
    do {
        auto page = TRY(studio.contents.list(query));
        for (auto const& content : page.contents) {
            if (content.state == catalog::ContentState::rejected || (except && content.artist == *except)) continue;
            auto found = json::from_value<Tune>(content.details, json::Unknown::ignore);
            if (!found || found->tune.grams.empty()) continue;
            found->tune.title = content.title;
            tunes.push_back(std::move(found->tune));
            if (tunes.size() >= most_tunes) return {};
        }
        query.after = page.next;
    } while (query.after);
    return {};
}

}  // namespace

Result<std::vector<music::MelodyPrint>> tunes_of(Studio& studio, artist::ArtistId artist) {
    std::vector<music::MelodyPrint> tunes;
    TRY(add_tunes(studio, {.artist = artist}, tunes, {}));
    if (tunes.size() < most_tunes) TRY(add_tunes(studio, {}, tunes, artist));
    return tunes;
}

}  // namespace troupe::flow
