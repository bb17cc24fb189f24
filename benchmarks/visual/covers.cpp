// Covers: time, memory, file size, adherence to the palette, contrast of the type and how an artist's covers relate.
// `--identity [FILE]` measures the last of these alone, of the twenty looks in the file or of ours.
// With `--gallery DIR` it writes the pictures of docs/gallery/covers.md, with `--titles DIR` those that read_titles.py reads.
#include <fmt/format.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <functional>
#include <map>
#include <sstream>
#include <vector>

#include "base/json.hpp"
#include "visual/cover.hpp"
#include "visual/earlier_covers.hpp"
#include "visual/impl/compose.hpp"
#include "visual/impl/lettering.hpp"
#include "visual/impl/release.hpp"

using namespace troupe;
using namespace troupe::visual;

namespace {

constexpr int artists = 20;
constexpr int covers = 5;

void line(std::string_view name, double value, double target, bool less) {
    auto const ok = less ? value <= target : value >= target;
    fmt::print("{} {:.4g} {:.4g} {}\n", name, value, target, ok ? "ok" : "short");
    std::fflush(stdout);
}

template <class T>
T must(Result<T> result) {
    if (result) return std::move(*result);
    fmt::print(stderr, "{}\n", result.error().message);
    std::exit(1);
}

std::string artists_file = TROUPE_BENCHMARK_ARTISTS;

/// Twenty artists that the program invented, one for each of twenty prompts, with the looks it gave them.
std::vector<Look>& looks() {
    static auto all = [] {
        std::ifstream file(artists_file);
        std::stringstream text;
        text << file.rdbuf();
        return must(json::from_value<std::vector<Look>>(must(json::parse_value(text.str())), json::Unknown::refuse, "artists.json"));
    }();
    return all;
}

CoverBrief brief(int number, std::uint64_t release, int size_px) {
    static std::vector<std::string> const titles{"Halogen",         "Salt Road",     "Phase Garden", "Noon",       "The Long Way Home", "Silver Harbour", "Letters to the Coast",
                                                 "Second Daylight", "Undertow",      "Paper Moons",  "Glass Hour", "Kilometre Zero",    "Velvet Static",  "A Map of Quiet Places",
                                                 "Tidal",           "North of Here", "Ember"};
    return {looks()[static_cast<std::size_t>(number) % looks().size()], titles[(static_cast<std::size_t>(number) * 5 + release) % titles.size()], release * 31 + 7, size_px};
}

double percentile(std::vector<double> values, double share) {
    auto const index = static_cast<std::ptrdiff_t>(share * static_cast<double>(values.size() - 1));
    std::nth_element(values.begin(), values.begin() + index, values.end());
    return values[static_cast<std::size_t>(index)];
}

struct Cost {
    double seconds = 0, cpu = 0;
};

double cpu_seconds() {
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    auto const of = [](timeval const& time) { return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec); };
    return of(usage.ru_utime) + of(usage.ru_stime);
}

Cost cost_of(CoverBrief const& wanted, Composition const& composition) {
    auto const start = std::chrono::steady_clock::now();
    auto const cpu = cpu_seconds();
    must(render_cover(wanted, composition, 2));
    return {std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count(), cpu_seconds() - cpu};
}

void measure_speed() {
    std::vector<double> all;
    std::vector<double> cpu;
    for (auto const& family : family_names()) {
        std::vector<double> times;
        for (int layout = 0; layout < layout_count(family); ++layout) {
            auto const cost = cost_of(brief(layout, 1, 3000), {family, layout});
            times.push_back(cost.seconds);
            cpu.push_back(cost.cpu);
        }
        line("cover_seconds_" + family, percentile(times, 0.5), 1.0, true);
        all.insert(all.end(), times.begin(), times.end());
    }
    line("cover_seconds_median", percentile(all, 0.5), 1.0, true);
    line("cover_seconds_worst", *std::max_element(all.begin(), all.end()), 3.0, true);
    // What two idle cores would need at the best: the machine may be busy.
    line("cover_cpu_seconds_median_per_core", percentile(cpu, 0.5) / 2, 1.0, true);
    line("cover_cpu_seconds_worst_per_core", *std::max_element(cpu.begin(), cpu.end()) / 2, 3.0, true);
}

