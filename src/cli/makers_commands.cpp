#include <fmt/format.h>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "cli/commands.hpp"
#include "media/clip_reader.hpp"
#include "music/analysis.hpp"
#include "visual/footage/choose.hpp"

namespace troupe::cli {
namespace {

namespace fs = std::filesystem;

struct MakeOptions {
    std::string brief;
    std::string track;
    std::vector<std::string> footage;
    std::string out;
};
void describe_make(CLI::App& sub, MakeOptions& options) {
    sub.add_option("--brief", options.brief, "JSON file that says what is wanted")->required();
    sub.add_option("--out", options.out, "Folder for the result")->required();
}

template <class T>
Result<T> read_brief(std::string const& file) {
    auto brief = json::parse<T>(TRY(read_file(file, 4 << 20)));
    if (!brief) return within(file, brief.error());
    return brief;
}

Answer written(std::vector<fs::path> const& files, json::Object value) {
    json::Array names;
    std::string text;
    for (auto const& file : files) {
        names.push_back(json::Value(file.string()));
        text += file.string() + "\n";
    }
    value["files"] = names;
    return {value, text};
}

Result<Answer> cover(Shell& shell, MakeOptions const& options) {
    auto const brief = TRY(read_brief<visual::CoverBrief>(options.brief));
    auto& studio = *TRY(shell.studio());
    auto const made = TRY(studio.images.make(brief, shell.stop));
    auto const& provenance = made.provenance;
    auto const file = fs::absolute(options.out) / "cover.jpg";
    TRY(media::write_jpeg(file, made.picture, {brief.title, brief.look.artist, "", media::digital_source_type(provenance), media::disclosure(provenance.ai)}));
    return written({file}, {{"provenance", json::to_value(provenance)}, {"notes", json::to_value(made.notes)}, {"charges", json::to_value(made.charges)}});
}

Result<Answer> kit(Shell& shell, MakeOptions const& options) {
    auto const look = TRY(read_brief<visual::Look>(options.brief));
    auto const folder = fs::absolute(options.out);
    TRY(make_folder(folder));
    std::vector<fs::path> files;
    for (auto const& file : TRY(visual::make_kit(look, folder, shell.stop))) files.push_back(file.file);
    return written(files, {});
}

void describe_teaser(CLI::App& sub, MakeOptions& options) {
    describe_make(sub, options);
    sub.add_option("--track", options.track, "Sound file; its beats are heard where the brief has no timeline");
    sub.add_option("--footage", options.footage, "MP4 clips of your own, one for each scene but the last")->take_all();
}

/// A clip of the user's, for any scene.
Result<visual::FootageCut> own_clip(std::string const& file, std::stop_token const& stop) {
    constexpr Seconds most{6};
    auto const facts = TRY(media::probe_clip(file, {}, stop));
    auto const length = std::min(most, facts.length);
    visual::FootageCut cut{fs::absolute(file), visual::start_in(facts.length, length), length, Seconds(-1), {}};
    cut.credit = {.provider = "own", .clip = fs::path(file).filename().string(), .licence = "the user's", .sha256 = TRY(sha256_of_file(file))};
    return cut;
}

Result<Answer> teaser(Shell& shell, MakeOptions const& options) {
    auto brief = TRY(read_brief<visual::TeaserBrief>(options.brief));
    auto& studio = *TRY(shell.studio());
    if (!options.track.empty()) brief.song = fs::absolute(options.track);
    if (brief.timeline.beats.empty() && !brief.song.empty()) brief.timeline = TRY(music::hear_timeline(brief.song));
    for (auto const& clip : options.footage) brief.footage.push_back(TRY(own_clip(clip, shell.stop)));
    auto const file = fs::absolute(options.out) / "teaser.mp4";
    TRY(make_folder(options.out));
    auto const info = TRY(studio.teasers.teaser(brief, file, [](double) {}, shell.stop));
    json::Object told;
    if (!options.footage.empty() || !info.notes.empty()) told = {{"footage", json::to_value(info.footage)}, {"notes", json::to_value(info.notes)}, {"charges", json::to_value(info.charges)}};
    return written({file}, std::move(told));
}

Result<Answer> canvas(Shell& shell, MakeOptions const& options) {
    auto const brief = TRY(read_brief<visual::CanvasBrief>(options.brief));
    auto& studio = *TRY(shell.studio());
    auto const file = fs::absolute(options.out) / "canvas.mp4";
    TRY(make_folder(options.out));
    TRY(studio.teasers.canvas(brief, file, [](double) {}, shell.stop));
    return written({file}, {});
}

}  // namespace

void add_makers(Menu const& menu) {
    auto& visual = menu.group("visual", "The painter by itself");
    menu.add<MakeOptions>(visual, "cover", "A cover from a brief", describe_make, cover);
    menu.add<MakeOptions>(visual, "kit", "Avatar, logo and banners from a look", describe_make, kit);
    menu.add<MakeOptions>(visual, "teaser", "A teaser from a brief and a track", describe_teaser, teaser);
    menu.add<MakeOptions>(visual, "canvas", "A silent loop from a brief", describe_make, canvas);
}

}  // namespace troupe::cli
