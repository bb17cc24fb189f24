#include <fmt/format.h>

#include "artist/creation_report.hpp"
#include "artist/document.hpp"
#include "artist/document_schema.hpp"
#include "base/text.hpp"
#include "calls/catalogue.hpp"
#include "calls/field_input.hpp"
#include "calls/page.hpp"
#include "evolution/skills.hpp"
#include "evolution/verdict.hpp"
#include "flow/artist_changes.hpp"
#include "flow/begin.hpp"
#include "flow/bundle/bundle.hpp"
#include "flow/content_files.hpp"
#include "flow/debut.hpp"
#include "flow/evolution_report.hpp"
#include "flow/learn.hpp"

/// Inventing, looking at and changing artists.
namespace troupe::calls {
namespace {

using access::Role;
using artist::Document;

struct ById {
    std::string artist_id;
};
BOOST_DESCRIBE_STRUCT(ById, (), (artist_id))

struct CreateInput {
    std::string prompt;
    std::optional<std::uint64_t> seed;
    int proposal = 0;
};
BOOST_DESCRIBE_STRUCT(CreateInput, (), (prompt, seed, proposal))

Result<Answer> create(Context& context, CreateInput const& input) {
    flow::CreateRequest request{input.prompt, input.seed, {}, false, context.caller.name, {}, input.proposal};
    auto const begun = TRY(flow::begin_artist(context.studio(), request));
    auto const id = to_string(begun.artist);
    context.change = Change{id, nullptr, json::Object{{"prompt", input.prompt}}, ""};
    auto const result = [id](Context& later) -> Result<json::Value> {
        return json::to_value(TRY(flow::find_artist(later.studio(), id)));
    };
    return Answer{Begun{{{"id", id}, {"artist_id", id}}, {begun.job}, result}};
}

struct ProposeInput {
    std::string prompt;
    std::optional<std::uint64_t> seed;
};
BOOST_DESCRIBE_STRUCT(ProposeInput, (), (prompt, seed))
Result<std::vector<artist::Profile>> propose(Context& context, ProposeInput const& input) {
    return flow::propose_artists(context.studio(),
                                 {input.prompt, input.seed, {}, false, context.caller.name, context.stop});
}

struct DebutInput {
    std::string prompt;
    std::optional<std::uint64_t> seed;
    int days = 90;
    bool is_new = false;
};
BOOST_DESCRIBE_STRUCT(DebutInput, (), (prompt, seed, days, is_new))
Result<Answer> begin_debut(Context& context, DebutInput const& input) {
    auto const debut = TRY(flow::begin_debut(context.studio(), {input.prompt, input.seed, input.days, input.is_new}));
    auto const id = to_string(debut.release);
    context.change =
        Change{to_string(debut.artist), nullptr, json::Object{{"prompt", input.prompt}, {"release_id", id}}, ""};
    auto const result = [id](Context& later) -> Result<json::Value> {
        return json::to_value(TRY(flow::find_content(later.studio(), id)));
    };
    return Answer{Begun{{{"id", id}, {"artist_id", to_string(debut.artist)}, {"release_id", id}}, debut.jobs, result}};
}

struct ListInput {
    std::optional<artist::State> state;
    std::string after;
    int limit = 50;
};
BOOST_DESCRIBE_STRUCT(ListInput, (), (state, after, limit))
struct Portrait {
    artist::ArtistId id;
    std::string name;
    artist::State state = artist::State::candidate;
    std::string home_genre;
    std::string tagline;
    std::vector<std::string> palette;
    int version = 0;
};
BOOST_DESCRIBE_STRUCT(Portrait, (), (id, name, state, home_genre, tagline, palette, version))
Result<Page<Portrait>> list(Context& context, ListInput const& input) {
    auto const after = TRY(page_start<artist::ArtistTag>(input.after));
    auto const page = TRY(context.studio().artists.list({input.state, after, input.limit}));
    Page<Portrait> portraits;
    for (auto const& each : page.artists)
        portraits.items.push_back({each.id, each.name(), each.state, each.profile.core.home_genre,
                                   each.profile.positioning.tagline, each.profile.core.palette, each.version.number});
    portraits.next = page_end(page.next);
    return portraits;
}

/// The stored text as it stands: the call that is asked most.
Result<Answer> show(Context& context, ById const& input) {
    auto found = TRY(flow::find_artist_text(context.studio(), input.artist_id));
    return Answer{JsonText{std::move(found.json)}, found.version};
}

/// Keeps what a change did for the audit log: the version's own difference.
Result<Document> changed(Context& context, Result<Document> const& made) {
    auto const document = TRY(Result<Document>(made));
    context.change =
        Change{to_string(document.id), document.version.number - 1,
               json::Object{{"version", document.version.number}, {"diff", json::to_value(document.version.diff)}},
               document.version.reason};
    return document;
}

Result<void> expect(Context& context, std::string const& id) {
    if (!context.expected_version) return {};
    return context.expect_version(TRY(flow::find_artist(context.studio(), id)).version.number);
}

struct EditInput {
    std::string artist_id;
    std::vector<FieldInput> changes;
};
BOOST_DESCRIBE_STRUCT(EditInput, (), (artist_id, changes))
Result<Document> edit(Context& context, EditInput const& input) {
    TRY(expect(context, input.artist_id));
    return changed(context, flow::edit_artist(context.studio(), input.artist_id, field_changes(input.changes),
                                              context.caller.name));
}
Result<Document> recast(Context& context, EditInput const& input) {
    TRY(expect(context, input.artist_id));
    return changed(context, flow::recast_artist(context.studio(), input.artist_id, field_changes(input.changes),
                                                context.caller.name));
}

struct Versions {
    std::string id;
    std::vector<artist::Version> versions;
};
BOOST_DESCRIBE_STRUCT(Versions, (), (id, versions))
Result<Versions> history(Context& context, ById const& input) {
    auto const artist = TRY(flow::find_artist(context.studio(), input.artist_id));
    Versions versions{input.artist_id, {}};
    for (auto const& document : TRY(context.studio().artists.history(artist.id)))
        versions.versions.push_back(document.version);
    return versions;
}

Result<artist::CreationReport> explain(Context& context, ById const& input) {
    return flow::report_on(context.studio(), TRY(flow::find_artist(context.studio(), input.artist_id)));
}

Result<flow::EvolutionReport> tell_evolution(Context& context, ById const& input) {
    return flow::report_evolution(context.studio(), input.artist_id);
}

struct UndoInput {
    std::string artist_id;
    std::optional<int> to;
};
BOOST_DESCRIBE_STRUCT(UndoInput, (), (artist_id, to))
Result<Document> undo(Context& context, UndoInput const& input) {
    TRY(expect(context, input.artist_id));
    return changed(context, flow::undo_artist(context.studio(), input.artist_id, input.to, context.caller.name));
}

struct StateInput {
    std::string artist_id;
    artist::State state = artist::State::active;
};
BOOST_DESCRIBE_STRUCT(StateInput, (), (artist_id, state))
Result<Document> set_state(Context& context, StateInput const& input) {
    TRY(expect(context, input.artist_id));
    return changed(context,
                   flow::set_artist_state(context.studio(), input.artist_id, input.state, context.caller.name));
}

struct AutopilotInput {
    std::string artist_id;
    bool on = false;
};
BOOST_DESCRIBE_STRUCT(AutopilotInput, (), (artist_id, on))
Result<Document> autopilot(Context& context, AutopilotInput const& input) {
    TRY(expect(context, input.artist_id));
    return changed(context,
                   flow::edit_artist(context.studio(), input.artist_id,
                                     {{"settings.autopilot", input.on ? "true" : "false"}}, context.caller.name));
}

struct EvolveInput {
    std::string artist_id;
    bool dry_run = false;
};
BOOST_DESCRIBE_STRUCT(EvolveInput, (), (artist_id, dry_run))
/// What flow::evolve tells.
struct Evolution {
    std::string id;
    std::string name;
    bool changed = false;
    bool would_change = false;
    bool dry_run = false;
    int version = 0;
    std::vector<evolution::ProposedChange> changes;
    std::vector<evolution::TakenBack> taken_back;  ///< instead of new changes, where older ones did harm
    std::vector<evolution::Verdict> verdicts;
    std::vector<evolution::Skill> learned;  ///< by releasing
    std::vector<std::string> missing;
    std::vector<std::string> notes;
    int rows_used = 0;
    int rows_left_out = 0;
    std::optional<evolution::Shock> shock;
    double spent_this_quarter = 0;  ///< of the budget for style distance
    double distance_before = 0;
    double distance_after = 0;
    std::optional<std::string> proposal;  ///< what becomes of it, where an editor asked
};
BOOST_DESCRIBE_STRUCT(Evolution, (),
                      (id, name, changed, would_change, dry_run, version, changes, taken_back, verdicts, learned, missing, notes, rows_used,
                       rows_left_out, shock, spent_this_quarter, distance_before, distance_after, proposal))
Result<Evolution> evolve(Context& context, EvolveInput const& input) {
    // An editor's evolution is a proposal: shown, for an approver to apply.
    auto const applies = !input.dry_run && access::may(context.caller.role, Role::approver);
    auto const evolved =
        TRY(flow::evolve(context.studio(), input.artist_id, applies ? flow::EvolveMode::apply : flow::EvolveMode::show,
                         context.caller.name));
    context.change = Change{input.artist_id, nullptr, evolved.value, ""};
    auto told = TRY(json::from_value<Evolution>(evolved.value));
    if (!applies && !input.dry_run) told.proposal = "an approver can apply this by asking for the same";
    return told;
}

Result<flow::Removed> remove(Context& context, ById const& input) {
    TRY(expect(context, input.artist_id));
    auto const removed = TRY(flow::begin_removal(context.studio(), input.artist_id)).removed;
    context.change = Change{input.artist_id, json::to_value(removed), nullptr, ""};
    return removed;
}

Result<Answer> export_bundle(Context& context, ById const& input) {
    auto const file = context.desk.uploads / fmt::format("{}-{}.troupe", input.artist_id, context.request_id);
    auto const written = TRY(flow::bundle::export_bundle(context.studio(), input.artist_id, file, context.stop));
    return Answer{FileBody{file, "application/zip", "", text::slug(written.name) + ".troupe", true}};
}
Result<flow::bundle::TakenIn> import_bundle(Context& context, Nothing const&) {
    auto const taken = TRY(flow::bundle::import_bundle(context.studio(), *context.upload, context.stop));
    context.change = Change{taken.id, nullptr, json::to_value(taken), ""};
    return taken;
}

json::Value const prompt_example = json::Object{
    {"prompt",
     "A mysterious electronic music producer with dark, atmospheric soundscapes and minimal public presence"}};
json::Value const edit_example =
    json::Object{{"changes", json::Array{json::Object{{"field", "positioning.tagline"}, {"value", "Night work"}}}}};
json::Descriptions const about_changes{
    {"changes[].field", "As `troupe artist edit` takes it: style.tempo_low.value, core.motifs[-1], style.moods[+]"},
    {"changes[].value", "Any JSON; null removes an entry or an optional field"}};

void add_life(Catalogue& catalogue) {
    catalogue.add_answer<Document>(
        {.name = "artist.create",
         .http = "POST /api/artists",
         .group = "Artists",
         .summary = "Invent an artist from a sentence",
         .role = Role::editor,
         .effect = Effect::begins,
         .required = {"prompt"},
         .bounds = {{"prompt", 1, 10'000}, {"proposal", 0, 3}},
         .about = {{"prompt", "What the artist is like, in a sentence"},
                   {"seed", "Another number, another artist; by default made from the prompt"},
                   {"proposal", "One of those that artist.propose shows for the same prompt"}},
         .example = prompt_example},
        create);
    catalogue.add<ProposeInput>({.name = "artist.propose",
                                 .http = "POST /api/artists/proposals",
                                 .group = "Artists",
                                 .summary = "Three artists for a sentence that leaves much open; nothing is kept",
                                 .role = Role::viewer,
                                 .required = {"prompt"},
                                 .bounds = {{"prompt", 1, 10'000}},
                                 .example = prompt_example},
                                propose);
    catalogue.add_answer<catalog::Content>({.name = "debut.create",
                                           .http = "POST /api/debuts",
                                           .group = "Artists",
                                           .summary = "From one sentence to a finished release",
                                           .role = Role::editor,
                                           .effect = Effect::begins,
                                           .required = {"prompt"},
                                           .bounds = {{"prompt", 1, 10'000}, {"days", 1, 3650}},
                                           .example = prompt_example},
                                          begin_debut);
}

void add_growth(Catalogue& catalogue) {
    catalogue.add<EvolveInput>({.name = "artist.evolve",
                                .http = "POST /api/artists/{artist_id}/evolve",
                                .group = "Artists",
                                .summary = "A bounded change from what came back; none without evidence",
                                .role = Role::editor,
                                .effect = Effect::changes,
                                .about = {{"dry_run", "Only show what would change"}},
                                .example = json::Object{{"dry_run", true}}},
                               evolve);
    catalogue.add<StateInput>({.name = "artist.state",
                               .http = "PUT /api/artists/{artist_id}/state",
                               .group = "Artists",
                               .summary = "Pause, resume or retire",
                               .role = Role::editor,
                               .effect = Effect::changes,
                               .required = {"state"},
                               .example = json::Object{{"state", "paused"}}},
                              set_state);
    catalogue.add<AutopilotInput>({.name = "artist.autopilot",
                                   .http = "PUT /api/artists/{artist_id}/autopilot",
                                   .group = "Artists",
                                   .summary = "May Troupe act without asking",
                                   .role = Role::approver,
                                   .effect = Effect::changes,
                                   .required = {"on"},
                                   .example = json::Object{{"on", true}}},
                                  autopilot);
    catalogue.add<ById>({.name = "artist.remove",
                         .http = "DELETE /api/artists/{artist_id}",
                         .group = "Artists",
                         .summary = "Remove them with everything that was made",
                         .role = Role::admin,
                         .effect = Effect::changes},
                        remove);
}

void add_looks(Catalogue& catalogue) {
    catalogue.add<ListInput>({.name = "artist.list",
                              .http = "GET /api/artists",
                              .group = "Artists",
                              .summary = "Who is on the roster, newest first",
                              .bounds = {{"limit", 1, 500}},
                              .about = about_pages()},
                             list);
    catalogue.add_answer<Document>({.name = "artist.show",
                                    .http = "GET /api/artists/{artist_id}",
                                    .group = "Artists",
                                    .summary = "The whole document of an artist",
                                    .is_quick = true},
                                   show);
    catalogue.add<ById>({.name = "artist.history",
                         .http = "GET /api/artists/{artist_id}/history",
                         .group = "Artists",
                         .summary = "Every version: when, who, why, what"},
                        history);
    catalogue.add<ById>({.name = "artist.explain",
                         .http = "GET /api/artists/{artist_id}/explain",
                         .group = "Artists",
                         .summary = "What the prompt was taken to mean, and how they differ from the roster"},
                        explain);
    catalogue.add<ById>({.name = "artist.evolution",
                         .http = "GET /api/artists/{artist_id}/evolution",
                         .group = "Artists",
                         .summary = "What evolution changed, on what evidence, and what came of it; what the next song is drawn from"},
                        tell_evolution);
    catalogue.add_file<ById>("application/zip",
                             {.name = "artist.bundle",
                              .http = "GET /api/artists/{artist_id}/bundle",
                              .group = "Artists",
                              .summary = "The artist with everything in one file",
                              .role = Role::editor,
                              .is_tool = false},
                             export_bundle);
}

void add_changes(Catalogue& catalogue) {
    catalogue.add<EditInput>({.name = "artist.edit",
                              .http = "PATCH /api/artists/{artist_id}",
                              .group = "Artists",
                              .summary = "Change fields by hand, as a new version",
                              .role = Role::editor,
                              .effect = Effect::changes,
                              .required = {"changes"},
                              .bounds = {{"changes", 1, 100}},
                              .about = about_changes,
                              .example = edit_example},
                             edit);
    catalogue.add<EditInput>({.name = "artist.recast",
                              .http = "POST /api/artists/{artist_id}/recast",
                              .group = "Artists",
                              .summary = "The only way to change a locked core",
                              .role = Role::admin,
                              .effect = Effect::changes,
                              .required = {"changes"},
                              .bounds = {{"changes", 1, 100}},
                              .about = about_changes,
                              .example = edit_example},
                             recast);
    catalogue.add<UndoInput>({.name = "artist.undo",
                              .http = "POST /api/artists/{artist_id}/undo",
                              .group = "Artists",
                              .summary = "Back to an earlier version, as a new one",
                              .role = Role::editor,
                              .effect = Effect::changes,
                              .about = {{"to", "Version to go back to; by default the one before"}},
                              .example = json::Object{{"to", 1}}},
                             undo);
    catalogue.add<Nothing>({.name = "artist.import",
                            .http = "POST /api/artists/bundles",
                            .group = "Artists",
                            .summary = "Take in a bundle that artist.bundle wrote",
                            .role = Role::admin,
                            .effect = Effect::changes,
                            .upload = "application/zip",
                            .is_tool = false},
                           import_bundle);
}

}  // namespace

void add_artists(Catalogue& catalogue) {
    add_life(catalogue);
    add_growth(catalogue);
    add_looks(catalogue);
    add_changes(catalogue);
}

}  // namespace troupe::calls
