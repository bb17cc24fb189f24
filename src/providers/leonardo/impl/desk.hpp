#pragma once

#include "providers/impl/download.hpp"
#include "providers/leonardo/account.hpp"
#include "providers/leonardo/impl/jobs.hpp"
#include "visual/brief.hpp"
#include "visual/charge.hpp"

namespace troupe::providers::leonardo::impl {

/// What an account is made of.
struct Desk {
    Desk(Settings chosen, Account::Parts given)
        : settings(std::move(chosen)),
          parts(std::move(given)),
          service(settings, parts.http, parts.clock, bell),
          jobs(settings, service, parts.orders, parts.clock, bell) {}

    Settings settings;
    Account::Parts parts;
    providers::impl::Doorbell bell;
    Service service;
    Jobs jobs;
};

/// The look of a release in words. Neither the artist nor the title is named: services draw what they are told, and letters
/// are set by us.
struct PictureWords {
    std::string prompt;    ///< at most 1400 characters
    std::string negative;  ///< at most 500
};
[[nodiscard]] PictureWords picture_words(visual::Look const& look, std::uint64_t seed);

/// An order of one image of that size; its seed is the release's.
[[nodiscard]] Wanted wanted_image(Settings const& settings, visual::Look const& look, std::uint64_t seed, int width_px, int height_px);
/// An order of a clip that begins with an image of ours there.
[[nodiscard]] Wanted wanted_clip(Settings const& settings, visual::Look const& look, std::uint64_t seed, std::string const& image);

[[nodiscard]] Pace image_pace(Settings const& settings);
[[nodiscard]] Pace clip_pace(Settings const& settings);

/// Fetches one of the files that were made. Errors: unavailable, cancelled.
[[nodiscard]] Result<providers::impl::Downloaded> fetch(Desk& desk, std::string const& url, std::filesystem::path const& file,
                                                        providers::impl::FileKind const& kind, std::stop_token const& stop);

/// What an order cost, for the record and for people. `before`: what was expected.
[[nodiscard]] visual::Charge charge_of(catalog::Order const& order, std::optional<Price> const& before);
[[nodiscard]] std::string charge_note(std::string const& thing, visual::Charge const& charge, Prices const& prices);

inline constexpr char const* licence =
    "made with Leonardo.Ai: whether you own it and may sell it depends on your plan there; confirm before distribution";

}  // namespace troupe::providers::leonardo::impl
