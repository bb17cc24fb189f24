#include <fmt/format.h>

#include <ostream>

#include "base/files.hpp"
#include "cli/commands.hpp"
#include "music/analysis.hpp"
#include "music/brief_schema.hpp"
#include "music/rendering.hpp"

namespace troupe::cli {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t largest_brief = 4 << 20;

struct RenderOptions {
    std::string brief, out, formats, redo;
    int takes = 1;
    std::optional<int> section;
    std::optional<std::uint64_t> seed;
    bool is_preview = false;
};

void describe_render(CLI::App& sub, RenderOptions& options) {
    sub.add_option("--brief", options.brief, "JSON file that says what is wanted: `troupe music schema` lists the fields")->required();
    sub.add_option("--out", options.out, "Folder for the result")->required();
    sub.add_option("--formats", options.formats, "Besides the usual files: wav (16 bit, dithered), opus (48 kHz); with a comma between");
    sub.add_option("--takes", options.takes, "Several, 1 to 10, ranked in takes.json")->capture_default_str();
    auto* redo = sub.add_option("--redo", options.redo, "Folder of a take, of which one section is made anew and all else stays the same to the sample");
    auto* section = sub.add_option("--section", options.section, "Which one, counted from 1")->needs(redo);
    redo->needs(section);
    sub.add_option("--seed", options.seed, "Of the new section; by default drawn from the brief's")->needs(redo);
    sub.add_flag("--preview", options.is_preview, "Only ten seconds of the hook")->excludes(redo);
}

Result<music::Brief> read_brief(std::string const& file) {
    auto brief = json::parse<music::Brief>(TRY(read_file(file, largest_brief)));
    if (!brief) return within(file, brief.error());
    return brief;
}

/// One line for each thing that is done, as it begins.
music::Progress progress_to(Shell& shell) {
    return [&shell, last = std::string()](double fraction, std::string_view what) mutable {
        if (what == last) return;
        last = what;
        shell.err << fmt::format("{:3.0f} %  {}\n", fraction * 100, what) << std::flush;
    };
}

json::Array names_of(std::vector<fs::path> const& files) {
    json::Array names;
    for (auto const& file : files) names.push_back(json::Value(file.string()));
    return names;
}

Result<Answer> preview(Shell& shell, RenderOptions const& options, music::Brief const& brief) {
    auto const file = TRY(TRY(shell.studio())->tracks.preview(brief, fs::absolute(options.out), shell.stop));
    return Answer{json::Object{{"files", json::Array{json::Value(file.string())}}}, file.string() + "\n"};
}

std::string told(music::Track const& track, std::vector<std::string> const& faults) {
    auto const& heard = track.analysis;
    auto text = fmt::format("{:.2f} BPM, {}, {:.1f} s, {:.1f} LUFS, {:.1f} dBTP\n", heard.bpm, heard.key, heard.seconds, heard.lufs, heard.true_peak_dbtp);
    if (faults.empty()) return text + "As asked.\n";
    for (auto const& fault : faults) text += "Not as asked: " + fault + "\n";
    return text;
}

Result<Answer> render(Shell& shell, RenderOptions const& options) {
    auto const brief = TRY(read_brief(options.brief));
    if (options.is_preview) return preview(shell, options, brief);
    auto const formats = TRY(music::parse_formats(options.formats));
    music::RenderRequest request{brief, options.out, options.takes, formats, {}};
    if (!options.redo.empty()) request.redo = music::RedoWish{options.redo, *options.section, options.seed};
    auto const rendered = TRY(music::render(TRY(shell.studio())->tracks, request, progress_to(shell), shell.stop));
    auto const& best = rendered.takes.front();
    auto const faults = music::faults_of(best.track, brief);
    json::Array takes;
    for (auto const& take : rendered.takes)
        takes.push_back(json::Object{{"take", take.number}, {"folder", take.folder.string()}, {"seed", take.seed}, {"marks", json::to_value(take.marks)},
                                     {"reason", take.reason}});
    std::string text;
    for (auto const& file : rendered.files) text += file.string() + "\n";
    if (rendered.takes.size() > 1) text += music::takes_table(rendered.takes);
    for (auto const& note : best.track.notes) text += "Note: " + note + "\n";
    return Answer{json::Object{{"files", names_of(rendered.files)}, {"analysis", json::to_value(best.track.analysis)}, {"key", best.track.key},
                               {"faults", json::to_value(faults)}, {"notes", json::to_value(best.track.notes)}, {"takes", takes}, {"provenance", json::to_value(best.track.provenance)}},
                  text + told(best.track, faults)};
}

struct FileOption {
    std::string file;
};
Result<Answer> analyze(Shell&, FileOption const& options) {
    auto const heard = TRY(music::analyze_file(options.file));
    auto text = fmt::format("{:.2f} BPM ({:.0f} % sure), {} ({:.0f} % sure), {:.1f} s\n{:.1f} LUFS, range {:.1f} LU, {:.1f} dBTP\n", heard.bpm,
                            heard.bpm_confidence * 100, heard.key, heard.key_confidence * 100, heard.seconds, heard.lufs, heard.loudness_range_lu,
                            heard.true_peak_dbtp);
    text += fmt::format("Stereo correlation {:.2f}, longest silence {:.1f} s, centre of the spectrum {:.0f} Hz, {:.1f} onsets a second\n",
                        heard.stereo_correlation, heard.longest_silence, heard.spectral_centroid_hz, heard.onsets_per_second);
    for (auto const& section : heard.sections)
        text += fmt::format("{:>7.1f} - {:>6.1f} s  {:>6.1f} LUFS  {}\n", section.start, section.end, section.lufs, section.name);
    return Answer{json::to_value(heard), text};
}

struct NoOptions {};
Result<Answer> schema(Shell& shell, NoOptions const&) {
    auto const value = music::brief_schema(*TRY(shell.studio())->music_tables.now());
    return Answer{value, json::pretty(value)};
}

}  // namespace

void add_music(Menu const& menu) {
    auto& music = menu.group("music", "The composer by itself");
    menu.add<RenderOptions>(music, "render", "A track from a brief: master, stems, MIDI, chords, notation, analysis", describe_render, render);
    menu.add<FileOption>(music, "analyze", "Tempo, key, loudness and sections of a sound file",
                         [](CLI::App& sub, FileOption& options) { sub.add_option("FILE", options.file, "WAV, FLAC, MP3 or OGG")->required(); }, analyze);
    menu.add<NoOptions>(music, "schema", "The JSON Schema of a brief", [](CLI::App&, NoOptions&) {}, schema);
}

}  // namespace troupe::cli
