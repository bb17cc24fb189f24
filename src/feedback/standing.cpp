#include "feedback/standing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <optional>

#include "feedback/count_once.hpp"

namespace troupe::feedback {
namespace {

constexpr double track_luck = 0.25;        // log deviation of a track's rate that nothing explains (learning notes)
constexpr double usual_spread = 0.8;       // of the streams of two tracks of one artist, before any were seen..
constexpr double usual_spread_worth = 3;   // ..which counts as so many tracks
constexpr double tail = 1.645;             // of a normal, for 90 %
constexpr int least_shared_days = 3;

struct Band {
    int first, last;
};
constexpr Band bands[] = {{0, 6}, {7, 27}, {28, 89}, {90, 364}, {365, std::numeric_limits<int>::max()}};

/// What all places report of a track on one platform and day of its age.
struct Day {
    std::int64_t streams = 0;
    std::int64_t saves_of_listeners = 0, listeners = 0;  ///< of rows that have both
    std::int64_t saves_of_streams = 0, saved_streams = 0;
};
using Days = std::map<int, Day>;
using Tracks = std::map<std::string, Days>;
using Platforms = std::map<std::string, Tracks>;

/// The rows that count, by platform, track and age; what did not count is said.
class Ledger {
public:
    Ledger(std::vector<Observation> const& rows, std::map<std::string, Date> const& released) : released_(released) {
        auto const counted = count_once(rows);
        by_country_ = counted.by_country;
        for (auto const* row : counted.rows) {
            auto const [first, is_new] = first_rows_.try_emplace(row->content_id, row->date);
            if (!is_new) first->second = std::min(first->second, row->date);
        }
        for (auto const* row : counted.rows) add(*row);
    }
    [[nodiscard]] Platforms const& platforms() const { return platforms_; }
    [[nodiscard]] std::vector<std::string> notes() const {
        std::vector<std::string> said;
        if (early_ > 0) said.push_back(fmt::format("rows dated before their track came out count for nothing ({}): check the dates of the report", early_));
        if (by_country_ > 0) said.push_back(fmt::format("rows by country beside a number of the whole world for the same day count for nothing ({})", by_country_));
        return said;
    }

private:
    void add(Observation const& row) {
        auto const known = released_.find(row.content_id);
        auto const age = days_between(known != released_.end() ? known->second : first_rows_.at(row.content_id), row.date);
        if (age < 0) {
            ++early_;
            return;
        }
        auto& day = platforms_[row.platform][row.content_id][age];
        day.streams += row.streams;
        if (!row.saves) return;
        if (row.listeners) day.saves_of_listeners += *row.saves, day.listeners += *row.listeners;
        else day.saves_of_streams += *row.saves, day.saved_streams += row.streams;
    }

    std::map<std::string, Date> const& released_;
    std::map<std::string, Date> first_rows_;
    Platforms platforms_;
    int early_ = 0, by_country_ = 0;
};

struct Count {
    std::int64_t saves = 0, exposures = 0;
    int tracks = 0;

    [[nodiscard]] double rate() const { return (static_cast<double>(saves) + 0.5) / (static_cast<double>(exposures) + 1); }
    [[nodiscard]] double variance() const { return 1 / (static_cast<double>(saves) + 0.5); }  // of the rate's logarithm
};

/// Days of this track within the band.
template <class Each>
void walk(Days const& days, Band const& band, Each const& each) {
    for (auto it = days.lower_bound(band.first); it != days.end() && it->first <= band.last; ++it) each(it->first, it->second);
}

class Comparison {
public:
    Comparison(std::string const& platform, Tracks const& tracks, std::string const& content, StandingSettings const& settings, Standings& out)
        : platform_(platform), tracks_(tracks), content_(content), own_(tracks.at(content)), settings_(settings), out_(out) {}

    void run() {
        for (auto const& band : bands) {
            bool has_days = false;
            walk(own_, band, [&](int, Day const&) { has_days = true; });
            if (!has_days) continue;
            compare_saves(band, "listener", &Day::saves_of_listeners, &Day::listeners);
            compare_saves(band, "stream", &Day::saves_of_streams, &Day::saved_streams);
            compare_streams(band);
        }
    }

private:
    using Field = std::int64_t Day::*;

    static Count count(Days const& days, Band const& band, Field saves, Field exposures) {
        Count made;
        walk(days, band, [&](int, Day const& day) { made.saves += day.*saves, made.exposures += day.*exposures; });
        made.tracks = made.exposures > 0 ? 1 : 0;
        return made;
    }

