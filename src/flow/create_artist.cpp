#include "flow/create_artist.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "artist/distance.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "flow/requests.hpp"

namespace troupe::flow {
namespace {

constexpr std::uint64_t most_candidates = 16;
constexpr int newest_looked_at = 50;  ///< far more than are invented at the same time

/// Why a candidate cannot join this roster; empty when it can.
std::string objection(artist::Profile const& candidate, std::vector<artist::Document> const& others) {
    for (auto const& other : others) {
        if (artist::name_similarity(candidate.core.name, other.name()) > artist::most_name_similarity)
            return fmt::format("the name {} is too near to {}", candidate.core.name, other.name());
        if (artist::too_similar(candidate, other.profile))
            return fmt::format("{} is too similar to {}", candidate.core.name, other.name());
    }
    return {};
}

/// The first candidate has the seed itself, so that an empty roster gives the seed's own artist.
std::uint64_t candidate_seed(std::uint64_t seed, std::uint64_t number) {
    return number == 0 ? seed : Random(seed).stream("candidate", number).next() >> 11;
}

/// What the writer is asked for: the prompt, its seed, and whom the artist must differ from.
writing::IdentityRequest identity_request(CreateRequest const& request, std::vector<artist::Document> const& others) {
    writing::IdentityRequest identity{request.prompt, request.seed.value_or(seed_of(request.prompt)), {}, ""};
    for (auto const& other : others) identity.roster.push_back(writing::roster_entry(other.profile));
    return identity;
}

artist::CreationReport report_of(artist::Profile const& profile, std::vector<artist::Document> const& others) {
    std::vector<artist::Profile> profiles;
    for (auto const& other : others) profiles.push_back(other.profile);
    return artist::make_creation_report(profile, {.roster = profiles});
}

Result<artist::Profile> candidate(Studio& studio, writing::IdentityRequest const& identity, CreateRequest const& request) {
    if (request.proposal == 0) return studio.writer.identity(identity, request.stop);
    auto proposals = TRY(studio.writer.proposals(identity, proposal_count, request.stop));
    return std::move(proposals.at(static_cast<std::size_t>(request.proposal) - 1));
}

std::vector<std::pair<artist::ArtistId, int>> newest_of(std::vector<artist::Document> const& oldest_first) {
    auto const count = std::min<std::size_t>(oldest_first.size(), newest_looked_at);
    std::vector<std::pair<artist::ArtistId, int>> newest;
    for (auto each = oldest_first.end() - static_cast<std::ptrdiff_t>(count); each != oldest_first.end(); ++each) newest.emplace_back(each->id, each->version.number);
    return newest;
}

}  // namespace

std::uint64_t seed_of(std::string_view prompt) { return Random(stable_hash(text::trim(prompt))).next() >> 11; }

Result<std::vector<artist::Document>> roster(Studio& studio) {
    std::vector<artist::Document> all;
    artist::ArtistQuery query{.limit = 500};
    do {
        auto page = TRY(studio.artists.list(query));
        all.insert(all.end(), page.artists.begin(), page.artists.end());
        query.after = page.next;
    } while (query.after);
    std::reverse(all.begin(), all.end());
    return all;
}

Result<std::vector<artist::Profile>> propose_artists(Studio& studio, CreateRequest const& request) {
    return studio.writer.proposals(identity_request(request, TRY(roster(studio))), proposal_count, request.stop);
}

Result<Created> invent_artist(Studio& studio, CreateRequest const& request) {
    if (request.proposal < 0 || request.proposal > proposal_count)
        return fail(ErrorCode::invalid_input, fmt::format("proposal: there are {}, 1 to {}", proposal_count, proposal_count));
    auto const others = TRY(roster(studio));
    auto identity = identity_request(request, others);
    auto const seed = identity.seed;

    std::vector<std::string> notes;
    for (auto const& other : others)
        if (other.seed == seed)
            notes.push_back(fmt::format("the roster already has {}, made from the same words: this artist was made to differ", other.name()));
    for (std::uint64_t number = 0; number < most_candidates; ++number) {
        identity.seed = candidate_seed(seed, number);
        auto profile = TRY(candidate(studio, identity, request));
        if (auto const reason = objection(profile, others); !reason.empty()) {
            notes.push_back(fmt::format("candidate {} was passed over: {}", number + 1, reason));
            continue;
        }
        if (request.proposal == 0 && writing::is_vague(profile.understanding))
            notes.push_back(fmt::format("the prompt leaves nearly everything open: `troupe artist propose` shows {} artists to choose from", proposal_count));
        auto report = report_of(profile, others);
        artist::NewArtist artist{request.id ? *request.id : next_id<artist::ArtistTag>(studio), std::move(profile), seed,
                                 artist::State::active, request.lock_core};
        auto const reason = number == 0 ? "invented from the prompt" : fmt::format("invented from the prompt, candidate {}", number + 1);
        return Created{TRY(artist::create(std::move(artist), {request.by, reason, studio.clock.now(), nullptr})), notes, std::move(report),
                       newest_of(others)};
    }
    return fail(ErrorCode::conflict, "the roster already holds artists much like this one: say in the prompt what is different, or give another --seed");
}

Result<artist::CreationReport> report_on(Studio& studio, artist::Document const& artist) {
    auto others = TRY(roster(studio));
    std::erase_if(others, [&](auto const& other) { return other.id == artist.id; });
    return report_of(artist.profile, others);
}

Result<void> join_roster(Studio& studio, Created const& created) {
    return studio.unit.run([&]() -> Result<void> {
        auto newcomers = TRY(studio.artists.list({.limit = newest_looked_at})).artists;
        std::erase_if(newcomers, [&](auto const& each) { return std::ranges::find(created.known, std::pair(each.id, each.version.number)) != created.known.end(); });
        if (auto const reason = objection(created.artist.profile, newcomers); !reason.empty())
            return fail(ErrorCode::unavailable, reason + ", who joined the roster at the same time: try again, and another is invented");
        return studio.artists.insert(created.artist);
    });
}

Result<Created> create_artist(Studio& studio, CreateRequest const& request) {
    for (int earlier = 1;; ++earlier) {
        auto created = TRY(invent_artist(studio, request));
        auto const joined = join_roster(studio, created);
        if (joined) return created;
        if (joined.error().code != ErrorCode::unavailable || earlier == contended_attempts) return tl::unexpected(joined.error());
    }
}

}  // namespace troupe::flow
