#include "evolution/market/plots.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <functional>

namespace troupe::evolution::market {
namespace {

constexpr double width = 1200, height = 640, left = 96, right = 48, top = 148, bottom = 72;
constexpr auto ground = "#0e1014", line = "#262a31", text = "#f3f4f6", quiet = "#a3a9b3", accent = "#e2b65a";

struct Bounds {
    double low = 0;
    double high = 1;
};

/// Of every item the artists' tenth, middle and ninetieth value.
struct Spread {
    std::vector<double> low, middle, high;
};

struct Drawing {
    std::string name, title, caption;
    std::function<double(Life const&, std::size_t)> value;
    bool is_logarithmic = false;
};

/// Choices jump from item to item; where an artist stands is their mean.
double recent_distance(Life const& life, std::size_t item) {
    auto const first = item >= 9 ? item - 9 : 0;
    double sum = 0;
    for (auto i = first; i <= item; ++i) sum += life[i].distance;
    return sum / static_cast<double>(item - first + 1);
}

Spread spread_of(std::vector<Life> const& lives, Drawing const& drawing) {
    Spread made;
    for (std::size_t item = 0; item < lives.front().size(); ++item) {
        std::vector<double> values;
        for (auto const& life : lives) values.push_back(drawing.value(life, item));
        made.low.push_back(quantile(values, .1));
        made.middle.push_back(quantile(values, .5));
        made.high.push_back(quantile(values, .9));
    }
    return made;
}

/// 1, 2 or 5 times a power of ten, not below the number.
double round_up(double number) {
    auto const power = std::pow(10, std::floor(std::log10(std::max(number, 1e-9))));
    for (double const step : {1.0, 2.0, 5.0})
        if (step * power >= number) return step * power;
    return 10 * power;
}

Bounds bounds_of(Spread const& spread, bool is_logarithmic) {
    auto const highest = *std::ranges::max_element(spread.high);
    if (!is_logarithmic) return {0, round_up(highest)};
    auto const lowest = *std::ranges::min_element(spread.low);
    return {std::floor(std::log10(lowest)), std::max(std::floor(std::log10(lowest)) + 1, std::ceil(std::log10(highest)))};
}

std::string with_unit(double value) {
    if (value >= 1e6) return fmt::format("{:g} M", value / 1e6);
    if (value >= 1e3) return fmt::format("{:g} k", value / 1e3);
    return fmt::format("{:g}", value);
}

class Canvas {
public:
    Canvas(std::size_t items, Bounds bounds, bool is_logarithmic) : items_(items), bounds_(bounds), is_logarithmic_(is_logarithmic) {}

