// What a viewer of decoded teasers and canvases sees, in every family and every style: accents on the song's events, flashes,
// the canvas' seam, titles that can be read (by tesseract-ocr), the contrast of all words, the same pixels on any number of threads, and their size.
// `visual_watched_benchmark [SHORT_SIDE_PX] [NAME]`: with a name, that family or style alone.
#include <unistd.h>

#include <functional>

#include "base/files.hpp"
#include "base/text.hpp"
#include "visual/color.hpp"
#include "visual/tables.hpp"
#include "watching.hpp"

using namespace troupe;
using namespace troupe::visual;
using namespace troupe::visual::bench;

namespace {

/// 1080 unless the command says otherwise: a smaller picture is a quicker look.
RenderedTeasers::Settings size;

struct Worst {
    double on_beat = 100;
    int flashes = 0;
    double largest_mb = 0;
    int titles = 0, titles_read = 0;
    float contrast = 21;
};

/// Letters and digits alone, small.
std::string plain(std::string const& said) {
    std::string kept;
    for (auto const c : text::lower(said))
        if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) kept += c;
    return kept;
}

/// What tesseract reads in one decoded frame at half the size: of the whole picture, not of a crop.
bool reads_title(fs::path const& video, int frame, std::string const& title, fs::path const& folder) {
    auto const picture = (folder / "frame.png").string();
    auto const at = fmt::format("{:.4f}", (frame + 0.5) / motion::frames_per_second);
    if (!run_process({"ffmpeg", "-v", "error", "-y", "-ss", at, "-i", video.string(), "-frames:v", "1", "-vf", "scale=540:-1,format=gray", picture})) return false;
    for (auto const* layout : {"11", "6"})
        if (auto const read = run_process({"tesseract", picture, "-", "--psm", layout}); read && plain(*read).find(plain(title)) != std::string::npos) return true;
    return false;
}

/// Relative luminance (WCAG) of every pixel of one decoded frame, at its own size.
std::vector<float> luminances(fs::path const& video, int frame) {
    auto const at = fmt::format("{:.4f}", (frame + 0.5) / motion::frames_per_second);
    auto const bytes = run_process({"ffmpeg", "-v", "error", "-ss", at, "-i", video.string(), "-frames:v", "1", "-pix_fmt", "rgb24", "-f", "rawvideo", "pipe:1"});
    std::vector<float> values;
    for (std::size_t i = 0; bytes && i + 2 < bytes->size(); i += 3) {
        auto const part = [&](std::size_t c) { return decode_srgb(static_cast<float>(static_cast<std::uint8_t>((*bytes)[i + c])) / 255); };
        values.push_back(0.2126F * part(0) + 0.7152F * part(1) + 0.0722F * part(2));
    }
    return values;
}

/// Whether nothing within two pixels is part of a letter: what is nearer is the letters' own edge.
bool is_behind(Mask const& mask, int x, int y) {
    for (int dy = -2; dy <= 2; ++dy)
        for (int dx = -2; dx <= 2; ++dx) {
            auto const inside = x + dx >= 0 && x + dx < mask.width_px && y + dy >= 0 && y + dy < mask.height_px;
            if (inside && mask.at(x + dx, y + dy) > 0) return false;
        }
    return true;
}

/// Whether a word that is sung by now stands there; where a line has no word yet, or a row ends early, nothing has to be read.
bool is_at_a_word(motion::Captions::Caption const& caption, int frame, int x, int y) {
    return caption.words.empty() || std::any_of(caption.words.begin(), caption.words.end(), [&](auto const& word) {
        return frame >= word.from && x >= word.part.left && x < word.part.right && y >= word.part.top && y < word.part.bottom;
    });
}

/// Letters (their median) against what is behind them in their box: the contrast that nine tenths of it reach.
float contrast_of(motion::Captions const& captions, motion::Captions::Caption const& caption, int frame, std::vector<float> const& picture, int width) {
    auto const seen = captions.seen_of(caption, frame);
    std::vector<float> letters;
    std::vector<float> behind;
    for (int y = std::max(0, seen.top); y < seen.bottom; ++y)
        for (int x = std::max(0, seen.left); x < std::min(width, seen.right); ++x) {
            if (!is_at_a_word(caption, frame, x - caption.left, y - caption.top)) continue;
            auto const value = picture[static_cast<std::size_t>(y) * static_cast<std::size_t>(width) + static_cast<std::size_t>(x)];
            if (caption.mask.at(x - caption.left, y - caption.top) >= 250) letters.push_back(value);
            else if (is_behind(caption.mask, x - caption.left, y - caption.top)) behind.push_back(value);
        }
    if (letters.empty() || behind.empty()) return 21;
    std::nth_element(letters.begin(), letters.begin() + static_cast<std::ptrdiff_t>(letters.size() / 2), letters.end());
    auto const ink = letters[letters.size() / 2];
    std::vector<float> contrasts;
    for (auto const value : behind) contrasts.push_back(contrast(ink, value));
    std::nth_element(contrasts.begin(), contrasts.begin() + static_cast<std::ptrdiff_t>(contrasts.size() / 10), contrasts.end());
    return contrasts[contrasts.size() / 10];
}

