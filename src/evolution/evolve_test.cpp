#include "evolution/evolve.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "artist/distance.hpp"
#include "base/random.hpp"

namespace troupe::evolution {
namespace {

artist::Profile sample_profile() {
    artist::Profile profile;
    profile.core.name = "Vesper Lune";
    profile.core.motifs = {"sodium light", "empty stations", "wet concrete"};
    profile.style.genres = {{.name = "techno", .weight = 0.6}, {.name = "ambient", .weight = 0.4}};
    profile.style.moods = {{.name = "calm", .weight = 0.6}, {.name = "dark", .weight = 0.4}};
    profile.style.modes = {{.name = "minor", .weight = 0.7}, {.name = "dorian", .weight = 0.3}};
    profile.style.visual_families = {{.name = "aura", .weight = 0.5}, {.name = "swiss", .weight = 0.5}};
    profile.style.production["space"] = {.value = 0.2};
    profile.style.posting["hour"] = {.value = 19, .low = 0, .high = 24};
    profile.style.tempo_low.value = 110;
    profile.style.tempo_high.value = 130;
    profile.behaviour.platforms = {{.name = "tiktok", .weight = 0.5}, {.name = "youtube", .weight = 0.5}};
    profile.audience.territories = {"DE", "US"};
    return profile;
}

/// What one release is like, and how much more it is saved than the others.
struct TriedSong {
    std::string mood = "calm";
    std::string genre = "techno";
    double tempo = 120;
    double space = 0.2;
    double bonus = 0;  ///< log odds
};

/// Two weeks of reports on songs, in three places.
class World {
public:
    explicit World(std::uint64_t seed) : random_(seed) {}
    double track_luck = 0.2;
    double day_luck = 0.2;
    int streams = 300;  ///< a day and place
    double rate = 0.04;
    std::map<std::string, double> territory_bonus;

    std::vector<feedback::Observation> report(std::vector<TriedSong> const& songs) {
        std::vector<feedback::Observation> rows;
        for (std::size_t i = 0; i < songs.size(); ++i) {
            auto const luck = track_luck * random_.normal();
            for (int day = 0; day < 14; ++day)
                for (auto const& [platform, territory] :
                     {std::pair("spotify", "DE"), std::pair("spotify", "US"), std::pair("deezer", "FR")})
                    rows.push_back(row(i, songs[i], luck, day, platform, territory));
        }
        return rows;
    }

private:
    feedback::Observation row(std::size_t song, TriedSong const& tried, double luck, int day, char const* platform,
                              char const* territory) {
        feedback::Observation made;
        made.key = std::to_string(serial_++);
        made.artist_id = "artist";
        made.content_id = "song-" + std::to_string(song);
        made.track = "Song " + std::to_string(song);
        made.date = plus_days(*parse_date("2026-11-01"), day);
        made.platform = platform;
        made.territory = territory;
        made.streams = static_cast<std::int64_t>(streams * std::exp(0.3 * random_.normal()));
        auto const odds =
            std::log(rate / (1 - rate)) + tried.bonus + territory_bonus[territory] + luck + day_luck * random_.normal();
        auto const chance = 1 / (1 + std::exp(-odds));
        made.saves = 0;
        for (std::int64_t i = 0; i < made.streams; ++i) *made.saves += random_.chance(chance) ? 1 : 0;
        made.factors = json::Object{{"mood", tried.mood},
                                    {"genre", tried.genre},
                                    {"tempo", tried.tempo},
                                    {"production", json::Object{{"space", tried.space}}}};
        made.file_name = "november.csv";
        return made;
    }

