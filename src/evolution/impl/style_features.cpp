#include "evolution/impl/style_features.hpp"

#include <algorithm>

namespace troupe::evolution::impl {

StyleFeatures::StyleFeatures(StyleSpace space) : space_(std::move(space)) {
    for (auto const& factor : space_.factors) {
        offsets_.push_back(level_count_);
        level_count_ += factor.levels.size();
    }
    levels_at_ = 1 + space_.contexts;
    pairs_at_ = levels_at_ + level_count_;
    auto const pairs = space_.pair ? space_.factors[space_.pair->first].levels.size() *
                                         space_.factors[space_.pair->second].levels.size()
                                   : 0;
    contexts_at_ = pairs_at_ + pairs;
    size_ = contexts_at_ + (space_.contexts > 1 ? space_.contexts * level_count_ : 0);
}

std::size_t StyleFeatures::paired(StyleChoice const& choice) const {
    auto const [first, second] = *space_.pair;
    return pairs_at_ + choice[first] * space_.factors[second].levels.size() + choice[second];
}

void StyleFeatures::add_level(std::size_t context, std::size_t factor, std::size_t level,
                              std::vector<std::size_t>& places) const {
    places.push_back(shared(factor, level));
    if (space_.contexts > 1) places.push_back(in_context(context, factor, level));
}

std::vector<std::size_t> StyleFeatures::decisive(std::size_t context) const {
    std::vector<std::size_t> made;
    for (auto place = levels_at_; place < contexts_at_; ++place) made.push_back(place);
    for (std::size_t level = 0; space_.contexts > 1 && level < level_count_; ++level)
        made.push_back(contexts_at_ + context * level_count_ + level);
    return made;
}

std::vector<double> StyleFeatures::by_kind(ByKind const& values) const {
    std::vector<double> made(size_, values.level);
    for (std::size_t place = 0; place < levels_at_; ++place) made[place] = values.base;
    for (auto place = pairs_at_; place < contexts_at_; ++place) made[place] = values.pair;
    return made;
}

Row StyleFeatures::row(std::size_t context, StyleChoice const& choice) const {
    Row made{{0, 1.0}, {1 + context, 1.0}};
    for (std::size_t factor = 0; factor < choice.size(); ++factor) {
        made.emplace_back(shared(factor, choice[factor]), 1.0);
        if (space_.contexts > 1) made.emplace_back(in_context(context, factor, choice[factor]), 1.0);
    }
    if (space_.pair) made.emplace_back(paired(choice), 1.0);
    return made;
}

Row StyleFeatures::contrast(std::size_t factor, std::size_t level) const {
    Row made;
    auto const levels = space_.factors[factor].levels.size();
    auto const share = 1 / static_cast<double>(space_.contexts);
    for (std::size_t each = 0; each < levels; ++each) {
        auto const value = (each == level ? 1.0 : 0.0) - 1 / static_cast<double>(levels);
        made.emplace_back(shared(factor, each), value);
        for (std::size_t context = 0; space_.contexts > 1 && context < space_.contexts; ++context)
            made.emplace_back(in_context(context, factor, each), value * share);
    }
    return made;
}

NormalPrior StyleFeatures::prior(LearnerSettings const& settings) const {
    NormalPrior made{std::vector<double>(size_), std::vector<double>(size_, settings.pair_variance)};
    made.variance[0] = settings.base_variance;
    for (std::size_t context = 0; context < space_.contexts; ++context)
        made.variance[1 + context] = settings.context_base_variance;
    for (std::size_t factor = 0; factor < space_.factors.size(); ++factor) {
        auto const spread = space_.factors[factor].deviation * space_.factors[factor].deviation;
        auto const apart = space_.factors[factor].context_deviation * space_.factors[factor].context_deviation;
        for (std::size_t level = 0; level < space_.factors[factor].levels.size(); ++level) {
            made.variance[shared(factor, level)] = spread * settings.shared_share + settings.least_variance;
            for (std::size_t context = 0; space_.contexts > 1 && context < space_.contexts; ++context)
                made.variance[in_context(context, factor, level)] =
                    spread * settings.context_share + apart + settings.least_variance;
        }
    }
    return made;
}

std::vector<double> StyleFeatures::lean_of(PersonaLean const& lean) const {
    std::vector<double> made(size_);
    for (std::size_t factor = 0; factor < lean.size(); ++factor)
        for (std::size_t level = 0; level < lean[factor].size(); ++level)
            made[shared(factor, level)] = lean[factor][level];
    return made;
}

double StyleFeatures::of_level(std::size_t context, std::size_t factor, std::size_t level,
                               std::span<double const> effects) const {
    return effects[shared(factor, level)] + (space_.contexts > 1 ? effects[in_context(context, factor, level)] : 0);
}

StyleChoice StyleFeatures::best(std::size_t context, std::span<double const> effects) const {
    StyleChoice made(space_.factors.size());
    for (std::size_t factor = 0; factor < made.size(); ++factor)
        for (std::size_t level = 1; level < space_.factors[factor].levels.size(); ++level)
            if (of_level(context, factor, level, effects) > of_level(context, factor, made[factor], effects))
                made[factor] = level;
    double highest = 0;
    StyleChoice const* found = nullptr;
    for (auto const& combination : space_.allowed) {
        auto tried = made;
        double sum = 0;
        for (std::size_t i = 0; i < combination.size(); ++i) {
            tried[space_.bounded[i]] = combination[i];
            sum += of_level(context, space_.bounded[i], combination[i], effects);
        }
        if (space_.pair) sum += effects[paired(tried)];
        if (found != nullptr && sum <= highest) continue;
        highest = sum;
        found = &combination;
    }
    for (std::size_t i = 0; found != nullptr && i < found->size(); ++i) made[space_.bounded[i]] = (*found)[i];
    return made;
}

}  // namespace troupe::evolution::impl
