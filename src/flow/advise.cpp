#include "flow/advise.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "artist/distance.hpp"
#include "base/json_schema.hpp"
#include "base/text.hpp"
#include "flow/artist_changes.hpp"
#include "flow/artist_evidence.hpp"
#include "flow/content_files.hpp"
#include "flow/handlers.hpp"
#include "flow/requests.hpp"
#include "writing/prompted/checks.hpp"
#include "writing/prompted/prompt.hpp"

namespace troupe::flow {
namespace {

using writing::prompted::Findings;

constexpr std::size_t most_of_each = 5;
constexpr int most_rejections = 20;

struct ChangeDraft {
    std::string field;
    std::string value;
    std::string why;
};
BOOST_DESCRIBE_STRUCT(ChangeDraft, (), (field, value, why))

struct AdviceDraft {
    std::vector<AdvisedTheme> themes;
    std::vector<AdvisedArc> arcs;
    std::vector<ChangeDraft> changes;
};
BOOST_DESCRIBE_STRUCT(AdviceDraft, (), (themes, arcs, changes))

/// All that the advice is about, as it is now.
struct Subject {
    artist::Document artist;
    artist::Style anchor;  ///< the style the core was locked with
    evolution::Proposal evolution;
    std::string evidence;
    std::string rejections;  ///< a line for each work that a person of the label sent back, newest first
};

/// Why the label's people sent work back. What a rule sorted out (takes that were not chosen) says nothing of taste.
Result<std::string> rejections_of(Studio& studio, artist::ArtistId artist) {
    std::vector<std::string> lines;
    auto const rejected = TRY(studio.contents.list({.artist = artist, .state = catalog::ContentState::rejected, .limit = most_rejections}));
    for (auto const& content : rejected.contents) {
        auto const decisions = TRY(studio.contents.approvals(content.id));
        if (decisions.empty() || decisions.back().by.starts_with("rule:")) continue;
        lines.push_back(fmt::format("{} \"{}\": {}", json::enum_name(content.kind), text::excerpt(content.title), text::excerpt(decisions.back().reason, 300)));
    }
    return lines.empty() ? "nothing so far" : text::join(lines, "\n");
}

Result<Subject> subject_of(Studio& studio, std::string const& id) {
    Subject subject{TRY(find_artist(studio, id)), {}, {}, {}, {}};
    auto const evidence = TRY(evidence_of(studio, subject.artist));
    auto const request = evolve_request(evidence, studio.clock.now());
    subject.anchor = evidence.anchor();
    subject.evolution = TRY(evolution::propose(request));
    std::set<std::string> tracks;
    for (auto const& row : request.observations) tracks.insert(row.track);
    subject.evidence = fmt::format("{} rows of reports about {} songs: {}\n{}", request.observations.size(), tracks.size(),
                                   text::excerpt(text::join({tracks.begin(), tracks.end()}, ", "), 400), evolution::explain(subject.evolution));
    subject.rejections = TRY(rejections_of(studio, subject.artist.id));
    return subject;
}

void check_themes(std::vector<AdvisedTheme> const& themes, Findings& findings) {
    if (themes.size() > most_of_each) findings.refuse(fmt::format("themes: {} given, at most {} wanted", themes.size(), most_of_each));
    for (std::size_t i = 0; i < themes.size(); ++i) {
        writing::prompted::check_words(fmt::format("themes[{}].text", i), themes[i].text, 200, findings);
        writing::prompted::check_words(fmt::format("themes[{}].why", i), themes[i].why, 400, findings);
    }
}

void check_arcs(std::vector<AdvisedArc> const& arcs, Findings& findings) {
    if (arcs.size() > 2) findings.refuse("arcs: at most 2 are wanted");
    for (std::size_t i = 0; i < arcs.size(); ++i) {
        auto const path = fmt::format("arcs[{}]", i);
        writing::prompted::check_words(path + ".name", arcs[i].name, 80, findings);
        if (arcs[i].stages.size() < 3 || arcs[i].stages.size() > 6) findings.refuse(path + ".stages: expected 3 to 6");
        for (auto const& stage : arcs[i].stages) writing::prompted::check_words(path + ".stages", stage, 300, findings);
    }
}

/// A change that cannot be made is told to the model, and left out when it insists.
void check_changes(std::vector<ChangeDraft> const& changes, Subject const& subject, Findings& findings) {
    if (changes.size() > most_of_each) findings.refuse(fmt::format("changes: {} given, at most {} wanted", changes.size(), most_of_each));
    for (std::size_t i = 0; i < changes.size(); ++i) {
        auto const possible = check_advised(subject.artist, subject.anchor, changes[i].field, changes[i].value);
        if (!possible) findings.mend(fmt::format("changes[{}]: {}", i, possible.error().message));
    }
}

llm::Task task_for(Subject const& subject) {
    auto const& profile = subject.artist.profile;
    auto const style = json::pretty(json::to_value(profile.style));
    auto prompt = writing::prompted::fill_prompt("advice", {{"artist", writing::prompted::portrait(profile)},
                                                            {"count", std::to_string(most_of_each)},
                                                            {"facts", writing::prompted::fact_sheet(profile)},
                                                            {"style", style},
                                                            {"evidence", subject.evidence},
                                                            {"rejections", subject.rejections}});
    llm::Task task;
    task.name = "advice";
    task.artist = subject.artist.name();
    task.own = profile.settings.llm_assignments;
    task.input = json::Object{{"artist", to_string(subject.artist.id)}, {"version", subject.artist.version.number}, {"evidence", subject.evidence},
                              {"rejections", subject.rejections}};
    task.prompt_version = std::move(prompt.version);
    task.messages = std::move(prompt.messages);
    task.shape = {task.name, json::schema_of<AdviceDraft>(json::Strictness::all_required)};
    task.temperature = 0.6;
    task.assess = [subject](json::Value const& value) -> llm::Assessment {
        auto const draft = json::from_value<AdviceDraft>(value);
        if (!draft) return {0, {draft.error().message}};
        Findings findings;
        check_themes(draft->themes, findings);
        check_arcs(draft->arcs, findings);
        check_changes(draft->changes, subject, findings);
        return findings.assessment();
    };
    return task;
}

bool is_fixed(json::Value const& value) {
    auto const* object = value.if_object();
    auto const* plasticity = object == nullptr ? nullptr : object->if_contains("plasticity");
    return plasticity != nullptr && plasticity->is_number() && plasticity->to_number<double>() == 0;
}

/// Whether something with plasticity 0 is another or gone, or a bound or a plasticity itself has moved.
bool moves_what_is_fixed(json::Value const& before, json::Value const& after) {
    if (is_fixed(before) && before != after) return true;
    if (auto const* list = before.if_array()) {
        auto const* others = after.if_array();
        return std::any_of(list->begin(), list->end(), [&](auto const& each) {
            return is_fixed(each) && (others == nullptr || std::find(others->begin(), others->end(), each) == others->end());
        });
    }
    auto const* object = before.if_object();
    auto const* other = after.if_object();
    if (object == nullptr || other == nullptr) return false;
    for (auto const& [key, value] : *object) {
        auto const* is = other->if_contains(key);
        if (is == nullptr) return true;
        bool const is_bound = key == "plasticity" || key == "low" || key == "high";
        if ((is_bound && value != *is) || moves_what_is_fixed(value, *is)) return true;
    }
    return false;
}

/// "style.moods[2].weight" and "style.moods[dusk].weight" are fields of the same list.
std::string root_of(std::string const& path) { return path.substr(0, path.find('[')); }

void sort_changes(Advice& advice, AdviceDraft const& draft, Subject const& subject) {
    auto const& moved = subject.evolution.changes;
    for (auto const& each : draft.changes) {
        auto const distance = check_advised(subject.artist, subject.anchor, each.field, each.value);
        if (!distance) {
            advice.refused.push_back({each.field, each.value, distance.error().message});
            continue;
        }
        auto const has_evidence = std::any_of(moved.begin(), moved.end(), [&](auto const& change) { return root_of(change.path) == root_of(each.field); });
        advice.changes.push_back({each.field, each.value, each.why, *distance, has_evidence});
    }
}

Result<void> can_advise(Studio const& studio, artist::Document const& artist) {
    if (studio.orchestrator == nullptr)
        return fail(ErrorCode::conflict, "no language model is set up: set OPENAI_API_KEY, ANTHROPIC_API_KEY, or TROUPE_LLM_MODELS=local/MODEL with "
                                         "TROUPE_LLM_URL; `troupe config` shows what is set. Without one, `troupe artist evolve` decides by the numbers alone");
    if (artist.state == artist::State::retired) return fail(ErrorCode::conflict, artist.name() + " is retired: there is nothing left to advise");
    return {};
}

/// Who is asked already is not asked, and paid, a second time.
Result<std::optional<jobs::JobId>> open_job(Studio& studio, std::string const& group) {
    for (auto const state : {jobs::JobState::running, jobs::JobState::ready}) {
        jobs::JobQuery query;
        query.group = group;
        query.state = state;
        query.limit = 1;
        if (auto const found = TRY(studio.queue.list(query)); !found.jobs.empty()) return found.jobs.front().id;
    }
    return std::nullopt;
}

}  // namespace

Result<double> check_advised(artist::Document const& artist, artist::Style const& anchor, std::string const& field, std::string const& value) {
    auto const head = field.substr(0, field.find('.'));
    if (head == "core") return fail(ErrorCode::conflict, field + ": who the artist is is locked; advice cannot change it");
    if (head != "style") return wrong_field(text::excerpt(field), "is no field of the style, and advice may change no other");
    auto const changed = TRY(changed_profile(artist.profile, {{field, value}}));
    if (json::print(changed.style) == json::print(artist.profile.style)) return wrong_field(field, "is so already");
    if (moves_what_is_fixed(json::to_value(artist.profile.style), json::to_value(changed.style)))
        return fail(ErrorCode::conflict, field + ": is fixed (its plasticity is 0), or is a bound; advice cannot change it");
    TRY(artist::validate(changed));
    auto const distance = artist::style_distance(anchor, changed.style);
    auto const limit = artist.profile.settings.identity_limit;
    if (distance > limit)
        return fail(ErrorCode::conflict, fmt::format("{}: takes the style {:.3f} from the locked one; {:.3f} is the limit", field, distance, limit));
    return distance;
}

Result<jobs::JobId> begin_advice(Studio& studio, std::string const& artist) {
    TRY(can_advise(studio, TRY(find_artist(studio, artist))));
    jobs::JobSpec spec;
    spec.kind = kinds::advice;
    spec.input = json::to_value(AdviceJob{artist});
    spec.group = std::string(kinds::advice) + ":" + artist;
    jobs::JobId job;
    TRY(studio.unit.run([&]() -> Result<void> {
        auto const open = TRY(open_job(studio, spec.group));
        job = open ? *open : TRY(studio.queue.enqueue(spec)).id;
        return {};
    }));
    return job;
}

Result<Advice> advise(Studio& studio, std::string const& id, std::stop_token stop) {
    auto const subject = TRY(subject_of(studio, id));
    TRY(can_advise(studio, subject.artist));
    auto const outcome = TRY(studio.orchestrator->run(task_for(subject), stop));
    auto const draft = TRY(json::from_value<AdviceDraft>(outcome.value));
    Advice advice{id, outcome.model, to_string(outcome.session), draft.themes, draft.arcs, {}, {}, outcome.cost_micros};
    sort_changes(advice, draft, subject);
    return advice;
}

}  // namespace troupe::flow