void measure_preview() {
    double most = 0;
    for (auto const& family : family_names())
        for (int layout = 0; layout < layout_count(family); ++layout) most = std::max(most, cost_of(brief(layout, 2, 800), {family, layout}).seconds);
    line("cover_preview_seconds_worst", most, 2.0, true);
}

/// What it costs to keep away from a catalogue of a dozen, all of whose layouts and colours are the artist's own.
void measure_settling() {
    std::vector<double> times;
    for (int number = 0; number < artists; ++number) {
        auto wanted = brief(number, 20, 3000);
        auto const system = must(make_system(wanted.look));
        for (std::uint64_t release = 0; release < 12; ++release) {
            auto const composition = choose_composition(system, brief(number, release, 160).seed);
            wanted.earlier.push_back({composition.family, composition.layout, print_of(must(render_cover(brief(number, release, 160), composition, 2)))});
        }
        auto const start = std::chrono::steady_clock::now();
        must(settled(wanted, 2));
        times.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count());
    }
    line("cover_keeping_away_seconds_median", percentile(times, 0.5), 0.2, true);
    line("cover_keeping_away_seconds_worst", percentile(times, 1), 1.0, true);
}

/// Peak memory of a process that does nothing but one cover.
double memory_of(CoverBrief const& wanted, Composition const& composition) {
    auto const child = ::fork();
    if (child == 0) {
        must(render_cover(wanted, composition, 2));
        std::_Exit(0);
    }
    int status = 0;
    rusage usage{};
    ::wait4(child, &status, 0, &usage);
    return status == 0 ? static_cast<double>(usage.ru_maxrss) / 1024 : 1e9;
}

/// Call first: a child's memory begins with its parent's.
void measure_memory() {
    double most = 0;
    for (auto const& family : family_names())
        for (auto const kind : {ReleaseKind::single, ReleaseKind::ep}) {
            auto wanted = brief(3, 2, 3000);
            wanted.kind = kind;
            most = std::max(most, memory_of(wanted, {family, 0}));
        }
    line("cover_memory_mb_worst", most, 200, true);
}

void measure_file() {
    auto const file = std::filesystem::temp_directory_path() / fmt::format("troupe_cover_benchmark_{}.jpg", ::getpid());
    double most = 0;
    for (auto const& family : family_names()) {
        auto const cover = must(render_cover(brief(3, 2, 3000), {family, 0}));
        must(media::write_jpeg(file, cover, {}).map([] { return 0; }));
        most = std::max(most, static_cast<double>(std::filesystem::file_size(file)) / 1e6);
    }
    std::filesystem::remove(file);
    line("cover_file_mb_worst", most, 10, true);
}

std::vector<Oklab> sampled(media::Picture const& picture) {
    std::vector<Oklab> colors;
    for (std::size_t i = 0; i + 2 < picture.rgb.size(); i += 3 * 5) {
        auto const value = [&](std::size_t k) { return decode_srgb(static_cast<float>(picture.rgb[i + k]) / 255); };
        colors.push_back(to_oklab(Rgb{value(0), value(1), value(2)}));
    }
    return colors;
}

using Histogram = std::map<int, double>;
constexpr float cell_size = 0.08F;

/// Shares of the picture in cells of OKLab; a colour between the middles of cells counts for each of the eight around it,
/// so that a colour at the edge of a cell is not far from one a hair beyond it.
Histogram histogram(std::vector<Oklab> const& colors) {
    Histogram cells;
    for (auto const& color : colors) {
        std::array<float, 3> const place{color.l / cell_size, color.a / cell_size, color.b / cell_size};
        for (int corner = 0; corner < 8; ++corner) {
            int key = 0;
            double share = 1;
            for (int axis = 0; axis < 3; ++axis) {
                auto const value = place[static_cast<std::size_t>(axis)];
                auto const low = std::floor(value);
                auto const upper = (corner >> axis & 1) != 0;
                share *= static_cast<double>(upper ? value - low : 1 - (value - low));
                key = key * 64 + static_cast<int>(low) + (upper ? 1 : 0) + 16;
            }
            cells[key] += share / static_cast<double>(colors.size());
        }
    }
    return cells;
}

