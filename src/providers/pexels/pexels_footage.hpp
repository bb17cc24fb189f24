#pragma once

#include <optional>
#include <string>

#include "base/configuration.hpp"
#include "providers/impl/stock_service.hpp"

namespace troupe::providers::pexels {

using Settings = impl::StockSettings;
/// From the environment: PEXELS_KEY brings it; TROUPE_PEXELS_BASE_URL is for tests and proxies. Nothing: no key is set.
/// Errors: invalid_input naming the variable.
[[nodiscard]] Result<std::optional<Settings>> read_settings(Configuration const& configuration);

/// Clips of Pexels. The key goes into a header to `base_url` alone. 200 requests an hour and 20,000 a month, counted over all
/// processes of the installation; its terms ask for a link and for the author's name where possible, so both are credited.
class PexelsFootage final : public visual::StockFootage {
public:
    PexelsFootage(Settings settings, impl::StockService::Parts const& parts);

    [[nodiscard]] visual::FootageTerms terms() const override;
    [[nodiscard]] Result<visual::ClipPage> search(visual::ClipQuery const& query, std::stop_token const& stop) override;
    [[nodiscard]] Result<visual::FetchedClip> fetch(visual::Clip const& clip, visual::Rendition const& rendition, std::filesystem::path const& file,
                                                    std::stop_token const& stop) override;

private:
    impl::StockService service_;
};

}  // namespace troupe::providers::pexels
