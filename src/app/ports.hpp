#pragma once

#include <optional>
#include <vector>

#include "app/social_channels.hpp"
#include "base/result.hpp"
#include "calls/ports.hpp"
#include "llm/settings.hpp"
#include "providers/leonardo/settings.hpp"
#include "providers/trend_sources/settings.hpp"

namespace troupe::app {

/// What was read from the environment, as far as it says who is asked.
struct ProviderSettings {
    llm::Settings const& language_models;
    bool has_suno = false;
    std::optional<providers::leonardo::Settings> const& leonardo;
    bool has_pexels = false;
    bool has_pixabay = false;
    SocialSettings const& social;
    providers::trend_sources::Settings const& trend_sources;
    bool has_postgres = false;
    bool has_redis = false;
    bool has_bucket = false;
};

/// Every port whose adapters are chosen by settings: those that are configured in the order in which they are asked,
/// and what would bring the others. No key is in it. Error: as load_sources.
[[nodiscard]] Result<std::vector<calls::Port>> ports_of(ProviderSettings const& settings);

}  // namespace troupe::app
