#pragma once

#include <cmath>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "artist/testing/example_profile.hpp"
#include "base/random.hpp"
#include "feedback/observation.hpp"

namespace troupe::evolution::testing {

/// What one song is like, and when it came out.
struct Song {
    std::string id;
    Date date{};
    json::Object factors;
};

/// Log odds of a save beyond the usual.
using Taste = std::function<double(Song const&)>;

/// Listeners who save songs, on two platforms, for two weeks: with luck of its own for each song and each day.
class Audience {
public:
    explicit Audience(std::uint64_t seed, Taste taste = {}) : random_(seed), taste_(std::move(taste)) {}
    double rate = 0.05;
    double song_luck = 0.2;
    double day_luck = 0.2;
    std::int64_t streams = 150;  ///< a day and platform

    std::vector<feedback::Observation> hear(Song const& song) {
        std::vector<feedback::Observation> rows;
        auto const luck = song_luck * random_.normal();
        for (int day = 0; day < 14; ++day)
            for (auto const& [platform, ease] : {std::pair("spotify", 0.0), std::pair("deezer", 0.5)})
                rows.push_back(row(song, day, platform, luck + ease));
        return rows;
    }

private:
    feedback::Observation row(Song const& song, int day, char const* platform, double bonus) {
        feedback::Observation made;
        made.key = std::to_string(serial_++);
        made.artist_id = "artist";
        made.content_id = song.id;
        made.track = song.id;
        made.date = plus_days(song.date, day);
        made.platform = platform;
        made.territory = "DE";
        made.streams = streams;
        auto const odds =
            std::log(rate / (1 - rate)) + bonus + (taste_ ? taste_(song) : 0) + day_luck * random_.normal();
        made.saves = 0;
        for (std::int64_t i = 0; i < streams; ++i) *made.saves += random_.chance(1 / (1 + std::exp(-odds))) ? 1 : 0;
        made.factors = song.factors;
        made.file_name = "week.csv";
        return made;
    }

    Random random_;
    Taste taste_;
    int serial_ = 0;
};

/// Two genres, two moods, two modes: enough to draw from.
[[nodiscard]] inline artist::Profile drawn_profile() {
    auto profile = artist::testing::example_profile();
    profile.style.genres = {{"techno", 0.6}, {"ambient", 0.4}};
    profile.style.visual_families = {{"aura", 1}};
    profile.style.tempo_low.value = 118;
    profile.style.tempo_high.value = 130;
    return profile;
}

[[nodiscard]] inline std::string text_in(json::Object const& factors, std::string const& name) {
    auto const* value = factors.if_contains(name);
    return value == nullptr || !value->is_string() ? "" : std::string(value->as_string());
}

}  // namespace troupe::evolution::testing
