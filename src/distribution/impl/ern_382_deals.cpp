#include <fmt/format.h>

#include <algorithm>

#include "distribution/impl/dialects.hpp"
#include "distribution/impl/xml_build.hpp"

namespace troupe::distribution::impl {
namespace {

using pugi::xml_node;

/// Four dates together or none: from when the release, its tracks, its cover and clips are shown. None may be later
/// than the start of the deal it stands in, so what a pre-order holds back is told in the deals of the release itself.
void add_previews(xml_node terms, PreOrder const& orders, Date latest) {
    auto const add_date = [&](char const* name, bool is_early) {
        add(terms, name, format_date(is_early ? std::min(orders.start, latest) : latest));
    };
    add_date("ReleaseDisplayStartDate", true);
    add_date("TrackListingPreviewStartDate", orders.shows_tracks);
    add_date("CoverArtPreviewStartDate", orders.shows_cover);
    add_date("ClipPreviewStartDate", orders.plays_clips);
}

void add_deal(xml_node parent, Message const& message, Offer const& offer) {
    auto terms = add(add(parent, "Deal"), "DealTerms");
    if (offer.is_pre_order) add(terms, "IsPreOrderDeal", true);
    for (auto const& model : offer.commercial_models) add(terms, "CommercialModelType", model);
    auto usage = add(terms, "Usage");
    for (auto const& use : offer.use_types) add(usage, "UseType", use);
    add_territories(terms, offer.territories, offer.excluded);
    add_period(terms, offer, message.settings.deal_dates);
    auto const& release = message.release;
    if (offer.is_pre_order)
        add(terms, "PreOrderReleaseDate", format_date(release.release_date));
    else if (release.pre_order)
        add_previews(terms, *release.pre_order, offer.start);
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
    add_offers(list, deals, message, add_deal);
}

}  // namespace troupe::distribution::impl
