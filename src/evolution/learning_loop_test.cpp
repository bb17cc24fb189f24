#include <gtest/gtest.h>

#include "artist/distance.hpp"
#include "evolution/evolve.hpp"
#include "evolution/style_draw.hpp"
#include "evolution/testing/audience.hpp"

/// Draws decide what is tried, what is tried decides what is learned, and evolution moves the artist by it: all
/// together.
namespace troupe::evolution {
namespace {

using testing::Audience;
using testing::drawn_profile;
using testing::Song;
using testing::Taste;
using testing::text_in;

/// An artist with a song a week, who evolves after each.
class Life {
public:
    Life(std::uint64_t seed, Taste taste) : audience_(seed, std::move(taste)), random_(seed) {
        audience_.streams = 60;
        anchor_ = profile.style;
    }

    void live(int songs) {
        for (int i = 0; i < songs; ++i) {
            auto const day = plus_days(*parse_date("2026-01-02"), 7 * i);
            auto const heard = audience_.hear(song(i, day));
            rows_.insert(rows_.end(), heard.begin(), heard.end());
            evolve(plus_days(day, 14));
        }
    }

    artist::Profile profile = drawn_profile();
    int changes = 0;

private:
    /// As a maker follows a draw; what is not drawn goes by the weights.
    Song song(int number, Date day) {
        auto const id = "song " + std::to_string(number);
        auto const draw = draw_piece({.style = profile.style,
                                      .anchor = anchor_,
                                      .identity_limit = 0.2,
                                      .own = pieces_of(rows_),
                                      .roster = {},
                                      .shock = {},
                                      .content_id = id,
                                      .seed = random_.next()});
        auto const level = [&](char const* factor, std::vector<artist::Weight> const& weights) {
            if (draw && draw->levels.contains(factor)) return draw->levels.at(factor);
            std::vector<double> shares;
            for (auto const& each : weights) shares.push_back(each.weight);
            return weights[random_.weighted(shares)].name;
        };
        auto const& style = profile.style;
        Song made{id,
                  day,
                  {{"genre", level("genre", style.genres)},
                   {"mood", level("mood", style.moods)},
                   {"mode", level("mode", style.modes)}}};
        made.factors["tempo"] = random_.uniform(style.tempo_low.value, style.tempo_high.value);
        if (draw) made.factors["arm"] = json::enum_name(draw->arm);
        return made;
    }

    void evolve(Date day) {
        EvolveRequest request;
        request.profile = profile;
        request.anchor = anchor_;
        request.observations = rows_;
        request.history = past_;
        request.now = TimePoint{std::chrono::sys_days{day}};
        auto const proposal = *propose(request);
        for (auto const& change : proposal.changes) past_.push_back({change.path, change.evidence.until, std::nullopt});
        changes += static_cast<int>(proposal.changes.size());
        profile = proposal.profile;
        EXPECT_LE(artist::style_distance(anchor_, profile.style), profile.settings.identity_limit + 1e-9);
    }

    Audience audience_;
    Random random_;
    artist::Style anchor_;
    std::vector<feedback::Observation> rows_;
    std::vector<PastChange> past_;
};

TEST(LearningLoop, AudiencesWithoutTasteChangeFewArtists) {
    int changed = 0;
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        Life life(seed, {});
        life.live(10);
        changed += life.changes > 0 ? 1 : 0;
    }
    RecordProperty("changed_of_400", changed);
    EXPECT_LE(changed, 20);
}

TEST(LearningLoop, FollowsATasteWithinTheLimit) {
    double before = 0;
    double after = 0;
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        Life life(seed, [](Song const& song) { return text_in(song.factors, "mood") == "calm" ? 0.8 : 0.0; });
        auto const calm = [&] {
            return std::ranges::find(life.profile.style.moods, "calm", &artist::Weight::name)->weight;
        };
        before += calm() / 10;
        life.live(24);
        after += calm() / 10;
    }
    EXPECT_GT(after, before + 0.05);
}

}  // namespace
}  // namespace troupe::evolution