    void compare_saves(Band const& band, char const* by, Field saves, Field exposures) {
        auto const own = count(own_, band, saves, exposures);
        if (own.exposures == 0) return;
        Count others;
        for (auto const& [id, days] : tracks_) {
            if (id == content_) continue;
            auto const each = count(days, band, saves, exposures);
            others.saves += each.saves, others.exposures += each.exposures, others.tracks += each.tracks;
        }
        if (!is_enough(band, by, own.exposures, others)) return;
        auto made = begun(band, fmt::format("saves by {}", by), others.tracks, own.exposures);
        made.value = own.rate();
        made.usual = others.rate();
        finish(made, std::log(own.rate() / others.rate()), own.variance() + others.variance() + track_luck * track_luck * (1 + 1.0 / others.tracks));
    }

    bool is_enough(Band const& band, char const* by, std::int64_t own, Count const& others) {
        auto const where = name(band);
        if (own < settings_.least_exposures)
            return lacks(fmt::format("{}: {} of the {} {}s that its saves take to be judged", where, own, settings_.least_exposures, by));
        if (others.tracks < settings_.least_others)
            return lacks(fmt::format("{}: {} other tracks of this age to compare its saves with, {} are needed", where, others.tracks, settings_.least_others));
        if (others.exposures < settings_.least_exposures)
            return lacks(fmt::format("{}: the other tracks together have {} of {} {}s", where, others.exposures, settings_.least_exposures, by));
        return true;
    }

    void compare_streams(Band const& band) {
        std::vector<double> ratios;
        for (auto const& [id, days] : tracks_)
            if (auto const ratio = id == content_ ? std::nullopt : ratio_to(days, band)) ratios.push_back(*ratio);
        std::int64_t streams = 0;
        walk(own_, band, [&](int, Day const& day) { streams += day.streams; });
        auto const count = static_cast<double>(ratios.size());
        if (streams == 0) return;
        if (ratios.size() < static_cast<std::size_t>(settings_.least_others)) {
            lacks(fmt::format("{}: {} other tracks report {} of the same days, {} are needed", name(band), ratios.size(), least_shared_days, settings_.least_others));
            return;
        }
        double mean = 0, squares = usual_spread_worth * usual_spread * usual_spread;
        for (auto const each : ratios) mean += each / count;
        for (auto const each : ratios) squares += (each - mean) * (each - mean);
        auto made = begun(band, "streams", static_cast<int>(ratios.size()), streams);
        made.value = static_cast<double>(streams);
        made.usual = made.value / std::exp(mean);
        finish(made, mean, squares / (usual_spread_worth + count - 1) * (1 + 1 / count));
    }

    /// Logarithm of the track's streams over those of the other, on days of their age that both report.
    std::optional<double> ratio_to(Days const& other, Band const& band) const {
        double ours = 0, theirs = 0;
        int shared = 0;
        walk(own_, band, [&](int age, Day const& day) {
            auto const same = other.find(age);
            if (same == other.end()) return;
            ++shared;
            ours += static_cast<double>(day.streams);
            theirs += static_cast<double>(same->second.streams);
        });
        if (shared < least_shared_days || ours + theirs == 0) return std::nullopt;
        return std::log((ours + 1) / (theirs + 1));
    }

    [[nodiscard]] Standing begun(Band const& band, std::string measure, int others, std::int64_t exposures) const {
        Standing made;
        made.platform = platform_;
        made.measure = std::move(measure);
        made.first_day = band.first;
        walk(own_, band, [&](int age, Day const&) { made.last_day = age; });
        made.others = others;
        made.exposures = exposures;
        return made;
    }
    void finish(Standing& made, double effect, double variance) {
        auto const width = tail * std::sqrt(variance);
        made.ratio = std::exp(effect);
        made.low = std::exp(effect - width);
        made.high = std::exp(effect + width);
        out_.found.push_back(std::move(made));
    }
    [[nodiscard]] std::string name(Band const& band) const {
        if (band.last == std::numeric_limits<int>::max()) return fmt::format("{}, from day {}", platform_, band.first);
        return fmt::format("{}, days {} to {}", platform_, band.first, band.last);
    }
    bool lacks(std::string what) {
        out_.missing.push_back(std::move(what));
        return false;
    }

    std::string const& platform_;
    Tracks const& tracks_;
    std::string const& content_;
    Days const& own_;
    StandingSettings const& settings_;
    Standings& out_;
};

}  // namespace

Standings standings(std::vector<Observation> const& rows, std::string const& content, std::map<std::string, Date> const& released,
                    StandingSettings const& settings) {
    Ledger const ledger(rows, released);
    Standings out;
    bool is_known = false;
    for (auto const& [platform, tracks] : ledger.platforms()) {
        if (!tracks.contains(content)) continue;
        is_known = true;
        Comparison(platform, tracks, content, settings, out).run();
    }
    if (!is_known) out.missing.push_back("no store has reported a day of this track: `troupe report import FILE` reads what they send");
    for (auto& note : ledger.notes()) out.missing.push_back(std::move(note));
    return out;
}

}  // namespace troupe::feedback
