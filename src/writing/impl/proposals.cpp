#include "writing/impl/proposals.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/random.hpp"

namespace troupe::writing::impl {
namespace {

constexpr int most = 8;

/// A corner of the space of artists.
struct Pole {
    std::string_view name;
    std::string_view family;
    Axes axes;
};

//                                                     valence energy dark  warmth intim  raw   future public
constexpr std::array<Pole, 8> poles{{{"dark and hidden", "electronic", {-0.4, 0.2, 0.8, -0.4, -0.2, 0.2, 0.5, -0.8}},
                                     {"warm and close", "acoustic", {0.1, -0.6, -0.1, 0.8, 0.8, 0.1, -0.7, -0.2}},
                                     {"bright and public", "pop", {0.8, 0.5, -0.6, 0.3, 0.1, -0.5, 0.2, 0.8}},
                                     {"raw and loud", "band", {-0.3, 0.8, 0.3, -0.1, -0.3, 0.8, -0.2, 0.1}},
                                     {"talkative and of the street", "hip_hop", {-0.1, 0.3, 0.2, 0.3, 0.2, 0.5, 0.1, 0.5}},
                                     {"calm and wide", "electronic", {0.2, -0.8, -0.1, 0.2, 0.1, -0.5, 0.3, -0.4}},
                                     {"euphoric and made for dancing", "electronic", {0.7, 0.8, -0.3, 0.2, -0.5, -0.2, 0.2, 0.4}},
                                     {"strange and theatrical", "pop", {-0.2, 0.2, 0.3, -0.3, 0.2, -0.1, 0.8, 0.3}}}};

bool names_genre(Understood const& understood) {
    return std::any_of(understood.genres.begin(), understood.genres.end(), [](auto const& genre) { return genre.second >= 3; });
}

/// Whether a pole contradicts what the prompt says; such poles come last.
bool contradicts(Pole const& pole, Understood const& understood) { return dot(pole.axes, understood.axes) < -0.2; }

/// Neighbours differ in family: the shuffled poles, those of a family already there put back.
std::vector<Pole> order_of(Understood const& understood, Random random) {
    std::vector<Pole> order(poles.begin(), poles.end());
    random.shuffle(order);
    std::stable_partition(order.begin(), order.end(), [&](auto const& pole) { return !contradicts(pole, understood); });
    std::vector<Pole> apart, rest;
    for (auto const& pole : order) {
        bool const is_new = std::none_of(apart.begin(), apart.end(), [&](auto const& other) { return other.family == pole.family; });
        (is_new ? apart : rest).push_back(pole);
    }
    apart.insert(apart.end(), rest.begin(), rest.end());
    return apart;
}

Understood pulled(Understood understood, Pole const& pole, std::vector<std::string> const& countries, int number, int count) {
    if (!understood.family && !names_genre(understood)) understood.family = pole.family;
    for (std::size_t axis = 0; axis < pole.axes.size(); ++axis)
        if (std::abs(understood.axes[axis]) < 0.05) understood.axes[axis] = pole.axes[axis];
    if (!understood.place && !understood.country) understood.other_countries = countries;
    understood.assumptions.push_back("proposal " + std::to_string(number) + " of " + std::to_string(count) + ": " + std::string(pole.name));
    return understood;
}

}  // namespace

Result<std::vector<artist::Profile>> compose_proposals(IdentityRequest const& request, int count, Source const& source) {
    if (count < 1 || count > most) return fail(ErrorCode::invalid_input, "count: 1 to 8 proposals can be made");
    auto const understood = TRY(understand(request.prompt, source.banks, source.genres, source.net));
    auto const order = order_of(understood, Random(request.seed).stream("proposals"));
    auto next = request;
    std::vector<artist::Profile> profiles;
    std::vector<std::string> countries;
    for (int i = 0; i < count; ++i) {
        next.seed = i == 0 ? request.seed : Random(request.seed).stream("proposal", static_cast<std::uint64_t>(i)).next();
        profiles.push_back(TRY(compose_identity(next, pulled(understood, order[static_cast<std::size_t>(i)], countries, i + 1, count), source)));
        next.roster.push_back(roster_entry(profiles.back()));
        countries.push_back(profiles.back().audience.territories.front());
    }
    return profiles;
}

}  // namespace troupe::writing::impl
