#include "evolution/style_draw.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "evolution/impl/drawing_space.hpp"

namespace troupe::evolution {
namespace {

constexpr double control_share = 0.1;
constexpr double least_heard = 500;             // as EvolveSettings::least_exposures
constexpr std::size_t pieces_of_ones_own = 12;  // with so many the roster is no longer asked

LearnerSettings settings_for(double rate) {
    LearnerSettings settings;
    // Bolder than in the simulator: with a handful of releases a year what is unknown stays worth trying, and a persona
    // of several moods goes on singing all of them.
    settings.boldness = 0.5;
    settings.optimism = 0;  // with so few songs all levels are unknown, and the persona decides among them
    settings.keep_lean = 1;  // the lean is the style of today, which evolution itself moves
    settings.noise = 0.3;
    settings.base_rate = rate;
    settings.base_variance = 0.25;
    settings.cusum_alarm = 1e9;  // shocks are found before, with their day: see market_shock.hpp
    return settings;
}

/// The learner with all that the artist and the roster have seen.
class Knowledge {
public:
    explicit Knowledge(DrawRequest const& request)
        : request_(request),
          settings_(settings_for(request.own.rate > 0 ? request.own.rate : 0.05)),
          space_(impl::drawing_space(request.style, request.anchor, request.identity_limit, settings_)) {
        if (!space_) return;
        learner_.emplace(space_->space, space_->lean, settings_);
        if (request.own.pieces.size() < pieces_of_ones_own) adopt_roster();
        for (auto const& piece : request.own.pieces) learner_->learn(0, choice_of(piece), trusted(piece));
    }

    [[nodiscard]] bool is_possible() const { return space_.has_value(); }
    [[nodiscard]] impl::DrawingSpace const& space() const { return *space_; }
    [[nodiscard]] StyleLearner const& learner() const { return *learner_; }
    [[nodiscard]] int roster_pieces() const { return roster_pieces_; }
    [[nodiscard]] StyleChoice choice_of(Piece const& piece) const {
        return space_->choice_of(piece.factors, request_.style);
    }

private:
    [[nodiscard]] SaveCount trusted(Piece const& piece) const {
        return thinned(piece.count, trust_after(request_.shock, piece.first), settings_.noise);
    }

    /// Every artist of the roster against its own rate: a famous one is not better for being famous.
    [[nodiscard]] SaveCount at_own_rate(Piece const& piece, double rate) const {
        auto const count = trusted(piece);
        return {count.exposures, std::min(count.exposures, count.saves * settings_.base_rate / rate)};
    }

    void adopt_roster() {
        std::vector<std::pair<Piece const*, double>> pieces;
        for (auto const& artist : request_.roster)
            for (auto const& piece : artist.pieces) pieces.emplace_back(&piece, artist.rate);
        if (pieces.empty()) return;
        std::ranges::stable_sort(pieces, {}, [](auto const& each) { return each.first->first; });
        PooledStyles pool(space_->space, settings_);
        for (auto const& [piece, rate] : pieces) {
            pool.learn(0, choice_of(*piece), at_own_rate(*piece, rate));
            pool.end_round();
        }
        roster_pieces_ = static_cast<int>(pieces.size());
        learner_->adopt(pool);
    }

    DrawRequest const& request_;
    LearnerSettings settings_;
    std::optional<impl::DrawingSpace> space_;
    std::optional<StyleLearner> learner_;
    int roster_pieces_ = 0;
};

std::string why_of(DrawRequest const& request, Knowledge const& knowledge) {
    auto why = fmt::format("drawn from what {} of the artist's own pieces showed", request.own.pieces.size());
    if (knowledge.roster_pieces() > 0)
        why += fmt::format(", and {} of the roster's behind them", knowledge.roster_pieces());
    if (request.shock)
        why += fmt::format("; what came before {} counts a quarter, because the audience turned then",
                           format_date(request.shock->at));
    return why;
}

}  // namespace

bool is_control(std::string const& content_id) {
    return Random(stable_hash("control arm/" + content_id)).uniform() < control_share;
}

std::optional<Draw> draw_piece(DrawRequest const& request) {
    if (request.own.pieces.empty() || request.own.exposures < least_heard) return std::nullopt;
    Knowledge const knowledge(request);
    if (!knowledge.is_possible()) return std::nullopt;
    if (is_control(request.content_id))
        return Draw{Arm::control,
                    {},
                    "one piece in ten is made as the artist was locked, for the others to be held against",
                    0};
    auto random = Random(request.seed).stream("style draw");
    auto const choice = knowledge.learner().choose(0, random);
    Draw draw{Arm::learned, {}, why_of(request, knowledge), 0};
    auto const& factors = knowledge.space().space.factors;
    for (std::size_t i = 0; i < factors.size(); ++i) draw.levels[factors[i].name] = factors[i].levels[choice[i]];
    return draw;
}

std::vector<LearnedLevel> learned_levels(DrawRequest const& request) {
    std::vector<LearnedLevel> made;
    if (request.own.pieces.empty()) return made;
    Knowledge const knowledge(request);
    if (!knowledge.is_possible()) return made;
    auto const& factors = knowledge.space().space.factors;
    for (std::size_t i = 0; i < factors.size(); ++i)
        for (std::size_t level = 0; level + 1 < factors[i].levels.size(); ++level) {
            auto const effect = knowledge.learner().effect(i, level);
            auto const margin = 1.645 * effect.deviation;
            auto const tried = std::ranges::count_if(
                request.own.pieces, [&](Piece const& piece) { return knowledge.choice_of(piece)[i] == level; });
            made.push_back({factors[i].name, factors[i].levels[level], knowledge.space().weights[i][level],
                            std::exp(effect.mean), std::exp(effect.mean - margin), std::exp(effect.mean + margin),
                            static_cast<int>(tried)});
        }
    return made;
}

}  // namespace troupe::evolution
