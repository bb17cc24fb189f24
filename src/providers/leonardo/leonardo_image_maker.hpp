#pragma once

#include "providers/leonardo/account.hpp"
#include "visual/cover.hpp"

namespace troupe::providers::leonardo {

/// Covers whose art is by Leonardo: it is told the look in words and never paints a letter; title and artist are set over
/// its art by our own typesetter. The art has at most 1536 px a side and is enlarged: the notes say from what. Asks, waits
/// and fetches; the order and what it cost are in the cover's charges.
class LeonardoImageMaker final : public visual::ImageMaker {
public:
    /// The account outlives it.
    explicit LeonardoImageMaker(Account& account) : account_(account) {}

    Result<media::Picture> cover(visual::CoverBrief const& brief, std::stop_token stop) override;
    /// Errors: invalid_input (the brief), cancelled, unavailable (everything else, in one sentence that says what to do).
    [[nodiscard]] Result<visual::MadeCover> make(visual::CoverBrief const& brief, std::stop_token stop) override;
    [[nodiscard]] media::Provenance provenance(visual::CoverBrief const& brief) const override;

private:
    Account& account_;
};

}  // namespace troupe::providers::leonardo
