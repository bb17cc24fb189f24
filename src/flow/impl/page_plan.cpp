#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>

#include "base/text.hpp"
#include "flow/impl/page_values.hpp"

namespace troupe::flow::impl {
namespace {

constexpr std::array months{"January", "February", "March",     "April",   "May",      "June",
                            "July",    "August",   "September", "October", "November", "December"};

std::string month_name(Date date) { return months[static_cast<unsigned>(date.month()) - 1]; }

std::string platform_name(std::string const& id) {
    static std::map<std::string, std::string> const names{
        {"tiktok", "TikTok"}, {"youtube", "YouTube"}, {"soundcloud", "SoundCloud"}};
    auto const known = names.find(id);
    return known != names.end() ? known->second : text::capitalised(text::replace_all(id, "_", " "));
}

/// The three kinds that are drawn differently.
std::string drawn_as(std::string const& kind) {
    if (kind == "release") return kind;
    return kind == "teaser" || kind == "canvas" || kind == "video" ? "teaser" : "post";
}

/// "Release: First Light" beside a mark that says release already.
std::string bare_title(std::string const& text) {
    std::string_view const prefix = "Release: ";
    return text.starts_with(prefix) ? text.substr(prefix.size()) : text;
}

std::string plural(std::size_t count, char const* one) {
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

class PlanPage {
public:
    explicit PlanPage(PressKit const& kit) : kit_(kit), items_(kit.plan) {
        std::stable_sort(items_.begin(), items_.end(), [](auto const& a, auto const& b) {
            return std::pair(a.date, a.time) < std::pair(b.date, b.time);
        });
        start_ = kit.plan_start.ok() ? kit.plan_start : items_.empty() ? Date{} : items_.front().date;
        days_ = std::max(1, kit.plan_days);
    }

    [[nodiscard]] bool is_empty() const { return items_.empty(); }

    [[nodiscard]] std::string summary() const {
        std::map<std::string, std::size_t> counts;
        for (auto const& item : items_) ++counts[drawn_as(item.kind)];
        std::vector<std::string> parts;
        if (counts["release"] > 0) parts.push_back(plural(counts["release"], "release"));
        if (counts["teaser"] > 0) parts.push_back(plural(counts["teaser"], "teaser"));
        if (counts["post"] > 0) parts.push_back(plural(counts["post"], "post"));
        return fmt::format("{} until {}.", text::capitalised(text::enumerate(parts)),
                           short_date(plus_days(start_, days_)));
    }

    [[nodiscard]] json::Array scale() const {
        json::Array out;
        for (int day = 0; day < days_; ++day) {
            auto const date = plus_days(start_, day);
            bool const is_first =
                day == 0 && static_cast<unsigned>(date.day()) < 22;  // else the next month's name would touch it
            if (is_first || static_cast<unsigned>(date.day()) == 1)
                out.push_back({{"at", percent(date)}, {"label", month_name(date)}});
        }
        return out;
    }

    [[nodiscard]] json::Array lanes() const {
        std::map<std::string, json::Array> by_platform;
        std::vector<std::string> order;
        for (auto const& item : items_) {
            auto const& platform = item.platform;
            if (!by_platform.contains(platform)) order.push_back(platform);
            by_platform[platform].push_back(mark(item));
        }
        // Releases on top, then whoever has most to do.
        auto const has_release = [&](std::string const& platform) {
            return std::any_of(items_.begin(), items_.end(),
                               [&](auto const& item) { return item.platform == platform && item.kind == "release"; });
        };
        std::stable_sort(order.begin(), order.end(), [&](auto const& a, auto const& b) {
            return std::pair(has_release(a), by_platform[a].size()) > std::pair(has_release(b), by_platform[b].size());
        });
        json::Array out;
        for (auto const& platform : order)
            out.push_back({{"platform", platform_name(platform)}, {"items", by_platform[platform]}});
        return out;
    }

    [[nodiscard]] json::Array weeks() const {
        json::Array out;
        for (int day = 0; day < days_; day += 7) {
            auto const from = plus_days(start_, day);
            json::Array items;
            std::string release;
            for (auto const& item : items_) {
                auto const at = days_between(from, item.date);
                if (at < 0 || at > 6) continue;
                items.push_back(json::Object{{"kind", drawn_as(item.kind)}});
                if (item.kind == "release") release = bare_title(item.text);
            }
            auto const label = fmt::format("{} {}", static_cast<unsigned>(from.day()), month_name(from).substr(0, 3));
            out.push_back({{"label", label}, {"items", items}, {"release", release}});
        }
        return out;
    }

    [[nodiscard]] json::Array agenda() const {
        json::Array out;
        for (std::size_t i = 0; i < items_.size();) {
            auto const month = items_[i].date;
            json::Array rows;
            for (;
                 i < items_.size() && items_[i].date.month() == month.month() && items_[i].date.year() == month.year();
                 ++i)
                rows.push_back(row(items_[i]));
            auto const label = fmt::format("{} {}", month_name(month), static_cast<int>(month.year()));
            auto const count = plural(rows.size(), "item");
            out.push_back({{"label", label}, {"count", count}, {"items", std::move(rows)}});
        }
        return out;
    }

private:
    [[nodiscard]] std::string percent(Date date) const {
        return fmt::format("{:.2f}", std::clamp(100.0 * (days_between(start_, date) + 0.5) / days_, 0.0, 100.0));
    }

    /// A release bears its name, on the side where there is room.
    [[nodiscard]] json::Object mark(KitPlanItem const& item) const {
        bool const is_late = days_between(start_, item.date) * 10 > days_ * 8;
        return {{"kind", drawn_as(item.kind)},
                {"at", percent(item.date)},
                {"name", item.kind == "release" ? bare_title(item.text) : ""},
                {"side", is_late ? "before" : "after"}};
    }

    [[nodiscard]] static json::Object row(KitPlanItem const& item) {
        auto const kind = text::capitalised(item.kind);
        auto const where =
            item.kind == "release" ? kind : fmt::format("{}, {}", platform_name(item.platform), item.kind);
        auto const day =
            item.time.empty() ? short_date(item.date) : fmt::format("{} {}", short_date(item.date), item.time);
        return {{"kind", drawn_as(item.kind)},
                {"iso", format_date(item.date)},
                {"day", day},
                {"text", item.text.empty() ? kind : item.text},
                {"where", where}};
    }

    PressKit const& kit_;
    std::vector<KitPlanItem> items_;
    Date start_{};
    int days_ = 90;
};

}  // namespace

void add_plan_values(PressKit const& kit, json::Object& page) {
    PlanPage const plan(kit);
    page["has_plan"] = !plan.is_empty();
    page["calendar"] = as_link(kit.calendar_file);
    page["plan_days"] = kit.plan_days;
    page["zone_note"] = kit.time_zone.empty()
                            ? std::string()
                            : fmt::format("Times are those of {}.", text::replace_all(kit.time_zone, "_", " "));
    for (auto const* name : {"plan_summary", "months_scale", "lanes", "weeks", "months"}) page[name] = json::Array();
    if (plan.is_empty()) return;
    page["plan_summary"] = plan.summary();
    page["months_scale"] = plan.scale();
    page["lanes"] = plan.lanes();
    page["weeks"] = plan.weeks();
    page["months"] = plan.agenda();
}

}  // namespace troupe::flow::impl