double apart(Histogram const& a, Histogram const& b) {
    double common = 0;
    for (auto const& [key, share] : a)
        if (auto const found = b.find(key); found != b.end()) common += std::min(share, found->second);
    return 1 - common;
}

/// The few colours that hold most of a picture: means of the fullest cells, together at least 60 % of it.
std::vector<std::pair<Oklab, double>> dominant(std::vector<Oklab> const& colors) {
    struct Sum {
        double l = 0, a = 0, b = 0, count = 0;
    };
    std::map<int, Sum> cells;
    for (auto const& color : colors) {
        auto const cell = [](float x) { return static_cast<int>(std::floor(x / cell_size)) + 16; };
        auto& sum = cells[(cell(color.l) * 64 + cell(color.a)) * 64 + cell(color.b)];
        sum.l += static_cast<double>(color.l);
        sum.a += static_cast<double>(color.a);
        sum.b += static_cast<double>(color.b);
        sum.count += 1;
    }
    std::vector<Sum> sums;
    for (auto const& [key, sum] : cells) sums.push_back(sum);
    std::sort(sums.begin(), sums.end(), [](Sum const& x, Sum const& y) { return x.count > y.count; });
    std::vector<std::pair<Oklab, double>> result;
    double held = 0;
    for (auto const& sum : sums) {
        if (held > 0.6 * static_cast<double>(colors.size())) break;
        held += sum.count;
        result.push_back({{static_cast<float>(sum.l / sum.count), static_cast<float>(sum.a / sum.count), static_cast<float>(sum.b / sum.count)}, sum.count});
    }
    return result;
}

/// Everything an artist's system may print: the scale, the light on its ground, inks and accent.
std::vector<Oklab> own_colors(VisualSystem const& system) {
    std::vector<Oklab> own(system.inks.begin(), system.inks.end());
    own.insert(own.end(), system.forms.begin(), system.forms.end());
    own.push_back(system.accent);
    own.push_back(system.ground);
    own.push_back(system.mount);
    for (int i = 0; i <= 64; ++i) {
        own.push_back(to_oklab(system.ramp(static_cast<float>(i) / 64)));
        own.push_back(to_oklab(system.glow(static_cast<float>(i) / 64)));
    }
    return own;
}

double distance_to(std::vector<std::pair<Oklab, double>> const& colors, std::vector<Oklab> const& own) {
    double sum = 0;
    double weight = 0;
    for (auto const& [color, count] : colors) {
        float least = 9;
        for (auto const& item : own) least = std::min(least, distance(item, color));
        sum += count * static_cast<double>(least);
        weight += count;
    }
    return sum / weight;
}

struct Catalogue {
    std::vector<std::vector<Oklab>> pictures;  // artist by artist
    int repeated = 0;                          // covers in the layout of the one before
};

/// Makes the cover, adds it to the catalogue, and says what the next ones have to know of it.
EarlierCover shown(CoverBrief const& wanted, Catalogue& catalogue) {
    auto const final_brief = must(settled(wanted));
    auto const composition = choose_composition(must(make_system(wanted.look)), final_brief.seed);
    auto const picture = must(BuiltInImageMaker().cover(wanted, {}));
    if (!wanted.earlier.empty() && wanted.earlier.back().family == composition.family && wanted.earlier.back().layout == composition.layout) ++catalogue.repeated;
    catalogue.pictures.push_back(sampled(picture));
    return {composition.family, composition.layout, print_of(picture)};
}