/// The weakest of all words that are at rest in a frame.
float least_contrast_in(motion::Production const& production, fs::path const& video, int frame) {
    auto const picture = luminances(video, frame);
    auto least = 21.0F;
    if (picture.empty()) return 0;
    for (auto const& caption : production.captions.all())
        for (auto const& [from, to] : caption.shown) {
            auto const is_arriving = std::any_of(caption.words.begin(), caption.words.end(), [&](auto const& word) { return frame >= word.from && frame < word.from + 4; });
            if (frame < from + 12 || frame >= to - 8 || is_arriving) continue;
            least = std::min(least, contrast_of(production.captions, caption, frame, picture, production.layout.width_px));
        }
    return least;
}

/// Four frames while the title is there and at rest.
std::vector<int> title_frames(motion::Production const& production) {
    std::vector<int> all;
    for (auto const& caption : production.captions.all())
        if (caption.enters_by_wipe)
            for (auto const& [from, to] : caption.shown)
                for (int f = from + 20; f < to - 8; ++f) all.push_back(f);
    std::vector<int> some;
    for (std::size_t i = 0; i < 4 && !all.empty(); ++i) some.push_back(all[all.size() * (2 * i + 1) / 8]);
    return some;
}

void watch(std::string const& name, TeaserBrief const& wanted, fs::path const& folder, Worst& worst) {
    auto const file = folder / "watched.mp4";
    if (auto const made = RenderedTeasers(size).teaser(wanted, file, {}, {}); !made) {
        fmt::print(stderr, "{}: {}\n", name, made.error().message);
        std::exit(1);
    }
    auto const frames = decode(file, 270, 480);
    auto const production = motion::plan_teaser(wanted, size, {});
    auto const on_beat = share_on_beat(frames, (*production)->dance.hits);
    auto const flashes = most_flashes(frames);
    auto const megabytes = static_cast<double>(fs::file_size(file)) / 1e6;
    std::string read;
    auto contrast = 21.0F;
    for (auto const frame : title_frames(**production)) {
        auto const is_read = reads_title(file, frame, wanted.title, folder);
        ++worst.titles;
        worst.titles_read += is_read;
        if (!is_read) read += fmt::format(" {}", frame);
        contrast = std::min(contrast, least_contrast_in(**production, file, frame));
    }
    fmt::print(stderr, "{}: {:.0f} % on the beat, {} flashes, {:.1f} MB, contrast {:.1f}{}{}\n", name, on_beat, flashes, megabytes, contrast, read.empty() ? "" : ", title not read in frames", read);
    worst.on_beat = std::min(worst.on_beat, on_beat);
    worst.flashes = std::max(worst.flashes, flashes);
    worst.contrast = std::min(worst.contrast, contrast);
    worst.largest_mb = std::max(worst.largest_mb, megabytes);
}

/// Structural similarity (Wang et al. 2004) over blocks of 8, of luma.
double ssim(std::vector<std::uint8_t> const& a, std::vector<std::uint8_t> const& b, int width) {
    double sum = 0;
    int blocks = 0;
    auto const height = static_cast<int>(a.size()) / width;
    for (int top = 0; top + 8 <= height; top += 8)
        for (int left = 0; left + 8 <= width; left += 8, ++blocks) {
            double ma = 0, mb = 0, aa = 0, bb = 0, ab = 0;
            for (int y = top; y < top + 8; ++y)
                for (int x = left; x < left + 8; ++x) {
                    auto const i = static_cast<std::size_t>(y * width + x);
                    ma += a[i], mb += b[i], aa += a[i] * a[i], bb += b[i] * b[i], ab += a[i] * b[i];
                }
            ma /= 64, mb /= 64;
            auto const va = aa / 64 - ma * ma, vb = bb / 64 - mb * mb, cov = ab / 64 - ma * mb;
            sum += (2 * ma * mb + 6.5025) * (2 * cov + 58.5225) / ((ma * ma + mb * mb + 6.5025) * (va + vb + 58.5225));
        }
    return sum / blocks;
}

