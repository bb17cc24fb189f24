#include <fmt/format.h>

#include <algorithm>

#include "distribution/impl/dialects.hpp"
#include "distribution/impl/xml_build.hpp"

namespace troupe::distribution::impl {
namespace {

using pugi::xml_node;

void add_deal(xml_node parent, Message const& message, Offer const& offer) {
    auto terms = add(add(parent, "Deal"), "DealTerms");
    add_territories(terms, offer.territories, offer.excluded);
    add_period(terms, offer, message.settings.deal_dates);
    for (auto const& model : offer.commercial_models) add(terms, "CommercialModelType", model);
    for (auto const& use : offer.use_types) add(terms, "UseType", use);
    if (offer.is_pre_order) add(terms, "IsPreOrderDeal", true);
}

/// A pre-order is of the whole release alone.
void write_offers(xml_node list, Message const& message) {
    auto deals = add(list, "ReleaseDeal");
    add(deals, "DealReleaseReference", "R0");
    if (!message.is_simple())
        for (std::size_t i = 1; i <= message.recordings.size(); ++i)
            add(deals, "DealReleaseReference", fmt::format("R{}", i));
    add_offers(list, deals, message, add_deal);
}

std::string midnight(Date day) { return format_date(day) + "T00:00:00"; }

/// Shown from the first day of any deal; what a pre-order holds back comes with the release.
void write_visibility(xml_node list, Message const& message) {
    auto const& release = message.release;
    auto first = message.offers.front().start;
    for (auto const& offer : message.offers) first = std::min(first, offer.start);
    auto const& orders = release.pre_order;
    auto const from = [&](bool is_early) {
        return midnight(is_early || !orders ? first : std::max(first, release.release_date));
    };
    auto node = add(list, "ReleaseVisibility");
    add(node, "VisibilityReference", "V1");
    if (release.excluded_territories.empty())
        add_territories(node, release.territories, {});
    else
        add_territories(node, {}, release.excluded_territories);
    add(node, "ReleaseDisplayStartDateTime", midnight(first));
    add(node, "CoverArtPreviewStartDateTime", from(orders && orders->shows_cover));
    add(node, "FullTrackListingPreviewStartDateTime", from(orders && orders->shows_tracks));
    // With track releases the standard allows none.
    if (orders && message.is_simple()) add(node, "ClipPreviewStartDateTime", from(orders->plays_clips));
}

}  // namespace

void write_ern_4_deals(xml_node root, Message const& message) {
    if (message.offers.empty()) return;
    auto deals = add(root, "DealList");
    write_offers(deals, message);
    write_visibility(deals, message);
}

}  // namespace troupe::distribution::impl
