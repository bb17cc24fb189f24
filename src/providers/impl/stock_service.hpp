#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/configuration.hpp"
#include "base/json.hpp"
#include "base/time.hpp"
#include "net/http_client.hpp"
#include "visual/footage/ledger.hpp"
#include "visual/footage/stock_footage.hpp"

/// What services of stock footage have in common: they are asked seldom, remembered for a day, and not believed.
namespace troupe::providers::impl {

/// How one service is asked.
struct StockRules {
    std::string provider;     ///< "pexels"
    std::string key_setting;  ///< "PEXELS_KEY": where a person mends a refused key
    std::string url_setting;  ///< "TROUPE_PEXELS_BASE_URL": for tests and proxies
    std::string home;         ///< "https://api.pexels.com": where it is, unless the settings say otherwise
    std::vector<visual::FootageMemory::Allowance> allowances;  ///< one for each of its windows
    Seconds usual_rest{60};   ///< after a 429 that does not say for how long
    bool resets_at_a_time = false;  ///< X-RateLimit-Reset is a UNIX time, not seconds from now
};

/// Access to one service.
struct StockSettings {
    std::string api_key;
    std::string base_url;      ///< without a slash at its end; empty: the service's home
    Seconds backoff{0.5};      ///< before the second try; doubles
    Seconds longest_wait{20};  ///< for the next request that is allowed; longer ones are an error
};
/// From the environment: the key brings the service. Nothing: no key is set. Errors: invalid_input naming the variable.
[[nodiscard]] Result<std::optional<StockSettings>> read_stock_settings(Configuration const& configuration, StockRules const& rules);

struct StockQuestion {
    std::string url;     ///< whole; may hold the key
    std::string memory;  ///< the same without it: what the answer is remembered by
    std::vector<net::Header> headers;
    std::string list;  ///< the member of every answer that is one: others are not remembered
};

class StockService {
public:
    /// All outlive it.
    struct Parts {
        net::HttpClient& http;
        visual::FootageMemory& memory;
        Clock const& clock;
    };
    StockService(StockRules rules, StockSettings settings, Parts const& parts);

    /// With the address filled in.
    [[nodiscard]] StockSettings const& settings() const { return settings_; }

    /// The service's answer, of today or from the memory. Errors: as StockFootage::search; not_found (HTTP 404).
    [[nodiscard]] Result<json::Value> ask(StockQuestion const& question, std::stop_token const& stop);
    [[nodiscard]] Result<visual::FetchedClip> fetch(visual::Rendition const& rendition, std::filesystem::path const& file, std::stop_token const& stop);

private:
    struct Attempt;
    [[nodiscard]] Result<void> wait_for_turn(std::stop_token const& stop);
    [[nodiscard]] Result<Attempt> try_once(StockQuestion const& question, std::stop_token const& stop);
    [[nodiscard]] Result<Attempt> judge(net::HttpResponse const& response, std::string const& list);
    [[nodiscard]] Result<void> heed(net::HttpResponse const& response);
    [[nodiscard]] tl::unexpected<Error> complain(ErrorCode code, std::string const& what, std::string const& said = "") const;

    StockRules rules_;
    StockSettings settings_;
    Parts parts_;
};

/// What a service says of itself and its people, fit to be shown: valid text of one line without marks that turn it round.
[[nodiscard]] std::string shown(std::string_view text);
/// The address, when it is one of that host ("pexels.com") over https that can be printed; else `instead`.
[[nodiscard]] std::string page_of(std::string const& url, std::string_view host, std::string instead);
/// An id that is a number.
[[nodiscard]] std::optional<std::string> id_of(json::Value const* value);
[[nodiscard]] double number_of(json::Value const* value);
/// A file that can be fetched: a link, and a size that makes sense.
[[nodiscard]] std::optional<visual::Rendition> rendition_of(std::string url, json::Value const* width, json::Value const* height, json::Value const* bytes);

}  // namespace troupe::providers::impl