/// How much worse the step over the seam is than the worst step between neighbours.
void seams(fs::path const& folder, media::Timeline const& timeline) {
    double psnr_margin = 1e9;
    double ssim_margin = 1e9;
    double largest = 0;
    for (auto const& family : family_names()) {
        CanvasBrief const wanted{brief(family, Aspect::portrait_9x16, {}, timeline).look, 3, Seconds(6)};
        if (!RenderedTeasers(size).canvas(wanted, folder / "canvas.mp4", {}, {})) std::exit(1);
        largest = std::max(largest, static_cast<double>(fs::file_size(folder / "canvas.mp4")) / 1e6);
        auto const frames = decode(folder / "canvas.mp4", 270, 480);
        auto const psnr = [](double square) { return 10 * std::log10(255 * 255 / std::max(square, 1e-6)); };
        double worst_psnr = 1e9;
        double worst_ssim = 1;
        for (std::size_t f = 1; f < frames.size(); ++f) {
            worst_psnr = std::min(worst_psnr, psnr(difference(frames[f], frames[f - 1])));
            worst_ssim = std::min(worst_ssim, ssim(frames[f], frames[f - 1], 270));
        }
        auto const seam_psnr = psnr(difference(frames.back(), frames.front()));
        auto const seam_ssim = ssim(frames.back(), frames.front(), 270);
        fmt::print(stderr, "canvas {}: seam {:.1f} dB {:.4f}, worst neighbours {:.1f} dB {:.4f}\n", family, seam_psnr, seam_ssim, worst_psnr, worst_ssim);
        psnr_margin = std::min(psnr_margin, seam_psnr - worst_psnr);
        ssim_margin = std::min(ssim_margin, seam_ssim - worst_ssim);
    }
    line("canvas_seam_psnr_above_worst_neighbours_db", psnr_margin, 0, false);
    line("canvas_seam_ssim_above_worst_neighbours", ssim_margin, 0, false);
    line("canvas_largest_megabytes", largest, 10, true);
}

void same_on_threads(fs::path const& folder, media::Timeline const& timeline, Tables const& tables) {
    auto wanted = brief("aura", Aspect::portrait_9x16, folder / "song.wav", timeline);
    wanted.length = Seconds(6);
    int same = 1;
    for (auto const& style : tables.styles) {
        wanted.look.video = with_effects(style, tables);
        std::string first;
        for (auto const threads : {1, 2, 4}) {
            if (!RenderedTeasers({.threads = threads, .short_side_px = 144}).teaser(wanted, folder / "small.mp4", {}, {})) std::exit(1);
            auto const bytes = *read_file(folder / "small.mp4");
            if (threads == 1) first = bytes;
            else if (bytes != first) same = 0;
        }
    }
    line("teaser_same_pixels_on_1_2_4_threads", same, 1, false);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc > 1) size.short_side_px = std::atoi(argv[1]);
    auto const folder = fs::temp_directory_path() / fmt::format("troupe-watched-bench-{}", ::getpid());
    fs::create_directories(folder);
    auto timeline = write_song(folder / "song.wav");
    auto const tables = built_in_tables();
    if (!tables) return 1;
    auto const only = std::string(argc > 2 ? argv[2] : "");
    auto const is_wanted = [&](std::string const& name) { return only.empty() || only == name; };
    if (only.empty()) same_on_threads(folder, timeline, *tables);
    if (only.empty()) seams(folder, timeline);
    // Sung words too: they stand where the picture is fullest.
    add_words(timeline);
    Worst families;
    for (auto const& family : family_names())
        if (is_wanted(family)) watch(family, brief(family, Aspect::portrait_9x16, folder / "song.wav", timeline), folder, families);
    Worst styles;
    for (auto const& style : tables->styles) {
        auto wanted = brief("aura", Aspect::portrait_9x16, folder / "song.wav", timeline);
        wanted.look.video = with_effects(style, *tables);
        if (is_wanted(style.id)) watch(style.id, wanted, folder, styles);
    }
    line("teaser_accents_on_beat_percent_worst_family", families.on_beat, 95, false);
    line("teaser_accents_on_beat_percent_worst_style", styles.on_beat, 95, false);
    line("teaser_flashes_a_second_worst", std::max(families.flashes, styles.flashes), 3, true);
    line("teaser_title_read_percent", 100.0 * (families.titles_read + styles.titles_read) / std::max(1, families.titles + styles.titles), 95, false);
    line("teaser_contrast_of_words_10th_percentile_worst", static_cast<double>(std::min(families.contrast, styles.contrast)), 4.5, false);
    line("teaser_largest_megabytes", std::max(families.largest_mb, styles.largest_mb), 20, true);
    fs::remove_all(folder);
    return 0;
}
