#include "flow/posted_hours.hpp"

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "flow/impl/known_posts.hpp"

namespace troupe::flow {
namespace {

using namespace std::chrono_literals;
using planning::PostResult;
using social::OutboxRecord;
using social::PostCounts;
using social::PostReading;

constexpr auto youngest = 3 * 24h;
constexpr auto best_age = 7 * 24h;

/// A post that is out, with its readings that are old enough.
struct OldEnough {
    OutboxRecord record;
    TimePoint posted{};
    std::vector<PostReading> readings;  ///< nearest to the best age first
};

using Count = std::optional<std::int64_t> PostCounts::*;
/// What is added up; views never with others.
using Measure = std::vector<Count>;

bool has(PostReading const& reading, Measure const& measure) {
    return std::all_of(measure.begin(), measure.end(),
                       [&](Count count) { return (reading.counts.*count).has_value(); });
}

bool reports(OldEnough const& post, Count count) {
    return std::any_of(post.readings.begin(), post.readings.end(),
                       [&](auto const& each) { return has(each, {count}); });
}

Measure measure_of(std::vector<OldEnough const*> const& posts) {
    auto const is_usual = [&](Count count) {
        auto const with =
            std::count_if(posts.begin(), posts.end(), [&](auto const* post) { return reports(*post, count); });
        return 2 * static_cast<std::size_t>(with) >= posts.size() && with > 0;
    };
    if (is_usual(&PostCounts::views)) return {&PostCounts::views};
    Measure measure;
    for (auto const count : {&PostCounts::likes, &PostCounts::reposts, &PostCounts::replies})
        if (is_usual(count)) measure.push_back(count);
    return measure;
}

/// Of readings by time; those of a post that is gone do not count.
std::optional<OldEnough> old_enough(OutboxRecord const& record, std::vector<PostReading> const& readings) {
    auto posted = impl::went_out(record);
    for (auto const& reading : readings)
        if (reading.posted) posted = reading.posted;
    if (!posted || readings.back().is_gone) return std::nullopt;
    OldEnough post{record, *posted, {}};
    for (auto const& reading : readings)
        if (!reading.is_gone && reading.read - *posted >= youngest) post.readings.push_back(reading);
    auto const distance = [&](PostReading const& reading) {
        return std::chrono::abs(reading.read - *posted - best_age);
    };
    std::stable_sort(post.readings.begin(), post.readings.end(),
                     [&](auto const& a, auto const& b) { return distance(a) < distance(b); });
    return post.readings.empty() ? std::nullopt : std::optional(std::move(post));
}

Result<std::vector<OldEnough>> posts_of(Studio& studio, std::string const& artist) {
    std::map<std::string, std::vector<PostReading>> readings;
    for (auto& each : TRY(studio.social.results.of_artist(artist))) readings[each.post].push_back(std::move(each));
    std::vector<OldEnough> posts;
    social::OutboxQuery query{.artist = artist, .state = social::OutboxState::sent, .limit = 500};
    while (!readings.empty()) {
        auto const page = TRY(studio.social.outbox.list(query));
        for (auto const& record : page.records)
            if (auto const found = readings.find(to_string(record.id)); found != readings.end())
                if (auto post = old_enough(record, found->second)) posts.push_back(*std::move(post));
        query.after = page.next;
        if (!query.after) break;
    }
    std::sort(posts.begin(), posts.end(), [](auto const& a, auto const& b) {
        return std::tie(a.posted, a.record.id) < std::tie(b.posted, b.record.id);
    });
    return posts;
}

/// Items whose hour no result had a say in. An item that is in the plan no more may have had one.
Result<std::set<std::string>> items_at_usual_hours(Studio& studio, artist::ArtistId artist) {
    std::set<std::string> items;
    auto const plan = studio.plans.find_by_artist(artist);
    if (!plan && plan.error().code != ErrorCode::not_found) return tl::unexpected(plan.error());
    if (plan)
        for (auto const& item : plan->items)
            if (!item.hour_from_results) items.insert(to_string(item.id));
    return items;
}

/// "2026-11-22T09:30:00+01:00" as 9.5.
double hour_in(std::string const& local) {
    auto const part = [&](std::size_t at) { return 10 * (local[at] - '0') + (local[at + 1] - '0'); };
    return part(11) + part(14) / 60.0 + part(17) / 3600.0;
}

}  // namespace

Result<std::vector<PostResult>> posted_hours(Studio& studio, artist::Document const& artist) {
    auto const posts = TRY(posts_of(studio, to_string(artist.id)));
    if (posts.empty()) return std::vector<PostResult>{};
    auto const usual = TRY(items_at_usual_hours(studio, artist.id));
    std::map<std::string, std::vector<OldEnough const*>> by_platform;
    for (auto const& post : posts) by_platform[post.record.platform].push_back(&post);
    std::map<std::string, Measure> measures;
    for (auto const& [platform, its] : by_platform) measures[platform] = measure_of(its);
    std::vector<PostResult> history;
    for (auto const& post : posts) {
        auto const& measure = measures.at(post.record.platform);
        auto const reading = std::find_if(post.readings.begin(), post.readings.end(),
                                          [&](auto const& each) { return has(each, measure); });
        if (measure.empty() || reading == post.readings.end()) continue;
        auto const& zone = artist.profile.audience.time_zone;
        auto const hour = hour_in(TRY(format_local(post.posted, zone)));
        auto const date = TRY(local_date(post.posted, zone));
        PostResult result{.hour = hour, .date = date, .platform = post.record.platform};
        for (auto const count : measure) result.reactions += static_cast<double>(*(reading->counts.*count));
        result.was_tried = !post.record.item.empty() && !usual.contains(post.record.item);
        history.push_back(std::move(result));
    }
    return history;
}

}  // namespace troupe::flow
