#include "app/fares.hpp"

#include <fmt/format.h>

#include <cmath>

namespace troupe::app {
namespace {

using flow::Fare;
using flow::Work;

Fare song(providers::suno::Settings const& settings) {
    auto const& dialect = settings.dialect;
    Fare fare{Work::song, settings.maker(), "", {}, false, fmt::format("dialect {}", settings.dialect_id)};
    if (dialect.price) {
        fare.micros = std::llround(*dialect.price * 1e6);
    } else if (dialect.credits > 0) {
        fare.unit = "credits";
        fare.micros = std::int64_t{dialect.credits} * 1'000'000;
    }
    return fare;
}

/// Of several prices the sum, where all of them are known.
Fare from_leonardo(Work work, providers::leonardo::Settings const& settings,
                   std::initializer_list<std::optional<providers::impl::Price>> prices) {
    Fare fare{work, "leonardo", settings.unit(), 0, false,
              fmt::format("price list of {}, which TROUPE_LEONARDO_PRICES_PATH can replace", settings.prices.dated)};
    for (auto const& price : prices) fare.micros = fare.micros && price ? std::optional(*fare.micros + price->micros) : std::nullopt;
    return fare;
}

}  // namespace

std::vector<Fare> fares_of(std::optional<providers::suno::Settings> const& suno,
                           std::optional<providers::leonardo::Settings> const& leonardo, llm::Settings const& language_models) {
    std::vector<Fare> fares;
    if (suno) fares.push_back(song(*suno));
    if (leonardo) {
        auto const picture = price_of(model_of(leonardo->prices, leonardo->model), leonardo->unit(), leonardo->width_px, leonardo->height_px);
        fares.push_back(from_leonardo(Work::picture, *leonardo, {picture}));
        if (auto const motion = leonardo->prices.motions.find(leonardo->motion); motion != leonardo->prices.motions.end())
            fares.push_back(from_leonardo(Work::moving_ground, *leonardo, {picture, price_of(motion->second, leonardo->unit())}));
    }
    if (!language_models.models.empty())
        fares.push_back({Work::words, language_models.models.front().name, "", language_models.caps.task_micros, true,
                         "TROUPE_LLM_TASK_CAP, which no session passes"});
    return fares;
}

}  // namespace troupe::app
