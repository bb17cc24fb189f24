#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/text.hpp"
#include "distribution/impl/release_checks.hpp"

namespace troupe::distribution::impl {
namespace {

using Names = std::vector<std::string>;

bool is_country(std::string const& code) {
    return code.size() == 2 && std::all_of(code.begin(), code.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

Result<void> check_countries(std::string const& field, Names const& codes) {
    std::set<std::string> seen;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        auto const path = fmt::format("{}[{}]", field, i);
        if (!is_country(codes[i]))
            return wrong(path, fmt::format("\"{}\" is no country; write codes such as DE, or Worldwide alone",
                                           text::excerpt(codes[i])));
        if (!seen.insert(codes[i]).second) return wrong(path, codes[i] + " is there twice; keep one");
    }
    return {};
}

/// Either all of the world but some, or some.
Result<void> check_territories(std::string const& prefix, Names const& included, Names const& excluded) {
    bool const is_worldwide = included == Names{"Worldwide"};
    if (!is_worldwide) TRY(check_countries(prefix + "territories", included));
    TRY(check_countries(prefix + "excluded_territories", excluded));
    if (!is_worldwide && !excluded.empty())
        return wrong(prefix + "excluded_territories",
                     "countries can be taken from Worldwide alone: leave them out of territories instead");
    return {};
}

Result<void> check_words(std::string const& field, Names const& words) {
    if (words.empty()) return wrong(field, "is empty; data/distribution/deals.json lists the words");
    for (std::size_t i = 0; i < words.size(); ++i)
        if (text::trim(words[i]).empty()) return wrong(fmt::format("{}[{}]", field, i), "is empty");
    return {};
}

Result<void> check_deal(Deal const& deal, Release const& release, std::string const& field) {
    TRY(check_words(field + ".commercial_models", deal.commercial_models));
    TRY(check_words(field + ".use_types", deal.use_types));
    if (deal.territories.empty() && !deal.excluded_territories.empty())
        return wrong(field + ".excluded_territories", "from what? write Worldwide into the deal's territories");
    TRY(check_territories(field + ".", deal.territories, deal.excluded_territories));
    if (deal.start && !deal.start->ok()) return wrong(field + ".start", "is no day");
    if (deal.end && !deal.end->ok()) return wrong(field + ".end", "is no day");
    if (deal.end && *deal.end < deal.start.value_or(release.release_date))
        return wrong(field + ".end", fmt::format("{} is before its start", format_date(*deal.end)));
    return {};
}

Result<void> check_dates(Release const& release) {
    if (!release.release_date.ok()) return wrong("release_date", "is no day");
    auto const& original = release.original_release_date;
    if (original && !original->ok()) return wrong("original_release_date", "is no day");
    if (original && *original > release.release_date)
        return wrong("original_release_date", fmt::format("{} is after the release date", format_date(*original)));
    if (release.takedown_date && !release.takedown_date->ok()) return wrong("takedown_date", "is no day");
    if (!release.pre_order) return {};
    if (!release.pre_order->start.ok()) return wrong("pre_order.start", "is no day");
    if (release.pre_order->start >= release.release_date)
        return wrong("pre_order.start",
                     fmt::format("{} is not before the release date", format_date(release.pre_order->start)));
    return {};
}

Result<void> check_threads(std::vector<MessageThread> const& threads) {
    std::set<std::string> recipients, ids;
    for (std::size_t i = 0; i < threads.size(); ++i) {
        auto const field = fmt::format("threads[{}]", i);
        if (threads[i].id.empty()) return wrong(field + ".id", "is empty");
        if (!recipients.insert(threads[i].recipient).second)
            return wrong(field + ".recipient", "has a thread already; a store has one for a release");
        for (std::size_t k = 0; k < threads[i].messages.size(); ++k) {
            auto const path = fmt::format("{}.messages[{}].id", field, k);
            if (threads[i].messages[k].id.empty()) return wrong(path, "is empty");
            if (!ids.insert(threads[i].messages[k].id).second)
                return wrong(path, "is the id of another message; each has its own");
        }
    }
    return {};
}

}  // namespace

Result<void> check_terms(Release const& release) {
    TRY(check_dates(release));
    if (release.territories.empty()) return wrong("territories", "are missing; \"Worldwide\" is all of them");
    TRY(check_territories("", release.territories, release.excluded_territories));
    for (std::size_t i = 0; i < release.deals.size(); ++i)
        TRY(check_deal(release.deals[i], release, fmt::format("deals[{}]", i)));
    return check_threads(release.threads);
}

}  // namespace troupe::distribution::impl
