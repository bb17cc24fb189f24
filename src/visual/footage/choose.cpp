#include "visual/footage/choose.hpp"

#include <algorithm>
#include <cmath>

#include "base/random.hpp"
#include "base/text.hpp"

namespace troupe::visual {
namespace {

constexpr double most_enlarged = 1.8;
constexpr std::uint64_t most_file_bytes = 200'000'000;
constexpr Seconds least_spare{0.6};

double enlarged(Rendition const& file, int width_px, int height_px) {
    if (file.width_px <= 0 || file.height_px <= 0) return 1e9;
    return std::max(static_cast<double>(width_px) / file.width_px, static_cast<double>(height_px) / file.height_px);
}

/// The share of a picture that is left when its middle is cropped to another shape.
double kept(Rendition const& file, int width_px, int height_px) {
    auto const have = static_cast<double>(file.width_px) / file.height_px;
    auto const want = static_cast<double>(width_px) / height_px;
    return std::min(have / want, want / have);
}

bool means(std::string const& word, std::string const& wanted) { return word == wanted || word == wanted + "s" || word + "s" == wanted; }

double share_described(std::vector<std::string> const& words, std::string const& phrase) {
    auto const wanted = text::words(phrase);
    if (wanted.empty()) return 0;
    auto const found = std::count_if(wanted.begin(), wanted.end(), [&](auto const& word) { return describes(words, word); });
    return static_cast<double>(found) / static_cast<double>(wanted.size());
}

}  // namespace

bool describes(std::vector<std::string> const& words, std::string const& phrase) {
    auto const wanted = text::words(phrase);
    return !wanted.empty() && std::all_of(wanted.begin(), wanted.end(), [&](auto const& each) {
        return std::any_of(words.begin(), words.end(), [&](auto const& word) { return means(word, each); });
    });
}

Rendition const* fitting(Clip const& clip, int width_px, int height_px) {
    Rendition const* best = nullptr;
    for (auto const& file : clip.renditions) {
        auto const scale = enlarged(file, width_px, height_px);
        if (scale > most_enlarged || file.size_bytes > most_file_bytes) continue;
        auto const best_scale = best == nullptr ? 1e9 : enlarged(*best, width_px, height_px);
        // Below 1 the larger factor is the smaller file; above it less is better.
        if (best == nullptr || (scale <= 1 ? best_scale > 1 || scale > best_scale : best_scale > 1 && scale < best_scale)) best = &file;
    }
    return best;
}

std::vector<ClipChoice> rank(std::vector<Clip> const& clips, ClipWish const& wish) {
    std::vector<ClipChoice> choices;
    int place = 0;
    for (auto const& clip : clips) {
        ++place;
        auto const is_unwanted = [&](std::string const& phrase) { return describes(clip.words, phrase); };
        if (clip.length < wish.length + least_spare || std::any_of(wish.avoid.begin(), wish.avoid.end(), is_unwanted)) continue;
        auto const* file = fitting(clip, wish.width_px, wish.height_px);
        if (file == nullptr) continue;
        auto const sharp = std::min(1.0, 1 / enlarged(*file, wish.width_px, wish.height_px));
        auto const taste = Random(wish.seed).stream(clip.key()).uniform();
        choices.push_back({clip, *file,
                           kept(*file, wish.width_px, wish.height_px) + 0.7 * sharp + 0.6 * share_described(clip.words, wish.words) -
                               0.03 * place + 0.3 * taste});
    }
    std::stable_sort(choices.begin(), choices.end(), [](auto const& a, auto const& b) { return a.score > b.score; });
    return choices;
}

Seconds start_in(Seconds clip, Seconds stretch) {
    auto const spare = std::max(0.0, (clip - stretch).count());
    return Seconds(std::clamp(spare / 3, std::min(0.5, spare / 2), 4.0));
}

}  // namespace troupe::visual
