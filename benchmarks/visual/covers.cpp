// Covers at full size: time, memory, file size, adherence to the palette, legibility and how an artist's covers relate.
#include <fmt/format.h>
#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <vector>

#include "visual/cover.hpp"

using namespace troupe;
using namespace troupe::visual;

namespace {

void line(std::string_view name, double value, double target, bool less) {
    auto const ok = less ? value <= target : value >= target;
    fmt::print("{} {:.4g} {:.4g} {}\n", name, value, target, ok ? "ok" : "short");
}

std::string hue_hex(double lightness, double chroma, double degrees) {
    auto const h = static_cast<float>(degrees * 3.14159265 / 180);
    return to_hex(to_rgb(into_gamut(to_oklab(Oklch{static_cast<float>(lightness), static_cast<float>(chroma), h}))));
}

/// An artist as the identity composer might make one: two or three hues, an accent, two or three families.
Look artist(int number) {
    Random random(static_cast<std::uint64_t>(number) * 977 + 3);
    auto const hue = random.uniform(0, 360);
    auto const second = hue + random.uniform(-90, 90);
    auto const chroma = random.uniform(0.05, 0.17);
    Look look;
    look.artist = fmt::format("Artist {}", number);
    look.palette = {hue_hex(0.2, chroma * 0.5, hue), hue_hex(0.4, chroma, hue), hue_hex(0.65, chroma, second), hue_hex(0.93, 0.03, second),
                    hue_hex(0.7, 0.16, hue + random.uniform(120, 240))};
    auto names = family_names();
    random.shuffle(names);
    look.families = {{names[0], 5}, {names[1], 3}, {names[2], 1}};
    look.traits["darkness"] = random.uniform(-1, 1);
    static std::vector<std::string> const characters{"neutral", "brutal", "elegant", "soft", "technical", "handmade"};
    look.character = random.pick(characters);
    look.seed = random.next();
    return look;
}

CoverBrief brief(int number, std::uint64_t release, int size_px) {
    static std::vector<std::string> const titles{"Halogen", "Salt Road", "Phase Garden", "Noon", "The Long Way Home"};
    return {artist(number), titles[release % titles.size()], release * 31 + 7, size_px};
}

double median(std::vector<double> values) {
    std::nth_element(values.begin(), values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2), values.end());
    return values[values.size() / 2];
}

double seconds_of(CoverBrief const& wanted, Composition const& composition) {
    auto const start = std::chrono::steady_clock::now();
    if (auto const cover = render_cover(wanted, composition); !cover) {
        fmt::print(stderr, "{}\n", cover.error().message);
        std::exit(1);
    }
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

void measure_speed() {
    std::vector<double> all;
    for (auto const& family : family_names()) {
        std::vector<double> times;
        for (int layout = 0; layout < layout_count(family); ++layout) times.push_back(seconds_of(brief(layout, 1, 3000), {family, layout}));
        line("cover_seconds_" + family, median(times), 1.0, true);
        all.insert(all.end(), times.begin(), times.end());
    }
    line("cover_seconds_median", median(all), 1.0, true);
    line("cover_seconds_worst", *std::max_element(all.begin(), all.end()), 3.0, true);
    rusage usage{};
    getrusage(RUSAGE_SELF, &usage);
    line("cover_memory_mb", static_cast<double>(usage.ru_maxrss) / 1024, 200, true);
}

void measure_file() {
    auto const file = std::filesystem::temp_directory_path() / "troupe_cover_benchmark.jpg";
    double most = 0;
    for (auto const& family : family_names()) {
        auto const cover = render_cover(brief(3, 2, 3000), {family, 0});
        if (cover && media::write_jpeg(file, *cover, {})) most = std::max(most, static_cast<double>(std::filesystem::file_size(file)) / 1e6);
    }
    std::filesystem::remove(file);
    line("cover_file_mb_worst", most, 10, true);
}

using Histogram = std::map<int, double>;

/// Shares of the picture in cells of OKLab, each spread over its neighbours.
Histogram histogram(media::Picture const& picture) {
    Histogram cells;
    for (std::size_t i = 0; i + 2 < picture.rgb.size(); i += 3 * 5) {
        auto const value = [&](std::size_t k) { return decode_srgb(static_cast<float>(picture.rgb[i + k]) / 255); };
        auto const color = to_oklab(Rgb{value(0), value(1), value(2)});
        auto const cell = [](float x) { return static_cast<int>(std::floor(x / 0.08F)) + 10; };
        cells[(cell(color.l) * 64 + cell(color.a)) * 64 + cell(color.b)] += 1;
    }
    double total = 0;
    for (auto const& [key, count] : cells) total += count;
    for (auto& [key, count] : cells) count /= total;
    return cells;
}

double apart(Histogram const& a, Histogram const& b) {
    double common = 0;
    for (auto const& [key, share] : a)
        if (auto const found = b.find(key); found != b.end()) common += std::min(share, found->second);
    return 1 - common;
}

/// 20 artists, 5 covers each: whose is the nearest other cover?
void measure_identity() {
    constexpr int artists = 20;
    constexpr int covers = 5;
    std::vector<Histogram> all;
    for (int number = 0; number < artists; ++number)
        for (std::uint64_t release = 0; release < covers; ++release) {
            auto const made = BuiltInImageMaker().cover(brief(number, release, 300), {});
            if (!made) std::exit(1);
            all.push_back(histogram(*made));
        }
    int right = 0;
    double twin = 1;
    for (std::size_t i = 0; i < all.size(); ++i) {
        std::size_t nearest = i == 0 ? 1 : 0;
        double least = 9;
        for (std::size_t k = 0; k < all.size(); ++k) {
            if (k == i) continue;
            auto const distance = apart(all[i], all[k]);
            if (distance < least) {
                least = distance;
                nearest = k;
            }
            if (i / covers == k / covers) twin = std::min(twin, distance);
        }
        if (nearest / covers == i / covers) ++right;
    }
    line("cover_nearest_is_own_percent", 100.0 * right / static_cast<double>(all.size()), 90, false);
    line("cover_nearest_twin", twin, 0.05, false);
}

}  // namespace

int main() {
    measure_speed();
    measure_file();
    measure_identity();
    return 0;
}
