#include <fmt/format.h>

#include "distribution/impl/dialects.hpp"
#include "distribution/impl/xml_build.hpp"

namespace troupe::distribution::impl {
namespace {

using pugi::xml_node;

/// Four dates together or none: from when the release, its tracks, its cover and clips are shown.
void add_previews(xml_node terms, Message const& message) {
    auto const& orders = *message.release.pre_order;
    auto const later = message.release.release_date;
    add(terms, "PreOrderReleaseDate", format_date(later));
    add(terms, "ReleaseDisplayStartDate", format_date(orders.start));
    add(terms, "TrackListingPreviewStartDate", format_date(orders.shows_tracks ? orders.start : later));
    add(terms, "CoverArtPreviewStartDate", format_date(orders.shows_cover ? orders.start : later));
    add(terms, "ClipPreviewStartDate", format_date(orders.plays_clips ? orders.start : later));
}

void add_deal(xml_node parent, Message const& message, Offer const& offer) {
    auto terms = add(add(parent, "Deal"), "DealTerms");
    if (offer.is_pre_order) add(terms, "IsPreOrderDeal", true);
    for (auto const& model : offer.commercial_models) add(terms, "CommercialModelType", model);
    auto usage = add(terms, "Usage");
    for (auto const& use : offer.use_types) add(usage, "UseType", use);
    add_territories(terms, offer.territories, offer.excluded);
    add_period(terms, offer, message.settings.deal_dates);
    if (offer.is_pre_order) add_previews(terms, message);
}

/// From the day after the last on which it may be sold.
void add_takedown(xml_node parent, Message const& message) {
    auto terms = add(add(parent, "Deal"), "DealTerms");
    add(terms, "TakeDown", true);
    add(terms, "TerritoryCode", "Worldwide");
    auto const last = message.release.takedown_date.value_or(date_of(message.settings.created));
    add_period(terms, Offer{.start = plus_days(last, 1)}, message.settings.deal_dates);
}

}  // namespace

void write_ern_382_deals(xml_node root, Message const& message) {
    if (message.offers.empty()) return;
    auto list = add(root, "DealList");
    auto deals = add(list, "ReleaseDeal");
    for (std::size_t i = 0; i <= message.recordings.size(); ++i)
        add(deals, "DealReleaseReference", fmt::format("R{}", i));
    if (message.is_takedown()) return add_takedown(deals, message);
    for (auto const& offer : message.offers)
        if (!offer.is_pre_order) add_deal(deals, message, offer);
    for (auto const& offer : message.offers) {
        if (!offer.is_pre_order) continue;
        auto orders = add(list, "ReleaseDeal");
        add(orders, "DealReleaseReference", "R0");
        add_deal(orders, message, offer);
    }
}

}  // namespace troupe::distribution::impl
