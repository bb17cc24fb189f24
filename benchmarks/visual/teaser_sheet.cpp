// Frames of teasers on one sheet: the eight styles on the same song and artist, artists of their own families and styles,
// and a lyric video. `visual_teaser_sheet_benchmark FILE.jpg` writes it (docs/gallery/teasers.jpg).
#include <unistd.h>

#include <array>

#include "base/files.hpp"
#include "visual/tables.hpp"
#include "watching.hpp"

using namespace troupe;
using namespace troupe::visual;
using namespace troupe::visual::bench;

namespace {

constexpr int columns = 8;
constexpr int cell_width = 162;
constexpr int cell_height = 288;
constexpr int gap = 5;

struct Artist {
    std::string name, family, style, character, title, call;
    std::vector<std::string> palette;
    double darkness = 0.5;
    std::uint64_t seed = 1;
};

std::vector<Artist> const& artists() {
    static std::vector<Artist> const all{
        {"Wormwood Keyboard", "landscape", "cinematic_noir", "elegant", "The Observatory", "Out Friday 4 December", {"#070816", "#2d2746", "#736487", "#c8becc", "#d97588"}, 0.8, 21},
        {"Neon Adel", "rings", "neon_cyberpunk", "technical", "Signal Loss", "Out Friday 11 December", {"#04121c", "#0b4f6c", "#1fb6c9", "#d6fff6", "#ff2e88"}, 0.7, 8},
        {"Marigold Static", "swiss", "hyper_pop", "brutal", "Sugar Riot", "Out now", {"#1b1035", "#e4327b", "#ffb400", "#fff3d6", "#17c3b2"}, -0.4, 5},
        {"Aino Kesä", "flow", "dreamy", "soft", "Kotimatka", "Out Friday 18 December", {"#1d2b3a", "#43708f", "#c99a8b", "#f6e7d4", "#f26b4e"}, 0.4, 14},
        {"Concrete Psalm", "chrome", "urban_grime", "brutal", "No Witness", "Out Friday 8 January", {"#0c0c0d", "#3a3f45", "#8a8f94", "#e9e6df", "#e2452b"}, 0.6, 30},
    };
    return all;
}

Look look_of(Artist const& artist) {
    Look look;
    look.artist = artist.name;
    look.palette = artist.palette;
    look.families = {{artist.family, 1}};
    look.traits = {{"darkness", artist.darkness}};
    look.character = artist.character;
    look.seed = artist.seed;
    return look;
}

/// Writes frame `frame` as a picture of the cell's height.
void still(motion::Production const& production, motion::Stage& stage, int frame, int width, int height, fs::path const& file) {
    production.draw(frame, stage);
    auto const raw = file.string() + ".yuv";
    if (!write_file(raw, {reinterpret_cast<char const*>(stage.frame.bytes.data()), stage.frame.bytes.size()})) std::exit(1);
    auto const made = run_process({"ffmpeg", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "yuv420p", "-s",
                                   fmt::format("{}x{}", production.layout.width_px, production.layout.height_px), "-i", raw, "-vf",
                                   fmt::format("scale={}:{}:in_color_matrix=bt709:in_range=tv:out_range=pc:flags=area,pad={}:{}:0:0:color=0x101010", width, height, width + gap, height + gap),
                                   "-pix_fmt", "rgb24", file.string()});
    if (!made) fmt::print(stderr, "{}\n", made.error().message);
    fs::remove(raw);
}

std::unique_ptr<motion::Production> planned(TeaserBrief const& wanted) {
    auto production = motion::plan_teaser(wanted, {}, {});
    if (!production) {
        fmt::print(stderr, "{}: {}\n", wanted.look.artist, production.error().message);
        std::exit(1);
    }
    return *std::move(production);
}

/// The pictures `name0.png`, `name1.png`.. of a folder side by side.
void join(fs::path const& folder, std::string const& pattern, std::string const& layout, fs::path const& file, std::vector<std::string> const& more = {}) {
    std::vector<std::string> arguments{"ffmpeg", "-v", "error", "-y", "-i", (folder / pattern).string(), "-frames:v", "1", "-vf", "tile=" + layout};
    arguments.insert(arguments.end(), more.begin(), more.end());
    arguments.push_back(file.string());
    if (auto const made = run_process(arguments); !made) fmt::print(stderr, "{}\n", made.error().message);
}

struct Sheet {
    fs::path folder;
    media::Timeline timeline;
    Tables tables;
    int rows = 0;