    Random random_;
    int serial_ = 0;
};

EvolveRequest request_with(std::vector<feedback::Observation> rows) {
    EvolveRequest request;
    request.profile = sample_profile();
    request.observations = std::move(rows);
    request.now = *parse_time("2026-11-20T12:00:00Z");
    return request;
}

double weight(std::vector<artist::Weight> const& weights, std::string const& name) {
    for (auto const& each : weights)
        if (each.name == name) return each.weight;
    return 0;
}

std::string all(std::vector<std::string> const& lines) {
    return std::accumulate(lines.begin(), lines.end(), std::string());
}

/// Eight releases; the dark ones are saved twice as often.
std::vector<TriedSong> planted() {
    std::vector<TriedSong> songs;
    for (int i = 0; i < 8; ++i) {
        TriedSong song;
        song.mood = i % 2 == 0 ? "dark" : "calm";
        song.genre = i % 4 < 2 ? "techno" : "ambient";
        song.tempo = 112 + 2 * i;
        song.bonus = song.mood == "dark" ? std::log(2.0) : 0;
        songs.push_back(song);
    }
    return songs;
}

TEST(Evolve, NoReportNoChange) {
    auto const request = request_with({});
    auto const proposal = propose(request);
    ASSERT_TRUE(proposal);
    EXPECT_FALSE(proposal->changed);
    EXPECT_EQ(json::print(proposal->profile), json::print(request.profile));
    EXPECT_NE(all(proposal->missing).find("No report has been imported"), std::string::npos);
    EXPECT_TRUE(explain(*proposal).starts_with("No evidence for a change; nothing is changed."));
}

TEST(Evolve, TooLittleSaysHowMuchMore) {
    World world(1);
    world.streams = 2;
    auto const proposal = *propose(request_with(world.report({TriedSong{}})));
    EXPECT_FALSE(proposal.changed);
    EXPECT_NE(all(proposal.missing).find("more are needed before anything can be compared"), std::string::npos);
}

TEST(Evolve, OneReleaseSaysNothingAboutTheMusic) {
    World world(2);
    auto const proposal = *propose(request_with(world.report({TriedSong{.mood = "dark", .bonus = 1.5}})));
    EXPECT_EQ(json::print(proposal.profile.style), json::print(sample_profile().style));
    EXPECT_NE(all(proposal.missing).find("One release alone says nothing about the music"), std::string::npos);
}

TEST(Evolve, MovesTowardsWhatIsSavedMore) {
    int moved = 0;
    for (std::uint64_t seed = 1; seed <= 40; ++seed) {
        World world(seed);
        auto const request = request_with(world.report(planted()));
        auto const proposal = *propose(request);
        auto const before = weight(request.profile.style.moods, "dark");
        auto const after = weight(proposal.profile.style.moods, "dark");
        EXPECT_GE(after, before) << seed;
        EXPECT_LE(after, before + request.settings.weight_step + 1e-9);
        moved += after > before ? 1 : 0;
        EXPECT_NEAR(weight(proposal.profile.style.moods, "calm") + after, 1, 1e-9);
    }
    EXPECT_GE(moved, 36);
}

TEST(Evolve, SaysWhy) {
    World world(3);
    auto const proposal = *propose(request_with(world.report(planted())));
    ASSERT_TRUE(proposal.changed);
    auto const& change = proposal.changes[0];
    EXPECT_EQ(change.path, "style.moods[dark].weight");
    EXPECT_EQ(change.before, json::Value(0.4));
    EXPECT_NE(change.reason.find("mood dark against calm"), std::string::npos);
    EXPECT_EQ(change.evidence.files, std::vector<std::string>{"november.csv"});
    EXPECT_EQ(change.evidence.rows, 8 * 14 * 3);
    EXPECT_EQ(change.evidence.tracks, 8);
    EXPECT_GT(change.evidence.low, 1);
    EXPECT_LT(change.evidence.low, change.evidence.effect);
    EXPECT_GT(change.evidence.high, 1.9);
    EXPECT_EQ(format_date(change.evidence.until), "2026-11-14");
    EXPECT_NE(explain(proposal).find("style.moods[dark].weight: 0.4 -> 0.4"), std::string::npos);
}

TEST(Evolve, NoiseRarelyChangesAnything) {
    for (int const releases : {1, 2, 4, 8}) {
        int changed = 0;
        for (std::uint64_t seed = 1; seed <= 200; ++seed) {
            World world(1000 * seed + static_cast<std::uint64_t>(releases));
            world.streams = 120;
            auto songs = planted();
            songs.resize(static_cast<std::size_t>(releases));
            for (auto& song : songs) song.bonus = 0;
            changed += propose(request_with(world.report(songs)))->changed ? 1 : 0;
        }
        RecordProperty("false_changes_of_200_with_" + std::to_string(releases), changed);
        EXPECT_LE(changed, 20) << releases << " releases";
    }
}

/// Asked after every release, on all that has come until then.
TEST(Evolve, LookingAgainAndAgainDoesNotFindWhatIsNotThere) {
    int changed = 0;
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        World world(7000 + seed);
        world.streams = 120;
        auto songs = planted();
        for (auto& song : songs) song.bonus = 0;
        auto const rows = world.report(songs);
        bool found = false;
        for (std::size_t until = 42; until <= rows.size() && !found; until += 42)
            found = propose(request_with({rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(until)}))->changed;
        changed += found ? 1 : 0;
    }
    RecordProperty("false_changes_of_200", changed);
    EXPECT_LE(changed, 10);
}

TEST(Evolve, GrowthIsNoEvidence) {
    World world(5);
    auto songs = planted();
    for (auto& song : songs) song.bonus = 0;
    auto rows = world.report(songs);
    for (auto& row : rows)
        if (row.factors.at("mood") == json::Value("dark"))
            row.streams *= 10, *row.saves *= 10;  // ten times the reach, the same liking
    auto const proposal = *propose(request_with(rows));
    EXPECT_EQ(weight(proposal.profile.style.moods, "dark"), 0.4);
}

TEST(Evolve, MovesNumbersWithinTheirStep) {
    std::vector<TriedSong> songs;
    for (int i = 0; i < 8; ++i) songs.push_back({.tempo = 100.0 + 6 * i, .bonus = 0.2 * i});
    World world(6);
    auto const request = request_with(world.report(songs));
    auto const proposal = *propose(request);
    ASSERT_TRUE(proposal.changed) << explain(proposal);
    auto const& style = proposal.profile.style;
    EXPECT_GT(style.tempo_low.value, 110);
    EXPECT_LE(style.tempo_low.value, 110 + request.settings.tempo_step_bpm);
    EXPECT_NEAR(style.tempo_high.value - style.tempo_low.value, 20, 1e-9);
}

TEST(Evolve, ATerritoryMovesUpOnePlace) {
    World world(7);
    world.territory_bonus["US"] = 1;
    world.territory_bonus["FR"] = -0.2;
    auto const proposal = *propose(request_with(world.report({TriedSong{}})));
    ASSERT_TRUE(proposal.changed) << explain(proposal);
    EXPECT_EQ(proposal.changes[0].path, "audience.territories");
    EXPECT_EQ(proposal.profile.audience.territories, (std::vector<std::string>{"US", "DE"}));
}

TEST(Evolve, SaysWhatItCannotFollow) {
    World world(7);
    auto rows = world.report({TriedSong{}});
    for (auto& row : rows) {
        row.territory = "DE";
        if (row.platform == "deezer") row.saves = 6 * *row.saves;
    }
    auto const request = request_with(rows);
    auto const proposal = *propose(request);
    EXPECT_FALSE(proposal.changed);
    ASSERT_EQ(proposal.notes.size(), 1U);
    EXPECT_EQ(proposal.notes[0].find("platform deezer against spotify: "), 0U);
    EXPECT_NE(proposal.notes[0].find("which nothing in the profile can follow"), std::string::npos);
}

TEST(Evolve, ReleasesThatDifferInEverythingMoveHalfAStep) {
    World world(8);
    auto const request = request_with(
        world.report({TriedSong{.mood = "dark", .genre = "ambient", .tempo = 90, .bonus = 1.6}, TriedSong{}}));
    auto const proposal = *propose(request);
    ASSERT_TRUE(proposal.changed) << explain(proposal);
    EXPECT_NE(proposal.changes[0].reason.find("differ in several things at once"), std::string::npos);
    EXPECT_LE(weight(proposal.profile.style.genres, "ambient"), 0.4 + request.settings.weight_step / 2 + 1e-9);
}

TEST(Evolve, LearnsNothingFromFlaggedRows) {
    World world(9);
    auto rows = world.report(planted());
    for (auto& row : rows) row.flags = {"artificial: a flood"};
    auto const proposal = *propose(request_with(rows));
    EXPECT_FALSE(proposal.changed);
    EXPECT_EQ(proposal.rows_left_out, static_cast<int>(rows.size()));
    EXPECT_NE(all(proposal.notes).find("look artificial"), std::string::npos);

    auto songs = planted();
    for (auto& song : songs) song.bonus = 0;
    auto mixed = World(10).report(songs);
    auto const honest = *propose(request_with(mixed));
    for (auto const& row : std::vector(mixed)) {
        auto fake = row;
        fake.saves = fake.streams / 2;
        fake.flags = {"artificial: a flood"};
        if (row.factors.at("mood") == json::Value("dark")) mixed.push_back(fake);
    }
    EXPECT_EQ(json::print(propose(request_with(mixed))->profile), json::print(honest.profile));
}

TEST(Evolve, NeverTouchesTheCoreAndStaysWithinTheLimit) {
    for (std::uint64_t seed = 1; seed <= 10; ++seed) {
        auto request = request_with({});
        request.anchor = request.profile.style;
        request.profile.settings.identity_limit = 0.05;
        for (int step = 0; step < 30; ++step) {
            auto songs = planted();
            for (auto& song : songs) song.bonus *= 2, song.bonus += song.genre == "ambient" ? 0.8 : 0;
            request.observations = World(100 * seed + static_cast<std::uint64_t>(step)).report(songs);
            auto const proposal = *propose(request);
            EXPECT_EQ(json::print(proposal.profile.core), json::print(request.profile.core));
            EXPECT_LE(artist::style_distance(*request.anchor, proposal.profile.style), 0.05 + 1e-9);
            request.profile = proposal.profile;
        }
        EXPECT_GT(artist::style_distance(*request.anchor, request.profile.style), 0.03);
    }
}

TEST(Evolve, PlasticityZeroMeansNever) {
    World world(11);
    auto request = request_with(world.report(planted()));
    for (auto& mood : request.profile.style.moods) mood.plasticity = 0;
    auto const proposal = *propose(request);
    EXPECT_EQ(json::print(proposal.profile.style.moods), json::print(request.profile.style.moods));
}

TEST(Evolve, SpendsEvidenceOnce) {
    World world(12);
    auto request = request_with(world.report(planted()));
    auto const first = *propose(request);
    ASSERT_TRUE(first.changed);
    request.profile = first.profile;
    for (auto const& change : first.changes) request.history.push_back({change.path, change.evidence.until});
    auto const second = *propose(request);
    for (auto const& change : second.changes)
        for (auto const& past : first.changes) EXPECT_NE(change.path, past.path);
    EXPECT_NE(all(second.missing)
                  .find("was changed on the evidence until 2026-11-14; 0 streams have come since, 500 are needed"),
              std::string::npos);
}

TEST(Evolve, TheSameRequestGivesTheSameProposal) {
    World world(13);
    auto const request = request_with(world.report(planted()));
    EXPECT_EQ(json::print(*propose(request)), json::print(*propose(request)));
    auto shuffled = request;
    Random(1).shuffle(shuffled.observations);
    auto const first = propose(request)->profile;
    auto const second = propose(shuffled)->profile;
    EXPECT_NEAR(weight(first.style.moods, "dark"), weight(second.style.moods, "dark"), 1e-9);
}

TEST(Evolve, RefusesALimitThatIsNone) {
    auto request = request_with({});
    request.profile.settings.identity_limit = 1.5;
    EXPECT_EQ(propose(request).error().code, ErrorCode::invalid_input);
}

TEST(Evolve, FallsBackToSkipsWhereSavesAreNotReported) {
    World world(14);
    auto rows = world.report(planted());
    for (auto& row : rows) {
        row.skips = row.streams - std::min<std::int64_t>(row.streams, *row.saves * 8);
        row.saves.reset();
    }
    auto const proposal = *propose(request_with(rows));
    ASSERT_TRUE(proposal.changed) << explain(proposal);
    EXPECT_EQ(proposal.changes[0].evidence.measure, "plays not skipped by stream");
    EXPECT_GT(weight(proposal.profile.style.moods, "dark"), 0.4);
}

}  // namespace
}  // namespace troupe::evolution