    [[nodiscard]] double x(std::size_t item) const {
        auto const steps = std::max<std::size_t>(1, items_ - 1);
        return left + (width - left - right) * static_cast<double>(item) / static_cast<double>(steps);
    }
    [[nodiscard]] double y(double value) const {
        auto const shown = is_logarithmic_ ? std::log10(std::max(value, 1e-9)) : value;
        return height - bottom - (height - top - bottom) * (shown - bounds_.low) / (bounds_.high - bounds_.low);
    }
    [[nodiscard]] std::string points(std::vector<double> const& values, bool backwards = false) const {
        std::string made;
        for (std::size_t i = 0; i < values.size(); ++i) {
            auto const item = backwards ? values.size() - 1 - i : i;
            made += fmt::format("{:.1f},{:.1f} ", x(item), y(values[item]));
        }
        return made;
    }
    [[nodiscard]] std::string grid() const {
        std::string made;
        auto const steps = is_logarithmic_ ? static_cast<int>(bounds_.high - bounds_.low) : 4;
        for (int i = 0; i <= steps; ++i) {
            auto const shown = bounds_.low + (bounds_.high - bounds_.low) * i / steps;
            auto const value = is_logarithmic_ ? std::pow(10, shown) : shown;
            made += fmt::format("<path d=\"M{} {:.1f}H{}\" stroke=\"{}\"/><text x=\"{}\" y=\"{:.1f}\" text-anchor=\"end\">{}</text>\n", left, y(value),
                                width - right, line, left - 14, y(value) + 5, with_unit(value));
        }
        for (int i = 0; i <= 6; ++i) {
            auto const item = (items_ - 1) * static_cast<std::size_t>(i) / 6;
            if (i == 0 || item != (items_ - 1) * static_cast<std::size_t>(i - 1) / 6)
                made += fmt::format("<text x=\"{:.1f}\" y=\"{}\" text-anchor=\"middle\">{}</text>\n", x(item), height - bottom + 32, item + 1);
        }
        return made;
    }

private:
    std::size_t items_;
    Bounds bounds_;
    bool is_logarithmic_;
};

std::string escaped(std::string const& words) {
    std::string made;
    for (auto const c : words) made += c == '&' ? "&amp;" : c == '<' ? "&lt;" : c == '>' ? "&gt;" : std::string(1, c);
    return made;
}

std::string drawn(std::vector<Life> const& lives, Drawing const& drawing, std::string const& who) {
    auto const spread = spread_of(lives, drawing);
    Canvas const canvas(lives.front().size(), bounds_of(spread, drawing.is_logarithmic), drawing.is_logarithmic);
    auto svg = fmt::format("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {0} {1}\" role=\"img\" aria-label=\"{2}\">\n"
                           "<rect width=\"{0}\" height=\"{1}\" fill=\"{3}\"/>\n",
                           width, height, escaped(drawing.title), ground);
    svg += fmt::format("<g font-family=\"Inter,'Helvetica Neue','Segoe UI',Roboto,'Liberation Sans',sans-serif\" font-size=\"15\" fill=\"{}\">\n", quiet);
    svg += fmt::format("<text x=\"{}\" y=\"62\" font-size=\"34\" font-weight=\"600\" letter-spacing=\"-1.2\" fill=\"{}\">{}</text>\n", left, text, escaped(drawing.title));
    svg += fmt::format("<text x=\"{}\" y=\"94\">{}</text>\n<text x=\"{}\" y=\"62\" text-anchor=\"end\">{}</text>\n", left, escaped(drawing.caption), width - right,
                       escaped(who));
    svg += canvas.grid();
    svg += fmt::format("<polygon points=\"{}{}\" fill=\"{}\" fill-opacity=\".18\"/>\n", canvas.points(spread.low), canvas.points(spread.high, true), accent);
    svg += fmt::format("<polyline points=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"3\" stroke-linejoin=\"round\"/>\n", canvas.points(spread.middle), accent);
    return svg + fmt::format("<text x=\"{}\" y=\"{}\" text-anchor=\"end\">item</text>\n</g>\n</svg>\n", width - right, height - 10);
}

/// What was missed until each item, per artist.
std::vector<std::vector<double>> regrets(std::vector<Life> const& lives) {
    std::vector<std::vector<double>> made;
    for (auto const& life : lives) {
        auto& sums = made.emplace_back();
        double sum = 0;
        for (auto const& item : life) sums.push_back(sum += item.oracle_rate - item.rate);
    }
    return made;
}

}  // namespace

std::vector<Plot> plots(std::vector<Life> const& lives, std::string const& who) {
    auto const missed = regrets(lives);
    std::vector<Drawing> const drawings{
        {"audience", "Audience", "People who hear an item; the median artist, and where eight of ten are", [](Life const& life, std::size_t item) { return life[item].audience; }, true},
        {"identity", "Distance from the core", fmt::format("0 is the identity itself, {} the limit of the benchmark; mean of the last ten items", identity_limit), recent_distance},
        {"regret", "Regret", "Save rate missed against one who knows all tastes, summed up",
         [&](Life const& life, std::size_t item) { return missed[static_cast<std::size_t>(&life - lives.data())][item]; }}};
    std::vector<Plot> made;
    for (auto const& drawing : drawings) made.push_back({drawing.name, drawn(lives, drawing, who)});
    return made;
}

}  // namespace troupe::evolution::market
