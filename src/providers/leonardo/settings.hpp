#pragma once

#include <optional>
#include <string>

#include "base/configuration.hpp"
#include "base/units.hpp"
#include "providers/leonardo/prices.hpp"

/// Whether and how Leonardo is asked, from the environment:
///   LEONARDO_API_KEY                       brings Leonardo
///   TROUPE_LEONARDO_MODEL                  id of an image model; Phoenix 1.0 without
///   TROUPE_LEONARDO_WIDTH, _HEIGHT         1024; multiples of 8 from 512 to 1536
///   TROUPE_LEONARDO_ALCHEMY                1: the better and dearer way of the service; 0: the fast one
///   TROUPE_LEONARDO_MOTION                 MOTION2 or another one of the price list: teasers get a scene of moving art, and
///                                          each aspect of each teaser pays for an image and a clip; without, none
///   TROUPE_LEONARDO_MAX_DOLLARS_PER_MONTH  5.00; nothing is ordered that would pass it; without, no limit
///   TROUPE_LEONARDO_MAX_CREDITS_PER_MONTH  the same for accounts that pay in credits; one of the two
///   TROUPE_LEONARDO_PRICES_PATH            a file over data/providers/leonardo/prices.json, of the same form
///   TROUPE_LEONARDO_WEBHOOK_KEY            of the webhook that was named when the API key was made: its calls wake the poll
///   TROUPE_LEONARDO_POLL_SECONDS           5; clips three times that
///   TROUPE_LEONARDO_DEADLINE_SECONDS       300; clips four times that
///   TROUPE_LEONARDO_AUTO_RESUBMIT          1: an order that may have been lost is sent, and perhaps paid, again
///   TROUPE_LEONARDO_BASE_URL               where the service is
namespace troupe::providers::leonardo {

struct Settings {
    std::string base_url = "https://cloud.leonardo.ai/api/rest/v1";  ///< without a slash at its end
    std::string api_key;
    std::string model = "de7d3faf-762f-48e0-b3b7-9d0ac3a3fcf3";
    int width_px = 1024;
    int height_px = 1024;
    bool alchemy = true;
    std::string motion;       ///< empty: none
    std::string webhook_key;  ///< empty: nobody is believed who calls
    Seconds poll{5};
    Seconds deadline{300};
    bool resubmits = false;
    std::optional<providers::impl::Price> most_a_month;
    std::string cap_setting;  ///< the variable that says so
    Prices prices;
    Seconds backoff{0.5};  ///< before the second try of a request that surely was not taken; doubles, with full jitter

    /// The unit that expected prices are told in.
    [[nodiscard]] std::string unit() const { return most_a_month ? most_a_month->unit : "USD"; }
};

/// Nothing: no key is set. Errors: invalid_input naming the variable: a placeholder for a key, an address that is neither
/// https nor this machine, a number out of its range, a file that cannot be used.
[[nodiscard]] Result<std::optional<Settings>> read_settings(Configuration const& configuration);

}  // namespace troupe::providers::leonardo