Catalogue make_catalogue() {
    Catalogue catalogue;
    for (int number = 0; number < artists; ++number) {
        std::vector<EarlierCover> earlier;
        for (std::uint64_t release = 0; release < covers; ++release) {
            auto wanted = brief(number, release, 300);
            // A catalogue as it comes: three singles, an EP, an album, each knowing those before it.
            wanted.kind = release == 3 ? ReleaseKind::ep : release == 4 ? ReleaseKind::album : ReleaseKind::single;
            wanted.earlier = earlier;
            earlier.push_back(shown(wanted, catalogue));
        }
    }
    return catalogue;
}

void measure_palette(Catalogue const& catalogue) {
    std::vector<std::vector<Oklab>> own;
    for (auto const& look : looks()) own.push_back(own_colors(must(make_system(look))));
    std::vector<double> mine;
    std::vector<double> nearest_other;
    for (std::size_t i = 0; i < catalogue.pictures.size(); ++i) {
        auto const colors = dominant(catalogue.pictures[i]);
        mine.push_back(distance_to(colors, own[i / covers]));
        double sum = 0;
        for (std::size_t other = 0; other < own.size(); ++other)
            if (other != i / covers) sum += distance_to(colors, own[other]);
        nearest_other.push_back(sum / (artists - 1));
    }
    line("cover_colours_to_own_median", percentile(mine, 0.5), 0.04, true);
    line("cover_colours_to_own_worst", percentile(mine, 1), 0.04, true);
    double mean = 0;
    for (auto const value : nearest_other) mean += value / static_cast<double>(nearest_other.size());
    line("cover_colours_to_others_mean", mean, 0.06, false);
}

struct Relation {
    double own_percent = 0;
    double twin = 1;
};

/// 20 artists, 5 covers each: whose is the nearest other cover?
Relation measure_identity(Catalogue const& catalogue) {
    std::vector<Histogram> all;
    for (auto const& picture : catalogue.pictures) all.push_back(histogram(picture));
    int right = 0;
    double twin = 1;
    std::string pair;
    std::map<std::size_t, std::string> wrong;
    for (std::size_t i = 0; i < all.size(); ++i) {
        std::size_t nearest = i == 0 ? 1 : 0;
        double least = 9;
        for (std::size_t k = 0; k < all.size(); ++k) {
            if (k == i) continue;
            auto const far = apart(all[i], all[k]);
            if (far < least) {
                least = far;
                nearest = k;
            }
            if (i / covers == k / covers && far < twin) {
                twin = far;
                pair = fmt::format("{} {} and {}", looks()[i / covers].artist, i % covers, k % covers);
            }
        }
        if (nearest / covers == i / covers) ++right;
        else wrong[i / covers] += fmt::format(" {} ({}:{})", looks()[nearest / covers].artist, i % covers, nearest % covers);
    }
    for (auto const& [artist, names] : wrong) fmt::print("# {} taken for{}\n", looks()[artist].artist, names);
    fmt::print("# nearest twins: {}, {:.4f} apart\n", pair, twin);
    return {100.0 * right / static_cast<double>(all.size()), twin};
}

/// One roster of twenty is a matter of luck by several percent: the same twenty palettes are dealt seven times.
void measure_rosters(Catalogue catalogue) {
    constexpr int deals = 7;
    double own = 0;
    double least = 100;
    double twin = 1;
    int repeated = 0;
    for (int deal = 0; deal < deals; ++deal) {
        auto const relation = measure_identity(catalogue);
        own += relation.own_percent / deals;
        least = std::min(least, relation.own_percent);
        twin = std::min(twin, relation.twin);
        repeated += catalogue.repeated;
        for (auto& look : looks()) look.seed = Random(look.seed).stream("deal").next() >> 11;
        catalogue = make_catalogue();
    }
    line("cover_nearest_is_own_percent", own, 90, false);
    line("cover_nearest_is_own_percent_worst_roster", least, 90, false);
    line("cover_nearest_twin", twin, 0.05, false);
    line("cover_layouts_repeated", repeated, 0, true);
}