    [[nodiscard]] TeaserBrief brief_of(Artist const& artist, std::string const& style) const {
        auto wanted = brief(artist.family, Aspect::portrait_9x16, folder / "song.wav", timeline);
        wanted.look = look_of(artist);
        wanted.look.video = with_effects(*tables.style(style), tables);
        wanted.title = artist.title;
        wanted.call = artist.call;
        return wanted;
    }

    void row_of_styles() {
        Artist const one{"Vesper Lune", "aura", "", "elegant", "Afterglow", "Out Friday 27 November", {"#0b0820", "#2b1470", "#a0309a", "#ffb08a", "#ff5a3c"}, 0.7, 11};
        int cell = 0;
        for (auto const& style : tables.styles) {
            if (cell == columns) break;
            auto const production = planned(brief_of(one, style.id));
            motion::Stage stage(production->layout.width_px, production->layout.height_px, *production->film);
            still(*production, stage, 237, cell_width, cell_height, folder / fmt::format("s{}.png", cell++));
        }
        join(folder, "s%d.png", fmt::format("{}x1", columns), folder / fmt::format("row{}.png", rows++));
    }

    void row_of(Artist const& artist) {
        auto const production = planned(brief_of(artist, artist.style));
        motion::Stage stage(production->layout.width_px, production->layout.height_px, *production->film);
        // Just after a scene has begun, in the middle of one, at the end.
        static constexpr std::array frames{12, 66, 120, 176, 233, 291, 352, 438};
        for (int cell = 0; cell < columns; ++cell) still(*production, stage, frames[static_cast<std::size_t>(cell)], cell_width, cell_height, folder / fmt::format("a{}.png", cell));
        join(folder, "a%d.png", fmt::format("{}x1", columns), folder / fmt::format("row{}.png", rows++));
    }

    void row_of_lyrics(Artist const& artist) {
        auto wanted = brief_of(artist, "neon_cyberpunk");
        wanted.kind = VideoKind::lyric_video;
        wanted.aspect = Aspect::landscape_16x9;
        auto const production = planned(wanted);
        motion::Stage stage(production->layout.width_px, production->layout.height_px, *production->film);
        constexpr int width = (columns * (cell_width + gap)) / 4 - gap;
        static constexpr std::array frames{70, 160, 390, 1130};
        for (int cell = 0; cell < 4; ++cell) still(*production, stage, frames[static_cast<std::size_t>(cell)], width, width * 9 / 16, folder / fmt::format("l{}.png", cell));
        join(folder, "l%d.png", "4x1", folder / "lyrics.png");
    }
};

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        fmt::print(stderr, "visual_teaser_sheet_benchmark FILE.jpg\n");
        return 2;
    }
    auto const folder = fs::temp_directory_path() / fmt::format("troupe-teaser-sheet-{}", ::getpid());
    fs::create_directories(folder);
    auto tables = built_in_tables();
    if (!tables) return 1;
    Sheet sheet{folder, write_song(folder / "song.wav"), *std::move(tables)};
    add_words(sheet.timeline);
    sheet.row_of_styles();
    for (auto const& artist : artists()) sheet.row_of(artist);
    sheet.row_of_lyrics(artists()[1]);
    join(folder, "row%d.png", fmt::format("1x{}", sheet.rows), folder / "rows.png");
    auto const made = run_process({"ffmpeg", "-v", "error", "-y", "-i", (folder / "rows.png").string(), "-i", (folder / "lyrics.png").string(), "-filter_complex",
                                   "[0:v][1:v]vstack=inputs=2", "-frames:v", "1", "-q:v", "12", argv[1]});
    if (!made) fmt::print(stderr, "{}\n", made.error().message);
    fs::remove_all(folder);
    return made ? 0 : 1;
}
