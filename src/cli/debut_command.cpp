#include <fmt/format.h>

#include <ostream>

#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/progress.hpp"
#include "flow/content_files.hpp"
#include "flow/debut.hpp"
#include "flow/export_folder.hpp"
#include "flow/handlers.hpp"

namespace troupe::cli {
namespace {

struct Options {
    std::string prompt;
    std::optional<std::uint64_t> seed;
    int days = 90;
    std::string out = "out";
    bool is_new = false;
};

void describe(CLI::App& sub, Options& options) {
    sub.add_option("--prompt", options.prompt, "What the artist is like, in a sentence")->required();
    sub.add_option("--seed", options.seed, "Another number, another artist (default: made from the prompt)");
    sub.add_option("--days", options.days, "Length of the plan, 1 to 3650")->capture_default_str();
    sub.add_option("--out", options.out, "Folder for the result")->capture_default_str();
    sub.add_flag("--new", options.is_new, "Another artist, even if this prompt had its debut");
}

json::Value steps_value(ProgressDisplay const& display) {
    json::Array steps;
    for (auto const& step : display.done()) steps.push_back(json::Object{{"step", step.name}, {"seconds", step.seconds}});
    return steps;
}

/// Notes of the job that invented the artist: which candidates were passed over.
void add_artist_notes(std::vector<jobs::Job> const& jobs, std::vector<std::string>& notes) {
    for (auto const& job : jobs) {
        auto const* output = job.kind == flow::kinds::artist ? job.output.if_object() : nullptr;
        auto const* found = output == nullptr ? nullptr : output->if_contains("notes");
        auto const read = found == nullptr ? Result<std::vector<std::string>>() : json::from_value<std::vector<std::string>>(*found);
        if (read) notes.insert(notes.end(), read->begin(), read->end());
    }
}

Answer answer(artist::Document const& artist, catalog::Content const& release, flow::Exported const& exported,
              std::vector<std::string> const& notes, ProgressDisplay const& display) {
    json::Object value;
    value["id"] = to_string(artist.id);
    value["name"] = artist.name();
    value["release"] = json::Object{{"id", to_string(release.id)}, {"title", release.title}};
    value["folder"] = exported.folder.string();
    value["index"] = exported.index.string();
    value["written"] = exported.written;
    value["kept"] = exported.kept;
    value["notes"] = json::to_value(notes);
    value["seconds"] = display.elapsed();
    value["steps"] = steps_value(display);

    std::string text = fmt::format("{}: {}\n\"{}\" is finished ({:.0f} s): {} files new, {} already there.\n", artist.name(),
                                   artist.profile.positioning.tagline, release.title, display.elapsed(), exported.written, exported.kept);
    for (auto const& note : notes) text += "Note: " + note + "\n";
    text += fmt::format("Artist {}\nOpen {}\n", to_string(artist.id), exported.index.string());
    return {value, text};
}

Result<std::vector<jobs::Job>> jobs_of(flow::Studio& studio, flow::Debut const& debut) {
    std::vector<jobs::Job> all;
    for (auto const& id : debut.jobs) all.push_back(TRY(studio.queue.find(id)));
    return all;
}

Result<Answer> run_debut(Shell& shell, Options const& options) {
    auto const out = std::filesystem::absolute(options.out).lexically_normal();
    if (options.days < 1 || options.days > 3650) return fail(ErrorCode::invalid_input, "--days: expected 1 to 3650");
    if (text::trim(options.prompt).empty()) return fail(ErrorCode::invalid_input, "--prompt: say in a sentence what the artist is like");
    auto& studio = *TRY(shell.studio());
    // A folder that cannot be written must be known before the work, not after it.
    TRY(flow::check_out_folder(out));
    auto debut = TRY(flow::begin_debut(studio, {options.prompt, options.seed, options.days, options.is_new}));
    ProgressDisplay display(shell.err, shell.err_is_terminal, TRY(jobs_of(studio, debut)));
    if (debut.is_resumed) shell.err << "This debut was begun before: going on where it stopped.\n";
    auto const finished = TRY(flow::run_jobs(studio, debut.jobs, &display, shell.stop));
    auto const exported = TRY(flow::export_artist(studio, debut.artist, out));
    add_artist_notes(finished, debut.notes);
    debut.notes.insert(debut.notes.end(), exported.notes.begin(), exported.notes.end());
    auto const artist = TRY(flow::find_artist(studio, to_string(debut.artist)));
    return answer(artist, TRY(flow::find_content(studio, to_string(debut.release))), exported, debut.notes, display);
}

}  // namespace

void add_debut(Menu const& menu) {
    menu.add<Options>(menu.app, "debut", "From one sentence to a finished release: song, cover, videos, plan, press kit", describe, run_debut);
}

}  // namespace troupe::cli
