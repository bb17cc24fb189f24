#include "visual/earlier_covers.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

#include "visual/cover.hpp"

namespace troupe::visual {
namespace {

constexpr int most_tries = 6;
constexpr int most_draws = 48;  ///< that only another layout is looked for in: they cost nothing
constexpr int patient_draws = 32;
constexpr std::ptrdiff_t fresh_for = 4;  ///< covers until a layout may come again, for artists with enough of them
constexpr int preview_px = 160;

/// The brief's own seed first. 53 bits, so that it survives every JSON reader.
std::uint64_t drawn_seed(std::uint64_t seed, int draw) {
    return draw == 0 ? seed : Random(seed).stream("another composition", static_cast<std::uint64_t>(draw)).next() >> 11;
}

/// Whether one of the last so many covers has it.
bool is_repeated(Composition const& composition, std::vector<EarlierCover> const& earlier, std::ptrdiff_t last) {
    auto const from = earlier.end() - std::min(last, std::ssize(earlier));
    return std::any_of(from, earlier.end(), [&](auto const& cover) { return composition.family == cover.family && composition.layout == cover.layout; });
}

double nearest(PicturePrint const& print, std::vector<EarlierCover> const& earlier) {
    double least = 1;
    for (auto const& cover : earlier) least = std::min(least, print_distance(print, cover.print));
    return least;
}

}  // namespace

Result<CoverBrief> settled(CoverBrief brief, int threads, std::stop_token stop) {
    TRY(validate(brief));
    auto const earlier = std::exchange(brief.earlier, {});
    if (earlier.empty()) return brief;
    auto const system = TRY(make_system(brief.look));
    auto preview = brief;
    preview.size_px = std::min(brief.size_px, preview_px);
    auto const own = brief.seed;
    double farthest = -1;
    for (int draw = 0, tries = 0; draw < most_draws && tries < most_tries && farthest < twins_apart; ++draw) {
        preview.seed = drawn_seed(own, draw);
        auto const composition = choose_composition(system, preview.seed);
        if (is_repeated(composition, earlier, draw < patient_draws ? fresh_for : 1)) continue;
        ++tries;
        auto const apart = nearest(print_of(TRY(render_cover(preview, composition, threads, stop))), earlier);
        if (apart <= farthest) continue;
        farthest = apart;
        brief.seed = preview.seed;
    }
    return brief;
}

}  // namespace troupe::visual
