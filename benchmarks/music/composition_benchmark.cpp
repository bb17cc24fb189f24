// Measures what the composer writes against 909 real songs (the table of metric_rows) and prints one line a number:
// NAME value target ok|short. Without arguments also how alike songs are and how lyrics sit. Arguments: names of genres
// (all by default), -n SONGS (200), -v for every row, -c candidates.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "music/impl/composer.hpp"
#include "music/impl/composing/rows.hpp"

namespace {

using namespace troupe;
using namespace troupe::music;
namespace engine = troupe::music::impl;

struct Options {
    int songs = 200;
    int candidates = 24;
    bool verbose = false;
    std::set<std::string> genres;
};

Options parse(int argc, char** argv) {
    Options options;
    for (int i = 1; i < argc; ++i) {
        std::string_view const word = argv[i];
        if (word == "-v") options.verbose = true;
        else if (word == "-n" && i + 1 < argc) options.songs = std::max(1, std::atoi(argv[++i]));
        else if (word == "-c" && i + 1 < argc) options.candidates = std::max(1, std::atoi(argv[++i]));
        else options.genres.emplace(word);
    }
    return options;
}

void line(std::string const& name, double value, double target, bool at_least = true) {
    bool const ok = at_least ? value >= target : value <= target;
    fmt::print("{} {:.3f} {}{} {}\n", name, value, at_least ? ">=" : "<=", target, ok ? "ok" : "short");
    std::fflush(stdout);
}

double percentile(std::vector<double> values, double share) {
    std::sort(values.begin(), values.end());
    return values[static_cast<std::size_t>(share * static_cast<double>(values.size() - 1) + 0.5)];
}

/// One measure over all songs of a genre: true when its median is where it should be.
struct RowResult {
    double inside = 0;
    bool centred = false;
};

RowResult judge_row(engine::MetricRow const& row, Genre const& genre, std::vector<Metrics> const& songs, bool verbose) {
    auto const bounds = engine::bounds_of(row, genre);
    std::vector<double> values;
    for (auto const& song : songs) values.push_back(song.*row.value);
    auto const inside = std::count_if(values.begin(), values.end(), [&](double value) { return bounds.holds(value); });
    RowResult const result{static_cast<double>(inside) / static_cast<double>(values.size()), bounds.centres(percentile(values, 0.5))};
    if (verbose)
        fmt::print("  {:20} inside {:.3f}{} median {:6.2f}{} in {:.2f}..{:.2f}   5-95: {:.2f}..{:.2f} in {:.2f}..{:.2f}\n", row.name,
                   result.inside, result.inside < 0.9 ? "*" : " ", percentile(values, 0.5), result.centred ? " " : "*", bounds.inner_low,
                   bounds.inner_high, percentile(values, 0.05), percentile(values, 0.95), bounds.low, bounds.high);
    return result;
}

/// The metrics of many songs, and how long one took.
std::vector<Metrics> compose_many(std::string const& id, Tables const& tables, Options const& options, double& seconds) {
    std::vector<Metrics> songs;
    auto const start = std::chrono::steady_clock::now();
    for (int seed = 0; seed < options.songs; ++seed) {
        Brief const brief{.genre = id, .seed = static_cast<std::uint64_t>(seed) + 1000};
        songs.push_back(engine::compose(engine::make_plan(brief, tables), brief, options.candidates).metrics);
    }
    seconds += std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    return songs;
}

void judge_genre(std::string const& id, Genre const& genre, std::vector<Metrics> const& songs, bool verbose) {
    double worst = 1, centred = 0, rows = 0;
    std::string worst_name;
    for (auto const& row : engine::metric_rows()) {
        auto const result = judge_row(row, genre, songs, verbose);
        if (result.inside < worst) {
            worst = result.inside;
            worst_name = row.name;
        }
        centred += result.centred ? 1 : 0;
        rows += 1;
    }
    if (worst < 0.9) fmt::print("# {}: worst row is {}\n", id, worst_name);
    line("composition_" + id + "_worst_row_inside", worst, 0.9);
    if (genre.song_like) line("composition_" + id + "_rows_centred", centred / rows, 0.75);
}

std::vector<MelodyPrint> prints_of(std::string const& genre, std::string const& signature, int songs, Tables const& tables) {
    std::vector<MelodyPrint> prints;
    for (int seed = 0; seed < songs; ++seed) {
        Brief const brief{.genre = genre, .signature = signature, .seed = static_cast<std::uint64_t>(seed) + 1};
        prints.push_back(print_of(engine::compose(engine::make_plan(brief, tables), brief, 8)));
    }
    return prints;
}

/// The 99th percentile over all pairs: what the diversity gate must let pass.
double likeness_p99(std::vector<MelodyPrint> const& prints) {
    std::vector<double> pairs;
    for (std::size_t a = 0; a < prints.size(); ++a)
        for (std::size_t b = a + 1; b < prints.size(); ++b) pairs.push_back(likeness(prints[a], prints[b]));
    return percentile(pairs, 0.99);
}

void measure_likeness(Tables const& tables) {
    for (auto const* genre : {"pop", "lofi", "techno", "house"}) {
        line(fmt::format("composition_{}_likeness_p99", genre), likeness_p99(prints_of(genre, "", 40, tables)), engine::likeness_limit, false);
        line(fmt::format("composition_{}_likeness_of_one_artist_p99", genre), likeness_p99(prints_of(genre, "north harbour", 40, tables)),
             engine::likeness_limit, false);
    }
}

/// Of stressed and of unstressed syllables the share on a beat.
void measure_singing(Tables const& tables, bool verbose) {
    std::vector<LyricSection> const lyrics{
        {"verse", {{"I walked along the river in the evening"}, {"the windows held the colour of the sea"}, {"and every broken promise of the summer"}, {"was written on the water for me"}}},
        {"chorus", {{"carry me home before the morning"}, {"carry the light across the floor"}, {"nobody hears the quiet warning"}, {"nobody waits behind the door"}}}};
    double strong = 0, strong_on = 0, weak = 0, weak_on = 0;
    std::vector<Metrics> songs;
    for (auto const* genre : {"pop", "indie"})
        for (std::uint64_t seed = 0; seed < 20; ++seed) {
            Brief const brief{.genre = genre, .vocals = "sung", .lyrics = lyrics, .seed = seed};
            auto const score = engine::compose(engine::make_plan(brief, tables), brief, 16);
            songs.push_back(score.metrics);
            for (auto const& syllable : score.syllables) {
                if (syllable.line < 0 || syllable.text == "~") continue;
                bool const on = syllable.tick % score.metre.pulse_ticks() == 0;
                (syllable.stressed ? strong : weak) += 1;
                if (on) (syllable.stressed ? strong_on : weak_on) += 1;
            }
        }
    line("composition_stressed_syllables_on_beats", strong_on / strong, 0.8);
    line("composition_unstressed_syllables_on_beats", weak_on / weak, 0.35, false);
    judge_genre("sung", tables.genre("pop"), songs, verbose);
}

}  // namespace

int main(int argc, char** argv) {
    auto const options = parse(argc, argv);
    auto const tables = Tables::load();
    if (!tables) {
        fmt::print(stderr, "{}\n", tables.error().message);
        return 1;
    }
    double seconds = 0;
    int genres = 0;
    for (auto const& [id, genre] : tables->genres()) {
        if (!options.genres.empty() && !options.genres.contains(id)) continue;
        judge_genre(id, genre, compose_many(id, *tables, options, seconds), options.verbose);
        ++genres;
    }
    if (options.genres.empty()) {
        measure_likeness(*tables);
        measure_singing(*tables, options.verbose);
    }
    if (genres > 0) line(fmt::format("composition_{}_candidates_ms", options.candidates), seconds / genres / options.songs * 1000, 200, false);
}
