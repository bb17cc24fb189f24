#include "flow/costs.hpp"

#include <fmt/format.h>

#include <array>
#include <map>

#include "base/text.hpp"

namespace troupe::flow {
namespace {

struct Orders {
    std::string_view type;
    int words = 0;
    int songs = 0;
    int pictures = 0;
    int grounds = 0;
};

/// What each type orders: a release makes a title and lyrics, a song, a cover, and teasers in three shapes.
constexpr std::array orders_by_type{
    Orders{"track", 1, 1, 0, 0},   Orders{"lyrics", 1, 0, 0, 0},      Orders{"cover", 0, 0, 1, 0},  Orders{"kit", 0, 0, 0, 0},
    Orders{"teaser", 0, 0, 0, 1},  Orders{"lyric_video", 0, 0, 0, 1}, Orders{"canvas", 0, 0, 0, 0}, Orders{"post", 1, 0, 0, 0},
    Orders{"release", 1, 1, 1, 3}, Orders{"artist", 1, 0, 0, 0},      Orders{"debut", 3, 1, 1, 3},
};

Result<Orders> orders_of(std::string const& type) {
    std::vector<std::string> names;
    for (auto const& each : orders_by_type) {
        if (each.type == type) return each;
        names.emplace_back(each.type);
    }
    return wrong_field("type", fmt::format("expected one of {}", text::enumerate(names, "or")));
}

int count_of(Orders const& orders, Work work) {
    switch (work) {
        case Work::words: return orders.words;
        case Work::song: return orders.songs;
        case Work::picture: return orders.pictures;
        case Work::moving_ground: return orders.grounds;
    }
    return 0;
}

std::string sum_of(std::map<std::string, std::int64_t> const& sums) {
    std::vector<std::string> parts;
    for (auto const& [unit, micros] : sums)
        parts.push_back(fmt::format("{:.2f} {}", static_cast<double>(micros) / 1e6, unit.empty() ? "of your currency" : unit));
    return text::enumerate(parts);
}

std::string summary_of(std::vector<ExpectedCost> const& items) {
    if (items.empty()) return "It costs nothing: everything is made on this machine.";
    std::map<std::string, std::int64_t> sums;
    std::vector<std::string> unknown;
    bool has_limits = false;
    for (auto const& item : items) {
        has_limits = has_limits || item.is_most;
        if (item.micros)
            sums[item.unit] += *item.micros;
        else
            unknown.push_back(item.maker);
    }
    auto summary = sums.empty() ? std::string() : fmt::format("It is expected to cost {}.", sum_of(sums));
    if (!unknown.empty())
        summary += fmt::format("{}Nobody knows what {} asks: look at its price list.", summary.empty() ? "" : " ", text::enumerate(unknown));
    if (has_limits) summary += " Language models count at their limit; they mostly ask much less.";
    return summary;
}

}  // namespace

Result<ExpectedCosts> expected_costs(std::vector<Fare> const& fares, std::string const& type, int takes) {
    auto const orders = TRY(orders_of(type));
    if (takes < 1 || takes > 10) return wrong_field("takes", "expected 1 to 10");
    ExpectedCosts costs{type, takes, {}, {}};
    for (auto const& fare : fares) {
        // Takes of a song share their words.
        auto const count = count_of(orders, fare.work) * (fare.work == Work::words && type == "track" ? 1 : takes);
        if (count == 0) continue;
        auto const micros = fare.micros ? std::optional(*fare.micros * count) : std::nullopt;
        costs.items.push_back({fare.work, fare.maker, count, fare.unit, micros, fare.is_most, fare.basis});
    }
    costs.summary = summary_of(costs.items);
    return costs;
}

}  // namespace troupe::flow
