#include "flow/artist_evidence.hpp"

#include <algorithm>

namespace troupe::flow {
namespace {

constexpr std::size_t most_others = 12;
constexpr int most_asked = 100;  ///< the newest; in a large roster most may have no listeners yet
constexpr int quarter_days = 90;

Result<std::vector<evolution::Pieces>> roster_pieces(Studio& studio, artist::ArtistId own) {
    std::vector<evolution::Pieces> roster;
    artist::ArtistQuery query{.limit = 50};
    int asked = 0;
    do {
        auto const page = TRY(studio.artists.list(query));
        for (auto const& other : page.artists) {
            if (other.id == own || roster.size() >= most_others || ++asked > most_asked) continue;
            auto pieces = evolution::pieces_of(TRY(studio.observations.list_by_artist(to_string(other.id))));
            if (!pieces.pieces.empty()) roster.push_back(std::move(pieces));
        }
        query.after = page.next;
    } while (query.after && roster.size() < most_others && asked < most_asked);
    return roster;
}

std::optional<evolution::Shock> last_shock(ArtistEvidence const& evidence, Date today) {
    auto const own = evolution::find_shock({evidence.own}, today);
    auto all = evidence.roster;
    all.push_back(evidence.own);
    auto const market = all.size() > 1 ? evolution::find_shock(all, today) : std::nullopt;
    if (own && market) return own->at < market->at ? market : own;
    return own ? own : market;
}

}  // namespace

artist::Style ArtistEvidence::anchor() const { return evolution::anchor_of(history).value_or(artist.profile.style); }

Result<ArtistEvidence> evidence_of(Studio& studio, artist::Document const& artist) {
    ArtistEvidence evidence{.artist = artist};
    evidence.history = TRY(studio.artists.history(artist.id));
    evidence.observations = TRY(studio.observations.list_by_artist(to_string(artist.id)));
    evidence.own = evolution::pieces_of(evidence.observations);
    if (evidence.own.pieces.empty()) return evidence;
    evidence.roster = TRY(roster_pieces(studio, artist.id));
    evidence.shock = last_shock(evidence, date_of(studio.clock.now()));
    return evidence;
}

evolution::EvolveRequest evolve_request(ArtistEvidence const& evidence, TimePoint now) {
    evolution::EvolveRequest request;
    request.profile = evidence.artist.profile;
    request.anchor = evidence.anchor();
    request.observations = evidence.observations;
    request.history = evolution::past_changes(evidence.history);
    request.spent_this_quarter = evolution::distance_spent(evidence.history, now, quarter_days);
    request.shock = evidence.shock;
    request.now = now;
    return request;
}

evolution::DrawRequest draw_request(ArtistEvidence const& evidence, std::string const& content, std::uint64_t seed) {
    auto const& profile = evidence.artist.profile;
    return {.style = profile.style,
            .anchor = evidence.anchor(),
            .identity_limit = profile.settings.identity_limit,
            .own = evidence.own,
            .roster = evidence.roster,
            .shock = evidence.shock,
            .content_id = content,
            .seed = seed};
}

}  // namespace troupe::flow
