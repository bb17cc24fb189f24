#include <algorithm>
#include <cmath>

#include "planning/impl/builder.hpp"

namespace troupe::planning::impl {
namespace {

/// Chooses days and platforms one post at a time: each time the day that lies farthest from everything planned so far
/// (posts near each other tire), on the platform that lags most behind its share.
class Filler {
public:
    explicit Filler(Builder& builder)
        : builder_(builder), random_(Random(builder.request.seed).stream("planning.story")) {
        load_.resize(static_cast<std::size_t>(builder.plan.days));
        for (std::size_t day = 0; day < load_.size(); ++day)
            load_[day] = builder.slots.load(plus_days(builder.plan.start, static_cast<int>(day)));
        count_.resize(builder.habits.outlets.size());
        for (auto const& item : builder.plan.items)  // what was carried over counts for its platform's share
            for (std::size_t i = 0; i < count_.size(); ++i)
                if (!item.release && item.platform == builder.habits.outlets[i].platform->id) ++count_[i];
    }

    [[nodiscard]] int planned(Segment const& segment) const {
        int sum = 0;
        for (auto day = index(segment.from); day <= index(segment.to); ++day) sum += load_[day];
        return sum;
    }

    /// Of the story alone.
    [[nodiscard]] int posts(Segment const& segment) const {
        auto const& items = builder_.plan.items;
        return static_cast<int>(std::count_if(items.begin(), items.end(), [&](PlanItem const& item) {
            return !item.release && segment.from <= item.date && item.date <= segment.to;
        }));
    }

    /// Posts that were carried over, where the artist posts less now: the latest of the stage go.
    void drop_surplus(Segment const& segment, int surplus) {
        auto& items = builder_.plan.items;
        for (auto i = items.size(); i-- > 0 && surplus > 0;) {
            auto const& item = items[i];
            bool const is_free = !item.release && !item.locked && item.state == ItemState::planned && !item.content_id;
            if (!is_free || item.date < segment.from || segment.to < item.date) continue;
            --load_[index(item.date)];
            items.erase(items.begin() + static_cast<std::ptrdiff_t>(i));
            --surplus;
        }
    }

    bool add(Segment const& segment) {
        for (auto const day : days_by_value(segment)) {
            auto const date = plus_days(builder_.plan.start, static_cast<int>(day));
            for (auto const outlet : outlets_by_need()) {
                auto* item = builder_.add(builder_.habits.outlets[outlet], date, "");
                if (item == nullptr) continue;
                auto const& formats = builder_.habits.outlets[outlet].platform->formats;
                auto const& format = formats[static_cast<std::size_t>(count_[outlet]) % formats.size()];
                item->kind = format.kind;
                item->format = format.name;
                ++count_[outlet];
                ++load_[day];
                return true;
            }
        }
        return false;
    }

private:
    [[nodiscard]] std::size_t index(Date date) const {
        return static_cast<std::size_t>(days_between(builder_.plan.start, date));
    }

    /// 1 for a day whose neighbours are empty, falling with every item on it and within three days of it.
    [[nodiscard]] double value(std::size_t day) const {
        double tired = 3.0 * load_[day];
        for (std::size_t away = 1; away <= 3; ++away) {
            auto const weight = 1.0 / static_cast<double>(away);
            if (day >= away) tired += weight * std::min(load_[day - away], 2);
            if (day + away < load_.size()) tired += weight * std::min(load_[day + away], 2);
        }
        return 1 / (1 + tired);
    }

    std::vector<std::size_t> days_by_value(Segment const& segment) {
        std::vector<std::pair<double, std::size_t>> ranked;
        for (auto day = index(segment.from); day <= index(segment.to); ++day)
            ranked.emplace_back(-value(day) + 0.001 * random_.uniform(), day);
        std::sort(ranked.begin(), ranked.end());
        std::vector<std::size_t> days;
        for (auto const& [rank, day] : ranked) days.push_back(day);
        return days;
    }

    std::vector<std::size_t> outlets_by_need() const {
        std::vector<std::pair<double, std::size_t>> ranked;
        for (std::size_t i = 0; i < count_.size(); ++i)
            ranked.emplace_back((count_[i] + 0.5) / builder_.habits.outlets[i].share, i);
        std::sort(ranked.begin(), ranked.end());
        std::vector<std::size_t> outlets;
        for (auto const& [rank, outlet] : ranked) outlets.push_back(outlet);
        return outlets;
    }

    Builder& builder_;
    Random random_;
    std::vector<int> load_;   ///< items by day
    std::vector<int> count_;  ///< posts of the story by outlet
};

}  // namespace

void add_story(Builder& builder, std::vector<Segment> const& segments) {
    if (builder.habits.posts_per_week <= 0) {
        builder.plan.notes.emplace_back(
            "style.posting.posts_per_week is 0: only releases and their campaigns are planned.");
        return;
    }
    Filler filler(builder);
    double owed = 0;
    int left_out = 0;
    for (auto const& segment : segments) {
        owed += builder.habits.posts_per_week * (days_between(segment.from, segment.to) + 1) / 7;
        int const planned = filler.planned(segment);
        // A campaign may be busier than the artist's rate, but what it takes is not saved up as silence later.
        auto const usual = builder.habits.posts_per_week * (days_between(segment.from, segment.to) + 1) / 7;
        filler.drop_surplus(segment, filler.posts(segment) - 1 - static_cast<int>(std::ceil(usual)));
        int const missing = std::max(planned == 0 ? 1 : 0, static_cast<int>(std::floor(owed)) - planned);
        owed = std::clamp(owed - planned - missing, 0.0, 1.0);
        for (int i = 0; i < missing; ++i)
            if (!filler.add(segment)) ++left_out;
    }
    if (left_out > 0)
        builder.plan.notes.push_back(std::to_string(left_out) +
                                     " posts found no free time: the platforms' caps and gaps allow no more.");
}

}  // namespace troupe::planning::impl
