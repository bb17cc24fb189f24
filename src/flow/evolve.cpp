#include <fmt/format.h>

#include <algorithm>

#include "artist/distance.hpp"
#include "base/log.hpp"
#include "evolution/verdict.hpp"
#include "flow/artist_evidence.hpp"
#include "flow/content_files.hpp"
#include "flow/learn.hpp"
#include "flow/skills.hpp"

namespace troupe::flow {
namespace {

Result<void> can_evolve(artist::Document const& artist) {
    if (artist.state != artist::State::paused && artist.state != artist::State::retired) return {};
    return fail(ErrorCode::conflict, fmt::format("{} is {} and does not evolve: `troupe artist resume {}` first",
                                                 artist.name(), json::enum_name(artist.state), to_string(artist.id)));
}

std::string and_more(std::string reason, std::size_t count) {
    return count > 1 ? fmt::format("{} And {} more.", reason, count - 1) : reason;
}

/// What evolution would make of the artist now.
struct Step {
    evolution::Proposal proposal;
    std::vector<evolution::Verdict> verdicts;
    std::vector<evolution::TakenBack> taken_back;  ///< harm goes first: then nothing else moves in the same step
    std::vector<std::string> notes;
    artist::Profile profile;                ///< after the step
    std::vector<evolution::Skill> learned;  ///< new with this step

    [[nodiscard]] bool has_changes() const { return proposal.changed || !taken_back.empty() || !learned.empty(); }
    [[nodiscard]] std::string reason() const {
        if (!taken_back.empty())
            return and_more("evolved: took back " + taken_back.front().path + ". " + taken_back.front().why,
                            taken_back.size());
        if (!proposal.changed) return fmt::format("evolved: learned by releasing: {}.", learned.front().what);
        return and_more("evolved: " + proposal.changes.front().reason, proposal.changes.size());
    }
    [[nodiscard]] json::Value evidence() const {
        return taken_back.empty() ? json::to_value(proposal.changes) : json::to_value(taken_back);
    }
};

/// Takes back what did harm, one change after the other, each from where the last one led.
void take_back(Step& step, ArtistEvidence const& evidence, evolution::AppliedChange const& change,
               evolution::Verdict const& verdict) {
    auto const without = evolution::without_change(evidence.history, step.profile, change);
    if (!without) {
        step.notes.push_back(without.error().message);
        return;
    }
    step.profile = *without;
    step.taken_back.push_back(
        {change.change.path, change.version, change.change.after, change.change.before, verdict.text});
}

Result<Step> next_step(ArtistEvidence const& evidence, TimePoint now) {
    Step step;
    step.profile = evidence.artist.profile;
    for (auto const& change : evolution::applied_changes(evidence.history)) {
        step.verdicts.push_back(evolution::judge(change, evidence.own, evidence.shock));
        if (step.verdicts.back().ruling == evolution::Ruling::harmful)
            take_back(step, evidence, change, step.verdicts.back());
    }
    step.proposal = TRY(evolution::propose(evolve_request(evidence, now)));
    if (step.taken_back.empty())
        step.profile = step.proposal.profile;
    else
        step.proposal.changes.clear(), step.proposal.changed = false;
    return step;
}

void learn_skills(Step& step, std::vector<artist::Document> const& history, int releases) {
    auto next = with_new_skills(step.profile, history, releases);
    if (!next) return;
    auto const before = known_skills(step.profile);
    for (auto const& skill : known_skills(*next))
        if (std::ranges::find(before, skill.id, &evolution::Skill::id) == before.end()) step.learned.push_back(skill);
    step.profile = *std::move(next);
}

json::Object told(artist::Document const& artist, Step const& step, evolution::EvolveRequest const& request,
                  EvolveMode mode) {
    auto const& proposal = step.proposal;
    auto const anchor = request.anchor.value_or(request.profile.style);
    auto notes = proposal.notes;
    notes.insert(notes.end(), step.notes.begin(), step.notes.end());
    json::Object value{
        {"id", to_string(artist.id)},
        {"name", artist.name()},
        {"changed", step.has_changes() && mode == EvolveMode::apply},
        {"would_change", step.has_changes()},
        {"dry_run", mode == EvolveMode::show},
        {"version", artist.version.number},
        {"changes", json::to_value(proposal.changes)},
        {"taken_back", json::to_value(step.taken_back)},
        {"verdicts", json::to_value(step.verdicts)},
        {"learned", json::to_value(step.learned)},
        {"missing", json::to_value(proposal.missing)},
        {"notes", json::to_value(notes)},
        {"rows_used", proposal.rows_used},
        {"rows_left_out", proposal.rows_left_out},
        {"spent_this_quarter", request.spent_this_quarter},
        {"distance_before", proposal.distance_before},
        {"distance_after",
         step.taken_back.empty() ? proposal.distance_after : artist::style_distance(anchor, step.profile.style)}};
    if (request.shock) value["shock"] = json::to_value(*request.shock);
    return value;
}

std::string text_of(Step const& step) {
    std::string text;
    for (auto const& back : step.taken_back)
        text += fmt::format("{}: {} -> {}, taken back from version {}\n  {}\n", back.path, json::print(back.before),
                            json::print(back.after), back.of_version, back.why);
    if (step.taken_back.empty()) text += evolution::explain(step.proposal);
    for (auto const& skill : step.learned)
        text += fmt::format("Learned by {} releases: {} ({}).\n", skill.releases, skill.title, skill.what);
    for (auto const& verdict : step.verdicts)
        if (verdict.ruling != evolution::Ruling::taken_back)
            text += fmt::format("  {} of version {}: {}\n", verdict.path, verdict.version, verdict.text);
    for (auto const& note : step.notes) text += "  " + note + "\n";
    return text;
}

/// Each outcome has a name of its own: they are counted by it.
void log_decision(artist::Document const& artist, Step const& step, EvolveMode mode) {
    auto const* const event = mode == EvolveMode::show     ? "evolution.shown"
                              : !step.taken_back.empty()   ? "evolution.taken_back"
                              : step.has_changes()         ? "evolution.changed"
                                                           : "evolution.abstained";
    log::info(event, {{"artist_id", to_string(artist.id)},
                      {"changes", step.proposal.changes.size()},
                      {"rows_used", step.proposal.rows_used},
                      {"rows_left_out", step.proposal.rows_left_out}});
}

}  // namespace

Result<Evolved> evolve(Studio& studio, std::string const& id, EvolveMode mode, std::string const& by) {
    auto const artist = TRY(find_artist(studio, id));
    TRY(can_evolve(artist));
    auto const evidence = TRY(evidence_of(studio, artist));
    auto const now = studio.clock.now();
    auto step = TRY(next_step(evidence, now));
    learn_skills(step, evidence.history, TRY(finished_releases(studio, artist.id)));
    auto value = told(artist, step, evolve_request(evidence, now), mode);
    if (step.has_changes() && mode == EvolveMode::apply) {
        auto const next = TRY(artist::apply_change(artist, step.profile, {by, step.reason(), now, step.evidence()},
                                                   artist::VersionKind::evolved));
        TRY(studio.artists.append_version(next));
        value["version"] = next.version.number;
    }
    log_decision(artist, step, mode);
    return Evolved{value, text_of(step), step.has_changes()};
}

}  // namespace troupe::flow
