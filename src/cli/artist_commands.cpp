#include <fmt/format.h>

#include "artist/creation_report.hpp"
#include "artist/document.hpp"
#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"
#include "flow/artist_changes.hpp"
#include "flow/content_files.hpp"
#include "flow/create_artist.hpp"
#include "flow/evolution_report.hpp"
#include "flow/learn.hpp"

namespace troupe::cli {
namespace {

constexpr auto owner = "owner";  // the command line has one user: who may run it owns the installation

struct ById {
    std::string id;
};
void take_id(CLI::App& sub, ById& values) { sub.add_option("ID", values.id, "The artist")->required(); }

json::Object document_value(artist::Document const& document) { return json::to_value(document).as_object(); }

/// Who they are, on one screen.
std::string portrait(artist::Document const& document) {
    auto const& profile = document.profile;
    std::vector<std::string> genres;
    for (auto const& genre : profile.style.genres) genres.push_back(fmt::format("{} {:.0f} %", genre.name, genre.weight * 100));
    std::string text = fmt::format("{}  ({}, {})\n\"{}\"\n\n{}\n\n", profile.core.name, profile.core.archetype, json::enum_name(document.state),
                                   profile.positioning.tagline, profile.story.biography_medium);
    text += fmt::format("Sounds like  {}; {:.0f} to {:.0f} BPM; vocals: {}\n", text::join(genres, ", "), profile.style.tempo_low.value,
                        profile.style.tempo_high.value, profile.style.vocals);
    text += fmt::format("Stands for   {}\n", text::join(profile.core.values, "; "));
    text += fmt::format("Motifs       {}\n", text::join(profile.core.motifs, ", "));
    text += fmt::format("Colours      {}\n", text::join(profile.core.palette, " "));
    for (auto const& heard : profile.understanding.heard) text += fmt::format("Heard        {}\n", heard);
    for (auto const& assumed : profile.understanding.assumptions) text += fmt::format("Assumed      {}\n", assumed);
    for (auto const& tension : profile.understanding.tensions) text += fmt::format("Tension      {}\n", tension);
    return text + fmt::format("Core         {}\nVersion      {}\nId           {}\n", document.core_locked ? "locked" : "not locked yet",
                              document.version.number, to_string(document.id));
}

Answer changed(artist::Document const& document) {
    std::string text = fmt::format("{} is at version {}: {}\n", document.name(), document.version.number, document.version.reason);
    for (auto const& change : document.version.diff)
        text += fmt::format("  {}: {} -> {}\n", change.path, json::print(change.before), json::print(change.after));
    return {document_value(document), text};
}

struct PromptOptions {
    std::string prompt;
    std::optional<std::uint64_t> seed;
};
void describe_prompt(CLI::App& sub, PromptOptions& options) {
    sub.add_option("--prompt", options.prompt, "What the artist is like, in a sentence")->required();
    sub.add_option("--seed", options.seed, "Another number, another artist (default: made from the prompt)");
}

struct CreateOptions : PromptOptions {
    int proposal = 0;
};
void describe_create(CLI::App& sub, CreateOptions& options) {
    describe_prompt(sub, options);
    sub.add_option("--proposal", options.proposal, "One of those that `artist propose` shows for the same prompt")->check(CLI::Range(1, flow::proposal_count));
}
Result<Answer> create(Shell& shell, CreateOptions const& options) {
    auto& studio = *TRY(shell.studio());
    auto const created = TRY(flow::create_artist(studio, {options.prompt, options.seed, {}, false, owner, shell.stop, options.proposal}));
    auto value = document_value(created.artist);
    value["notes"] = json::to_value(created.notes);
    value["report"] = json::to_value(created.report);
    auto text = portrait(created.artist);
    for (auto const& note : created.notes) text += "Note: " + note + "\n";
    return Answer{value, text};
}

Result<Answer> propose(Shell& shell, PromptOptions const& options) {
    auto const proposals = TRY(flow::propose_artists(*TRY(shell.studio()), {options.prompt, options.seed, {}, false, owner, shell.stop}));
    std::string text;
    for (std::size_t i = 0; i < proposals.size(); ++i) {
        auto const& profile = proposals[i];
        text += fmt::format("{}. {}, {}\n   \"{}\"\n   {}\n\n", i + 1, profile.core.name, profile.core.archetype, profile.positioning.tagline, profile.story.biography_short);
    }
    text += "Nothing is kept yet: `troupe artist create` with the same prompt and --proposal N makes one of them.\n";
    return Answer{json::to_value(proposals), text};
}

struct NoOptions {};
Result<Answer> list(Shell& shell, NoOptions const&) {
    auto& studio = *TRY(shell.studio());
    json::Array all;
    std::vector<std::vector<std::string>> rows;
    for (auto const& artist : TRY(flow::roster(studio))) {
        all.push_back(json::Object{{"id", to_string(artist.id)}, {"name", artist.name()}, {"state", json::enum_name(artist.state)},
                                   {"home_genre", artist.profile.core.home_genre}, {"version", artist.version.number}});
        rows.push_back({to_string(artist.id), artist.name(), artist.profile.core.home_genre, json::enum_name(artist.state)});
    }
    auto const text = rows.empty() ? std::string("Nobody yet: troupe artist create --prompt \"...\"\n") : table({"ID", "NAME", "GENRE", "STATE"}, rows);
    return Answer{all, text};
}

Result<Answer> show(Shell& shell, ById const& values) {
    auto const artist = TRY(flow::find_artist(*TRY(shell.studio()), values.id));
    return Answer{document_value(artist), portrait(artist)};
}

struct EditOptions : ById {
    std::vector<std::string> changes;
};
void describe_edit(CLI::App& sub, EditOptions& options) {
    take_id(sub, options);
    sub.add_option("FIELD=VALUE", options.changes, "style.tempo_low.value=92, positioning.tagline=\"Night work\"")->required();
    sub.footer("Fields are those that `troupe artist export ID` shows; of lists and maps entries are added and removed:\n"
               "  positioning.tagline=\"Night work\"               a text, as it stands\n"
               "  style.tempo_low.value=92                       a number\n"
               "  core.values='[\"Be early\", \"Stay late\"]'      a whole list, as JSON\n"
               "  'style.moods[+]={\"name\":\"dusk\",\"weight\":0.2}'  one entry more; the other weights share the remaining 0.8\n"
               "  'core.motifs[-1]='                             the last entry goes; [0] is the first\n"
               "  settings.llm_assignments.lyrics=MODEL          an entry of a map, new or known; nothing after the = removes it\n"
               "  'story.facts[2].year='                         a field that may be absent is\n"
               "Several changes are one version; `troupe artist undo ID` takes it back.");
}
Result<std::vector<flow::FieldChange>> field_changes(std::vector<std::string> const& texts) {
    std::vector<flow::FieldChange> changes;
    for (auto const& text : texts) changes.push_back(TRY(flow::parse_field_change(text)));
    return changes;
}
Result<Answer> edit(Shell& shell, EditOptions const& options) {
    auto const changes = TRY(field_changes(options.changes));
    return changed(TRY(flow::edit_artist(*TRY(shell.studio()), options.id, changes, owner)));
}
Result<Answer> recast(Shell& shell, EditOptions const& options) {
    auto const changes = TRY(field_changes(options.changes));
    return changed(TRY(flow::recast_artist(*TRY(shell.studio()), options.id, changes, owner)));
}

Result<Answer> history(Shell& shell, ById const& values) {
    auto& studio = *TRY(shell.studio());
    auto const artist = TRY(flow::find_artist(studio, values.id));
    json::Array versions;
    std::string text;
    for (auto const& document : TRY(studio.artists.history(artist.id))) {
        auto const& version = document.version;
        versions.push_back(json::to_value(version));
        text += fmt::format("{:3}  {}  {:<10} {}  by {}: {}\n", version.number, format_time(version.at).substr(0, 19), json::enum_name(version.kind),
                            version.hash.substr(0, 10), version.by, version.reason);
        for (auto const& change : version.diff)
            text += fmt::format("       {}: {} -> {}\n", change.path, text::excerpt(json::print(change.before), 60), text::excerpt(json::print(change.after), 60));
    }
    return Answer{json::Object{{"id", values.id}, {"versions", versions}}, text};
}

Result<Answer> explain(Shell& shell, ById const& values) {
    auto& studio = *TRY(shell.studio());
    auto const artist = TRY(flow::find_artist(studio, values.id));
    auto const& understanding = artist.profile.understanding;
    auto const report = TRY(flow::report_on(studio, artist));
    auto text = artist::readable(report);
    text += "\nTrue of them, and all that is said is made from it:\n";
    for (auto const& fact : artist.profile.story.facts) text += fmt::format("  {:<12} {}{}\n", fact.id, fact.text, fact.is_public ? "" : "  (not told yet)");
    auto const evolution = TRY(flow::report_evolution(studio, values.id));
    text += flow::readable(evolution);
    text += fmt::format("\nLast change: {} ({})\n", artist.version.reason, artist.version.by);
    json::Object const value{{"id", values.id}, {"understanding", json::to_value(understanding)}, {"facts", json::to_value(artist.profile.story.facts)},
                             {"version", json::to_value(artist.version)}, {"report", json::to_value(report)}, {"evolution", json::to_value(evolution)}};
    return Answer{value, text};
}

struct UndoOptions : ById {
    std::optional<int> to;
};
void describe_undo(CLI::App& sub, UndoOptions& options) {
    take_id(sub, options);
    sub.add_option("--to", options.to, "Version to go back to (default: the one before)");
}
Result<Answer> undo(Shell& shell, UndoOptions const& options) {
    return changed(TRY(flow::undo_artist(*TRY(shell.studio()), options.id, options.to, owner)));
}

struct EvolveOptions : ById {
    bool is_dry_run = false;
};
void describe_evolve(CLI::App& sub, EvolveOptions& options) {
    take_id(sub, options);
    sub.add_flag("--dry-run", options.is_dry_run, "Only show what would change");
}
Result<Answer> evolve(Shell& shell, EvolveOptions const& options) {
    auto const evolved = TRY(flow::evolve(*TRY(shell.studio()), options.id, options.is_dry_run ? flow::EvolveMode::show : flow::EvolveMode::apply, owner));
    return Answer{evolved.value, evolved.text};
}

struct AutopilotOptions : ById {
    std::string state;
};
void describe_autopilot(CLI::App& sub, AutopilotOptions& options) {
    take_id(sub, options);
    sub.add_option("on|off", options.state)->required()->check(CLI::IsMember({"on", "off"}));
}
Result<Answer> autopilot(Shell& shell, AutopilotOptions const& options) {
    std::vector<flow::FieldChange> const change{{"settings.autopilot", options.state == "on" ? "true" : "false"}};
    return changed(TRY(flow::edit_artist(*TRY(shell.studio()), options.id, change, owner)));
}

std::function<Result<Answer>(Shell&, ById const&)> to_state(artist::State state) {
    return [state](Shell& shell, ById const& values) -> Result<Answer> {
        return changed(TRY(flow::set_artist_state(*TRY(shell.studio()), values.id, state, owner)));
    };
}

struct DeleteOptions : ById {
    bool is_sure = false;
};
void describe_delete(CLI::App& sub, DeleteOptions& options) {
    take_id(sub, options);
    sub.add_flag("--yes", options.is_sure, "Really: there is no undo");
}
Result<Answer> remove(Shell& shell, DeleteOptions const& options) {
    auto& studio = *TRY(shell.studio());
    auto const artist = TRY(flow::find_artist(studio, options.id));
    auto const warning = fmt::format("{} and everything made for them would be gone for good", artist.name());
    if (!options.is_sure && !shell.confirm) return fail(ErrorCode::conflict, warning + ": add --yes if you mean it");
    if (!options.is_sure && !shell.confirm(warning + ". Remove them?")) return fail(ErrorCode::cancelled, fmt::format("{} stays", artist.name()));
    auto const removed = TRY(flow::remove_artist(studio, options.id));
    auto value = json::to_value(removed).as_object();
    value["id"] = options.id;
    return Answer{value, fmt::format("Removed {}: {} versions, {} contents, {} files ({} bytes), {} plan items, {} observations. Folders that were made for "
                                     "people stay.\n", removed.name, removed.versions, removed.contents, removed.files, removed.bytes, removed.plan_items,
                                     removed.observations)};
}

}  // namespace

void add_artist(Menu const& menu) {
    auto& artist = menu.group("artist", "Invent, look at and change artists");
    menu.add<CreateOptions>(artist, "create", "Invent an artist from a sentence", describe_create, create);
    menu.add<PromptOptions>(artist, "propose", "Three artists for a sentence that leaves much open; nothing is kept", describe_prompt, propose);
    menu.add<NoOptions>(artist, "list", "Who is on the roster", [](CLI::App&, NoOptions&) {}, list);
    menu.add<ById>(artist, "show", "Who they are, on one screen", take_id, show);
    menu.add<EditOptions>(artist, "edit", "Change fields by hand, as a new version", describe_edit, edit);
    menu.add<ById>(artist, "history", "Every version: when, who, why, what", take_id, history);
    menu.add<ById>(artist, "explain", "What the prompt was taken to mean, the facts behind the texts, and what evolution changed and why", take_id, explain);
    menu.add<UndoOptions>(artist, "undo", "Back to an earlier version, as a new one", describe_undo, undo);
    menu.add<EvolveOptions>(artist, "evolve", "A bounded change from what came back; none without evidence", describe_evolve, evolve);
    menu.add<AutopilotOptions>(artist, "autopilot", "May Troupe act without asking", describe_autopilot, autopilot);
    menu.add<ById>(artist, "pause", "Nothing is made for them", take_id, to_state(artist::State::paused));
    menu.add<ById>(artist, "resume", "Back to work", take_id, to_state(artist::State::active));
    menu.add<ById>(artist, "retire", "For good", take_id, to_state(artist::State::retired));
    menu.add<EditOptions>(artist, "recast", "The only way to change a locked core", describe_edit, recast);
    menu.add<DeleteOptions>(artist, "delete", "Remove them with everything that was made", describe_delete, remove);
    add_artist_files(menu, artist);
    add_advise(menu, artist);
}

}  // namespace troupe::cli
