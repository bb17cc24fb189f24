#include <fmt/format.h>

#include <algorithm>

#include "flow/content_files.hpp"
#include "flow/trials.hpp"

/// What came of the contents that trials had a hand in.
namespace troupe::flow {
namespace {

using evolution::Trial;
using evolution::TrialMeasure;

/// A listener who is counted is no proof; a hundred are some.
constexpr std::int64_t least_listeners = 100;
/// Of a draft each further round costs this much of the outcome.
constexpr double round_cost = 1.0 / 3;

/// The audit log's entry of a step that the numbers took.
Result<void> audit_step(Studio& studio, Trial const& before, Trial const& after) {
    access::AuditEntry entry;
    entry.id = next_id<access::AuditTag>(studio);
    entry.at = studio.clock.now();
    entry.by = std::string(evolution::trial_rule);
    entry.role = access::Role::admin;
    entry.action = "trial." + json::enum_name(after.state);
    entry.subject = to_string(after.id);
    entry.reason = after.steps.back().reason;
    entry.before = json::Object{{"state", json::enum_name(before.state)}, {"winner", before.winner}};
    entry.after = json::Object{{"state", json::enum_name(after.state)}, {"winner", after.winner}};
    return studio.audit.append(entry);
}

Result<void> take_step(Studio& studio, Trial const& trial) {
    evolution::TrialJudge judge(trial);
    for (auto const& outcome : TRY(studio.trials.outcomes(trial.id))) judge.add(outcome);
    auto const next = judge.decide(studio.clock.now());
    if (!next) return {};
    return audit_step(studio, trial, TRY(studio.trials.update(*next)));
}

/// The trial of an arm while it lives and asks for this measure; nothing otherwise.
Result<std::optional<Trial>> live_trial(Studio& studio, ArmUse const& use, TrialMeasure measure) {
    auto const trial = studio.trials.find(TRY(parse_id<evolution::TrialTag>(use.trial)));
    if (!trial && trial.error().code == ErrorCode::not_found) return std::optional<Trial>();  // from another home's bundle
    if (!trial) return tl::unexpected(trial.error());
    auto const counts = evolution::is_live(trial->state) && trial->measure == measure && evolution::find_arm(*trial, use.arm) != nullptr;
    return counts ? std::optional(*trial) : std::nullopt;
}

Result<void> record(Studio& studio, Trial const& trial, ArmUse const& use, double value, std::string const& source) {
    evolution::TrialOutcome const outcome{trial.id, use.subject, use.arm, std::clamp(value, 0.0, 1.0), source,
                                          trial.state == evolution::TrialState::promoted, studio.clock.now()};
    if (!TRY(studio.trials.add_outcome(outcome))) return {};
    return take_step(studio, trial);
}

Result<void> record_for(Studio& studio, catalog::Content const& content, TrialMeasure measure, double value) {
    for (auto const& use : arms_of(content))
        if (auto const trial = TRY(live_trial(studio, use, measure))) TRY(record(studio, *trial, use, value, to_string(content.id)));
    return {};
}

/// The sessions that a content was written in. One that is gone counts for nothing.
Result<std::vector<llm::Session>> sessions_of(Studio& studio, catalog::Content const& content) {
    std::vector<llm::Session> sessions;
    auto const* brief = content.brief.if_object();
    auto const* ids = brief == nullptr ? nullptr : brief->if_contains("sessions");
    if (ids == nullptr) return sessions;
    for (auto const& id : TRY(json::from_value<std::vector<std::string>>(*ids, json::Unknown::ignore, "brief.sessions"))) {
        auto found = studio.sessions.find(TRY(parse_id<llm::SessionTag>(id)));
        if (!found && found.error().code != ErrorCode::not_found) return tl::unexpected(found.error());
        if (found) sessions.push_back(*std::move(found));
    }
    return sessions;
}

/// Songs of artists whose words had an arm of a live trial of saves.
Result<void> record_saves_of(Studio& studio, catalog::Content const& track) {
    for (auto const& use : arms_of(track)) {
        auto const trial = TRY(live_trial(studio, use, TrialMeasure::saves));
        if (!trial) continue;
        auto const rate = save_rate(TRY(studio.observations.list_by_content(to_string(track.artist), to_string(track.id))));
        if (rate) TRY(record(studio, *trial, use, *rate, to_string(track.id)));
    }
    return {};
}

Result<bool> is_anyone_asking_for_saves(Studio& studio) {
    auto const trials = TRY(studio.trials.list());
    return std::any_of(trials.begin(), trials.end(), [](Trial const& trial) { return evolution::is_live(trial.state) && trial.measure == TrialMeasure::saves; });
}

}  // namespace

void note_arms(catalog::Content& content, std::vector<ArmUse> const& arms, std::vector<std::string> const& sessions) {
    if (arms.empty()) return;
    if (!content.brief.is_object()) content.brief = json::Object{};
    content.brief.as_object()["trials"] = json::to_value(arms);
    if (!sessions.empty()) content.brief.as_object()["sessions"] = json::to_value(sessions);
    for (auto const& use : arms) {
        auto& prompt = content.provenance.prompt;
        if (!prompt.empty()) prompt += "\n";
        prompt += fmt::format("[trial {}: {}]", use.name, use.arm);
    }
}

std::vector<ArmUse> arms_of(catalog::Content const& content) {
    auto const* brief = content.brief.if_object();
    auto const* arms = brief == nullptr ? nullptr : brief->if_contains("trials");
    if (arms == nullptr) return {};
    return json::from_value<std::vector<ArmUse>>(*arms, json::Unknown::ignore).value_or(std::vector<ArmUse>{});
}

void inherit_arms(catalog::Content& content, catalog::Content const& from) {
    auto const arms = arms_of(from);
    if (!arms.empty() && content.brief.is_object()) content.brief.as_object()["trials"] = json::to_value(arms);
}

Result<void> record_made(Studio& studio, catalog::Content const& content) {
    if (content.kind == catalog::ContentKind::track || arms_of(content).empty()) return {};
    auto const sessions = TRY(sessions_of(studio, content));
    if (sessions.empty()) return {};
    double rounds = 0;
    std::int64_t cost_micros = 0;
    for (auto const& session : sessions) {
        rounds += session.iterations;
        cost_micros += session.cost_micros;
    }
    TRY(record_for(studio, content, TrialMeasure::review_rounds, 1 - round_cost * (rounds / static_cast<double>(sessions.size()) - 1)));
    for (auto const& use : arms_of(content)) {
        auto const trial = TRY(live_trial(studio, use, TrialMeasure::cost));
        if (trial) TRY(record(studio, *trial, use, 1 - static_cast<double>(cost_micros) / static_cast<double>(trial->cost_scale_micros), to_string(content.id)));
    }
    return {};
}

Result<void> record_decision(Studio& studio, catalog::Content const& before, catalog::Decision decision) {
    // A song has its words' arms for its saves alone. Of what was edited, an earlier revision is what the arm made.
    if (before.kind == catalog::ContentKind::track) return {};
    bool const is_as_made = before.revision == 1 && decision == catalog::Decision::approved;
    return record_for(studio, before, TrialMeasure::approved_unedited, is_as_made ? 1 : 0);
}

std::optional<double> save_rate(std::vector<feedback::Observation> const& rows) {
    std::int64_t listeners = 0;
    std::int64_t saves = 0;
    for (auto const& row : rows) {
        if (!row.flags.empty() || row.measure != feedback::Measure::analytics || !row.listeners || !row.saves) continue;
        listeners += *row.listeners;
        saves += *row.saves;
    }
    if (listeners < least_listeners) return std::nullopt;
    return std::min(1.0, static_cast<double>(saves) / static_cast<double>(listeners));
}

Result<void> record_saves(Studio& studio) {
    if (!TRY(is_anyone_asking_for_saves(studio))) return {};
    catalog::ContentQuery query{.kind = catalog::ContentKind::track, .limit = 100};
    do {
        auto const page = TRY(studio.contents.list(query));
        for (auto const& track : page.contents) TRY(record_saves_of(studio, track));
        query.after = page.next;
    } while (query.after);
    return {};
}

}  // namespace troupe::flow
