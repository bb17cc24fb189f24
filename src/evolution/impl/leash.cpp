#include "evolution/impl/leash.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "artist/distance.hpp"

namespace troupe::evolution::impl {
namespace {

constexpr double rounding = 1e-9;

}  // namespace

Leash::Leash(EvolveRequest const& request)
    : request_(request), anchor_(request.anchor.value_or(request.profile.style)) {
    auto const& settings = request.settings;
    budget_ = std::clamp(settings.quarter_budget - request.spent_this_quarter, 0.0, settings.step_budget);
}

double Leash::distance(artist::Style const& style) const { return artist::style_distance(anchor_, style); }

std::string Leash::refusal(artist::Style const& now, artist::Style const& next) const {
    auto const limit = request_.profile.settings.identity_limit;
    auto const reached = distance(next);
    if (reached > limit && reached > distance(now)) return fmt::format("the identity limit of {} is", limit);
    if (artist::style_distance(request_.profile.style, next) > budget_ + rounding)
        return budget_ < request_.settings.step_budget
                   ? fmt::format("the budget of {} for a quarter ({:.3f} spent before) is",
                                 request_.settings.quarter_budget, request_.spent_this_quarter)
                   : fmt::format("the budget of {} for one step is", request_.settings.step_budget);
    return {};
}

std::optional<Moved> Leash::within(Move const& move, artist::Profile& profile, std::vector<std::string>& notes) const {
    double share = 1;
    std::string refused;
    for (int tries = 0; tries < 8; ++tries, share /= 2) {
        auto next = profile;
        auto smaller = move;
        smaller.amount *= share;
        auto moved = apply(smaller, next, request_.settings);
        if (!moved) break;
        auto const why_not = refusal(profile.style, next.style);
        if (!why_not.empty()) {
            refused = why_not;
            continue;
        }
        profile = std::move(next);
        if (share < 1)
            notes.push_back(fmt::format("{} moves less than the evidence allows: {} near.", moved->path, refused));
        return moved;
    }
    if (!refused.empty())
        notes.push_back(fmt::format("{} does not move: {} reached.", path_of(move.factor, move.level), refused));
    return std::nullopt;
}

}  // namespace troupe::evolution::impl
