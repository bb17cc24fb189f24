#pragma once

#include "visual/cover.hpp"

namespace troupe::visual {

/// Two makers of which the second stands in when the first fails for any reason but the brief itself (invalid_input) or a
/// stop: the cover's notes and its provenance then say why. Both outlive it.
class FallbackImageMaker final : public ImageMaker {
public:
    FallbackImageMaker(ImageMaker& first, ImageMaker& second) : first_(first), second_(second) {}

    Result<media::Picture> cover(CoverBrief const& brief, std::stop_token stop) override;
    [[nodiscard]] Result<MadeCover> make(CoverBrief const& brief, std::stop_token stop) override;
    /// Of the second alone: that it could have been made by it is certain before.
    [[nodiscard]] media::Provenance provenance(CoverBrief const& brief) const override { return second_.provenance(brief); }

private:
    ImageMaker& first_;
    ImageMaker& second_;
};

}  // namespace troupe::visual