/// Against the ink each text was given, on the ground as it is when the ink comes.
void measure_contrast() {
    std::vector<double> all;
    for (int number = 0; number < artists; ++number)
        for (auto const& family : family_names()) {
            auto const wanted = brief(number, 3, 600);
            auto const system = must(make_system(wanted.look));
            visual::impl::Frame const frame{600, 600};
            Composition const composition{family, number % layout_count(family)};
            auto const art = must(visual::impl::make_family(system, frame, composition, wanted.seed, must(visual::impl::occasion_of(system, wanted))));
            auto const lettering = must(visual::impl::set_lettering(system, art->plan(), frame, art->is_the_title() ? "" : wanted.title));
            Canvas canvas(frame.width_px, frame.height_px, 2);
            art->paint(canvas, lettering.ink(), {});
            for (auto const* placed : {&lettering.title, &lettering.artist}) {
                if (!*placed) continue;
                auto const ink = visual::impl::prepare_ground(canvas, system, **placed, art->light_ground());
                all.push_back(static_cast<double>(visual::impl::contrast_around(canvas, (*placed)->ink(), ink)));
            }
        }
    line("cover_text_contrast_worst", percentile(all, 0), 4.5, false);
    line("cover_text_contrast_10th_percentile", percentile(all, 0.1), 4.5, false);
}

void write_ppm(std::filesystem::path const& file, media::Picture const& picture) {
    std::ofstream out(file, std::ios::binary);
    out << fmt::format("P6\n{} {}\n255\n", picture.width_px, picture.height_px);
    out.write(reinterpret_cast<char const*>(picture.rgb.data()), static_cast<std::streamsize>(picture.rgb.size()));
}

/// Two covers of each artist in each family's turn, and beside them what their titles are.
void write_titles(std::filesystem::path const& folder) {
    std::ofstream list(folder / "titles.tsv");
    auto const& names = family_names();
    for (int i = 0; i < 2 * artists * covers; ++i) {
        auto wanted = brief(i % artists, static_cast<std::uint64_t>(i / artists), 600);
        wanted.kind = i % 7 == 5 ? ReleaseKind::ep : i % 7 == 6 ? ReleaseKind::album : ReleaseKind::single;
        auto const& family = names[static_cast<std::size_t>(i * 3 + i / artists) % names.size()];
        auto const layout = (i + i / artists) % layout_count(family);
        auto const name = fmt::format("{:03}_{}_{}.ppm", i, family, layout);
        write_ppm(folder / name, must(render_cover(wanted, {family, layout})));
        list << name << '\t' << wanted.title << '\n';
    }
}

/// Five artists, four covers each: two singles, an EP and an album, as the artist's own weights choose them.
void write_gallery(std::filesystem::path const& folder) {
    constexpr std::array<int, 5> chosen{0, 1, 4, 13, 15};
    constexpr std::array<ReleaseKind, 4> kinds{ReleaseKind::single, ReleaseKind::single, ReleaseKind::ep, ReleaseKind::album};
    for (std::size_t row = 0; row < chosen.size(); ++row) {
        std::vector<EarlierCover> earlier;
        for (std::size_t column = 0; column < kinds.size(); ++column) {
            auto wanted = brief(chosen[row], column, 600);
            wanted.kind = kinds[column];
            wanted.earlier = earlier;
            Catalogue unused;
            earlier.push_back(shown(wanted, unused));
            write_ppm(folder / fmt::format("cover_{}_{}.ppm", row, column), must(BuiltInImageMaker().cover(wanted, {})));
        }
    }
}

}  // namespace

int main(int argc, char** argv) {
    std::vector<std::string> const arguments(argv + 1, argv + argc);
    if (arguments.size() == 2 && arguments[0] == "--gallery") return write_gallery(arguments[1]), 0;
    if (arguments.size() == 2 && arguments[0] == "--titles") return write_titles(arguments[1]), 0;
    if (arguments.size() == 2 && arguments[0] == "--identity") artists_file = arguments[1];
    if (arguments.empty() || arguments[0] != "--identity") {
        measure_memory();
        measure_speed();
        measure_preview();
        measure_settling();
        measure_file();
        measure_contrast();
    }
    auto const catalogue = make_catalogue();
    measure_palette(catalogue);
    measure_rosters(catalogue);
    return 0;
}
