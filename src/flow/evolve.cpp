#include <fmt/format.h>

#include "evolution/evolve.hpp"
#include "flow/content_files.hpp"
#include "flow/learn.hpp"

namespace troupe::flow {
namespace {

/// The style the core was locked with: evolution may go only so far from it.
std::optional<artist::Style> anchor_of(std::vector<artist::Document> const& history) {
    for (auto const& document : history)
        if (document.core_locked) return document.profile.style;
    return std::nullopt;
}

/// Evidence that earlier versions were made from is spent: it moves nothing a second time.
std::vector<evolution::PastChange> spent_evidence(std::vector<artist::Document> const& history) {
    std::vector<evolution::PastChange> spent;
    for (auto const& document : history) {
        auto const* evidence = document.version.kind == artist::VersionKind::evolved ? document.version.evidence.if_array() : nullptr;
        if (evidence == nullptr) continue;
        for (auto const& entry : *evidence) {
            auto const change = json::from_value<evolution::ProposedChange>(entry, json::Unknown::ignore);
            if (change) spent.push_back({change->path, change->evidence.until});
        }
    }
    return spent;
}

Result<void> can_evolve(artist::Document const& artist) {
    if (artist.state != artist::State::paused && artist.state != artist::State::retired) return {};
    return fail(ErrorCode::conflict, fmt::format("{} is {} and does not evolve: `troupe artist resume {}` first", artist.name(),
                                                 json::enum_name(artist.state), to_string(artist.id)));
}

std::string reason_of(evolution::Proposal const& proposal) {
    std::string reason = "evolved: " + proposal.changes.front().reason;
    if (proposal.changes.size() > 1) reason += fmt::format(" And {} more.", proposal.changes.size() - 1);
    return reason;
}

}  // namespace

Result<Evolved> evolve(Studio& studio, std::string const& id, EvolveMode mode, std::string const& by) {
    auto const artist = TRY(find_artist(studio, id));
    TRY(can_evolve(artist));
    auto const history = TRY(studio.artists.history(artist.id));
    evolution::EvolveRequest request;
    request.profile = artist.profile;
    request.anchor = anchor_of(history);
    request.observations = TRY(studio.observations.list_by_artist(id));
    request.history = spent_evidence(history);
    request.now = studio.clock.now();
    auto const proposal = TRY(evolution::propose(request));

    json::Object value{{"id", id}, {"name", artist.name()}, {"changed", proposal.changed && mode == EvolveMode::apply},
                       {"would_change", proposal.changed}, {"dry_run", mode == EvolveMode::show}, {"version", artist.version.number},
                       {"changes", json::to_value(proposal.changes)}, {"missing", json::to_value(proposal.missing)},
                       {"notes", json::to_value(proposal.notes)}, {"rows_used", proposal.rows_used}, {"rows_left_out", proposal.rows_left_out},
                       {"distance_before", proposal.distance_before}, {"distance_after", proposal.distance_after}};
    if (proposal.changed && mode == EvolveMode::apply) {
        auto const next = TRY(artist::apply_change(artist, proposal.profile, {by, reason_of(proposal), studio.clock.now(), json::to_value(proposal.changes)},
                                                   artist::VersionKind::evolved));
        TRY(studio.artists.append_version(next));
        value["version"] = next.version.number;
    }
    return Evolved{value, evolution::explain(proposal), proposal.changed};
}

}  // namespace troupe::flow
