#include "music/impl/composing/rhythm.hpp"

#include <algorithm>
#include <cmath>
#include <cstdlib>

#include "music/impl/composing/pattern.hpp"

namespace troupe::music::impl {
namespace {

constexpr double impossible = -1e9;

double onset_weight(double accent, MelodyStyle const& style) {
    if (accent > 0.9) return 1.1;
    if (accent > 0.5) return accent;
    if (accent > 0.2) return 0.45 + 0.35 * style.syncopation;
    return 0.05 + 0.35 * style.syncopation;
}

/// How well a syllable sits on a step.
double seat(Syllable const& syllable, double accent, double taste, MelodyStyle const& style) {
    // Not always: songs anticipate stresses, the more so the more they are syncopated.
    auto const unstressed = accent < 0.2 ? 0.02 : 0.2 - 0.35 * accent;
    return (syllable.stressed ? 1.1 * accent : unstressed) + (0.08 + 0.4 * style.syncopation) * taste;
}

/// How well one syllable follows another after `gap` steps.
double stride(Syllable const& before, int gap, double usual) {
    double cost = 0.16 * std::abs(gap - usual);
    if (gap < 2) cost += before.stressed ? 0.5 : 0.15;
    // A word is sung in one breath.
    if (!before.ends_word && gap > 4) cost += 0.5 * (gap - 4);
    return -cost;
}

}  // namespace

std::vector<double> draw_taste(int steps, Random& random) {
    // Gumbel noise: the largest of log(weight) + noise are a sample by weight without replacement.
    std::vector<double> taste(static_cast<std::size_t>(steps));
    for (auto& value : taste) value = -std::log(-std::log(std::clamp(random.uniform(), 1e-9, 1 - 1e-9)));
    return taste;
}

std::vector<int> draw_onsets(int steps, int count, Metre const& metre, MelodyStyle const& style, std::vector<double> const& taste) {
    auto const accents = accents_of(metre);
    std::vector<std::pair<double, int>> places;
    for (int step = 0; step < steps; step += style.grid) {
        auto const weight = onset_weight(accents[static_cast<std::size_t>(step) % accents.size()], style);
        // A little less chance than pure sampling: the downbeat of a phrase is seldom missing.
        places.emplace_back(-(std::log(weight) + 0.75 * taste[static_cast<std::size_t>(step) % taste.size()]), step);
    }
    std::sort(places.begin(), places.end());
    std::vector<int> onsets;
    for (std::size_t i = 0; i < places.size() && static_cast<int>(i) < count; ++i) onsets.push_back(places[i].second);
    std::sort(onsets.begin(), onsets.end());
    return onsets;
}

std::vector<int> set_syllables(std::vector<Syllable> const& syllables, int steps, Metre const& metre, MelodyStyle const& style,
                               std::vector<double> const& taste) {
    auto const count = static_cast<int>(syllables.size());
    auto const accents = accents_of(metre);
    int grid = count * 2 <= steps - 2 ? std::min(style.grid, 2) : 1;
    if ((count - 1) * grid >= steps) grid = 1;
    // A line does not fill its bars: it ends early and the band answers.
    int const room = std::clamp(count * 3, std::min(count * grid + 1, steps), std::max(count * grid, steps - 3));
    int const end = std::min(room, steps);
    auto const usual = std::clamp(static_cast<double>(end) / count, 1.0, 4.0);
    std::vector<std::vector<double>> best(syllables.size(), std::vector<double>(static_cast<std::size_t>(end), impossible));
    std::vector<std::vector<int>> from(syllables.size(), std::vector<int>(static_cast<std::size_t>(end), -1));
    for (int i = 0; i < count; ++i)
        for (int p = i * grid; p < end; p += grid) {
            auto const s = static_cast<std::size_t>(i), at = static_cast<std::size_t>(p);
            auto const own = seat(syllables[s], accents[at % accents.size()], taste[at % taste.size()], style);
            if (i == 0) best[s][at] = own - 0.12 * p;
            for (int q = i > 0 ? std::max(0, p - 12) : p; q < p; ++q) {
                auto const value = best[s - 1][static_cast<std::size_t>(q)] + stride(syllables[s - 1], p - q, usual) + own;
                if (best[s - 1][static_cast<std::size_t>(q)] <= impossible || value <= best[s][at]) continue;
                best[s][at] = value;
                from[s][at] = q;
            }
        }
    std::vector<int> onsets(syllables.size());
    auto const& last = best.back();
    int at = static_cast<int>(std::max_element(last.begin(), last.end()) - last.begin());
    for (int i = count - 1; i >= 0; --i) {
        onsets[static_cast<std::size_t>(i)] = at;
        at = from[static_cast<std::size_t>(i)][static_cast<std::size_t>(at)];
    }
    return onsets;
}

}  // namespace troupe::music::impl
