#pragma once

#include <optional>
#include <string>

#include "base/configuration.hpp"
#include "base/units.hpp"
#include "providers/suno/dialect.hpp"

/// Whether and how Suno is asked, from the environment:
///   SUNO_API_KEY                    brings Suno; also without one where the dialect wants none and an address is given
///   TROUPE_SUNO_DIALECT             sunoapi (default), kie, gcui, newapi, acedata, or one of TROUPE_SUNO_DIALECT_PATH
///   TROUPE_SUNO_DIALECT_PATH        a file of dialects over data/providers/suno, of the same form
///   TROUPE_SUNO_BASE_URL            where the service is, when not where the dialect says
///   TROUPE_SUNO_MODEL               "V5", "chirp-v4"; the dialect's own without
///   TROUPE_SUNO_CALLBACK_URL        an address of ours that the service can reach: its calls wake the poll
///   TROUPE_SUNO_POLL_SECONDS        15; after eight polls twice that
///   TROUPE_SUNO_DEADLINE_SECONDS    900
///   TROUPE_SUNO_AUTO_RESUBMIT       1: an order that may have been lost is sent, and perhaps paid, again
///   TROUPE_SUNO_MAX_SONGS_PER_MONTH orders in a month (UTC); 0: any number
namespace troupe::providers::suno {

struct Settings {
    std::string dialect_id = "sunoapi";
    Dialect dialect;
    std::string base_url;  ///< without a slash at its end
    std::string api_key;   ///< may be empty where the dialect wants none
    std::string model;
    std::string callback_url;  ///< our own; empty: none
    Seconds poll{15};
    Seconds deadline{900};
    bool resubmits = false;
    int most_songs_a_month = 0;
    Seconds backoff{0.5};  ///< before the second try of a request that surely did not arrive; doubles, with full jitter

    /// "suno/sunoapi", in the order book.
    [[nodiscard]] std::string maker() const { return "suno/" + dialect_id; }
};

/// Nothing: no key is set. Errors: invalid_input naming the variable: a placeholder for a key, an address that is
/// neither https nor this machine, an unknown dialect, a file that cannot be used, a number out of its range.
[[nodiscard]] Result<std::optional<Settings>> read_settings(Configuration const& configuration);

}  // namespace troupe::providers::suno
