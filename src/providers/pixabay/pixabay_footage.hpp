#pragma once

#include <optional>
#include <string>

#include "base/configuration.hpp"
#include "providers/impl/stock_service.hpp"

namespace troupe::providers::pixabay {

using Settings = impl::StockSettings;
/// From the environment: PIXABAY_KEY brings it; TROUPE_PIXABAY_BASE_URL is for tests and proxies. Nothing: no key is set.
/// Errors: invalid_input naming the variable.
[[nodiscard]] Result<std::optional<Settings>> read_settings(Configuration const& configuration);

/// Clips of Pixabay. The service takes its key in the address alone, so no address of a request is ever shown or kept. 100
/// requests a minute; answers are kept for the 24 hours that its terms demand, and files fetched instead of linked to.
class PixabayFootage final : public visual::StockFootage {
public:
    PixabayFootage(Settings settings, impl::StockService::Parts const& parts);

    [[nodiscard]] visual::FootageTerms terms() const override;
    [[nodiscard]] Result<visual::ClipPage> search(visual::ClipQuery const& query, std::stop_token const& stop) override;
    [[nodiscard]] Result<visual::FetchedClip> fetch(visual::Clip const& clip, visual::Rendition const& rendition, std::filesystem::path const& file,
                                                    std::stop_token const& stop) override;

private:
    impl::StockService service_;
};

}  // namespace troupe::providers::pixabay
