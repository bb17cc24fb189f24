#include <fmt/format.h>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "cli/commands.hpp"
#include "media/clip_reader.hpp"
#include "music/analysis.hpp"
#include "visual/complete_look.hpp"
#include "visual/footage/choose.hpp"

namespace troupe::cli {
namespace {

namespace fs = std::filesystem;

struct MakeOptions {
    std::string brief;
    std::string track;
    std::vector<std::string> footage;
    std::string out;
    bool is_preview = false;
};

constexpr int preview_px = 640;

void describe_make(CLI::App& sub, MakeOptions& options) {
    sub.add_option("--brief", options.brief, "JSON file that says what is wanted")->required();
    sub.add_option("--out", options.out, "Folder for the result")->required();
}

void describe_cover(CLI::App& sub, MakeOptions& options) {
    describe_make(sub, options);
    sub.add_flag("--preview", options.is_preview, "Small, to choose by");
}

template <class T>
Result<T> read_brief(std::string const& file) {
    auto brief = json::parse<T>(TRY(read_file(file, 4 << 20)));
    if (!brief) return within(file, brief.error());
    return brief;
}

/// A look may name a genre alone.
Result<visual::Look> whole(visual::Look look, Shell& shell) {
    return visual::complete_look(std::move(look), *TRY(shell.studio())->visual_tables.now());
}

/// Of pictures and videos: one line for every tenth that is done.
visual::Progress tenths_to(Shell& shell, std::string what) {
    return [&shell, what = std::move(what), told = -1](double done) mutable {
        auto const tenth = static_cast<int>(done * 10);
        if (tenth == told) return;
        told = tenth;
        shell.err << fmt::format("{:3d} %  {}\n", tenth * 10, what) << std::flush;
    };
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
    auto brief = TRY(read_brief<visual::CoverBrief>(options.brief));
    auto& studio = *TRY(shell.studio());
    brief.look = TRY(whole(std::move(brief.look), shell));
    if (options.is_preview) brief.size_px = preview_px;
    auto const made = TRY(studio.images.make(brief, shell.stop));
    auto const& provenance = made.provenance;
    auto const file = fs::absolute(options.out) / "cover.jpg";
    TRY(media::write_jpeg(file, made.picture, {brief.title, brief.look.artist, "", media::digital_source_type(provenance), media::disclosure(provenance.ai)}));
    return written({file}, {{"provenance", json::to_value(provenance)}, {"notes", json::to_value(made.notes)}, {"charges", json::to_value(made.charges)}});
}

Result<Answer> kit(Shell& shell, MakeOptions const& options) {
    auto const look = TRY(whole(TRY(read_brief<visual::Look>(options.brief)), shell));
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
    auto const sha256 = TRY(sha256_of_file(file));
    cut.credit = {.provider = "own", .clip = fs::path(file).filename().string(), .licence = "the user's", .sha256 = sha256};
    return cut;
}

Result<Answer> teaser(Shell& shell, MakeOptions const& options) {
    auto brief = TRY(read_brief<visual::TeaserBrief>(options.brief));
    auto& studio = *TRY(shell.studio());
    brief.look = TRY(whole(std::move(brief.look), shell));
    if (!options.track.empty()) brief.song = fs::absolute(options.track);
    if (brief.timeline.beats.empty() && !brief.song.empty()) brief.timeline = TRY(music::hear_timeline(brief.song));
    for (auto const& clip : options.footage) brief.footage.push_back(TRY(own_clip(clip, shell.stop)));
    auto const file = fs::absolute(options.out) / "teaser.mp4";
    TRY(make_folder(options.out));
    auto const info = TRY(studio.teasers.teaser(brief, file, tenths_to(shell, "teaser"), shell.stop));
    json::Object told;
    if (!options.footage.empty() || !info.notes.empty()) told = {{"footage", json::to_value(info.footage)}, {"notes", json::to_value(info.notes)}, {"charges", json::to_value(info.charges)}};
    return written({file}, std::move(told));
}

Result<Answer> canvas(Shell& shell, MakeOptions const& options) {
    auto brief = TRY(read_brief<visual::CanvasBrief>(options.brief));
    auto& studio = *TRY(shell.studio());
    brief.look = TRY(whole(std::move(brief.look), shell));
    auto const file = fs::absolute(options.out) / "canvas.mp4";
    TRY(make_folder(options.out));
    TRY(studio.teasers.canvas(brief, file, tenths_to(shell, "canvas"), shell.stop));
    return written({file}, {});
}

struct ExampleOptions {
    std::string of;
};
void describe_example(CLI::App& sub, ExampleOptions& options) {
    sub.add_option("of", options.of, "cover, kit, teaser or canvas")->required()->check(CLI::IsMember({"cover", "kit", "teaser", "canvas"}));
}

/// Every field with a value that works; what is left out takes its default.
Result<Answer> example(Shell& shell, ExampleOptions const& options) {
    visual::Look look{.artist = "Vesper Lune", .genre = "synthwave", .seed = 1};
    look.video.id = "neon_cyberpunk";
    look = TRY(whole(std::move(look), shell));
    auto const told = options.of == "kit"      ? json::to_value(look)
                      : options.of == "cover"  ? json::to_value(visual::CoverBrief{.look = look, .title = "Halogen", .seed = 1})
                      : options.of == "canvas" ? json::to_value(visual::CanvasBrief{.look = look, .seed = 1})
                                               : json::to_value(visual::TeaserBrief{.look = look, .title = "Halogen", .seed = 1, .call = "Out Friday"});
    return Answer{told, json::pretty(told)};
}

}  // namespace

void add_makers(Menu const& menu) {
    auto& visual = menu.group("visual", "The painter by itself");
    menu.add<MakeOptions>(visual, "cover", "A cover from a brief", describe_cover, cover);
    menu.add<MakeOptions>(visual, "kit", "Avatar, logo and banners from a look", describe_make, kit);
    menu.add<MakeOptions>(visual, "teaser", "A teaser from a brief and a track", describe_teaser, teaser);
    menu.add<MakeOptions>(visual, "canvas", "A silent loop from a brief", describe_make, canvas);
    menu.add<ExampleOptions>(visual, "example", "A brief to begin with", describe_example, example);
}

}  // namespace troupe::cli
