#include <gtest/gtest.h>

#include <string>

#include "app/testing/temp_home.hpp"
#include "base/files.hpp"
#include "flow/create_artist.hpp"
#include "flow/learn.hpp"
#include "flow/making.hpp"

/// Whose a row of a report is, in a roster of two whose titles meet. What a file said before must not matter.
namespace troupe::app::testing {
namespace {

class Reports : public ::testing::Test {
protected:
    Reports() : ana(home.create(bright_prompt)), bob(home.create(dark_prompt)) {
        lantern_of_ana = add_track(ana, "Lantern");
        live_of_bob = add_track(bob, "Lantern (Live)");
        tram_of_bob = add_track(bob, "Late Tram");
    }
    std::string add_track(std::string const& artist, std::string const& title, std::string const& isrc = "") {
        catalog::Content track;
        track.id = flow::next_id<catalog::ContentTag>(home.studio());
        track.artist = *parse_id<artist::ArtistTag>(artist);
        track.title = title;
        if (!isrc.empty()) track.brief = json::Object{{"isrc", isrc}};
        EXPECT_TRUE(home.studio().contents.insert(track));
        return to_string(track.id);
    }
    std::string name_of(std::string const& artist) { return home.studio().artists.find(*parse_id<artist::ArtistTag>(artist))->name(); }
    static std::string row(int day, std::string const& track, std::string const& artist) {
        return "2026-10-0" + std::to_string(day) + ",spotify,DE," + track + ",100,90,5,1,0," + artist + "\n";
    }
    std::size_t rows_of(std::string const& artist, std::string const& track) {
        return home.studio().observations.list_by_content(artist, track)->size();
    }
    void import(std::string const& rows) {
        auto const file = home / "report.csv";
        EXPECT_TRUE(write_file(file, "date,platform,territory,track,streams,listeners,saves,skips,shares,artist\n" + rows));
        auto const imported = flow::import_report(home.studio(), file, false);
        EXPECT_TRUE(imported) << imported.error().message;
    }

    TempHome home;
    std::string ana, bob, lantern_of_ana, live_of_bob, tram_of_bob;
};

TEST_F(Reports, AnArtistsTitleIsTheArtists) {
    // Bob comes first, with a title that is nearer to the next row's than Ana's own.
    import(row(1, "Late Tram", name_of(bob)) + row(2, "Lantern (Live)", name_of(ana)) + row(3, "Lantern (Live)", name_of(bob)));
    EXPECT_EQ(rows_of(bob, tram_of_bob), 1U);
    EXPECT_EQ(rows_of(ana, lantern_of_ana), 1U);
    EXPECT_EQ(rows_of(bob, live_of_bob), 1U);
}

TEST_F(Reports, IdsAndTitlesWithoutAnArtistAreFound) {
    import(row(1, lantern_of_ana, "") + row(2, "late tram", "") + row(3, "No such song", name_of(ana)));
    EXPECT_EQ(rows_of(ana, lantern_of_ana), 1U);
    EXPECT_EQ(rows_of(bob, tram_of_bob), 1U);
    EXPECT_EQ(home.studio().observations.list_unmatched()->size(), 1U);
}

TEST_F(Reports, ACodeThatTwoBriefsHoldIsNobodysWhicheverIsReadFirst) {
    add_track(ana, "Tide", "QZES72500001");
    add_track(bob, "Ebb", "QZES72500001");
    auto const own = add_track(bob, "Flow", "QZES72500002");
    import(row(1, "Late Tram", name_of(bob)) + row(2, "QZES72500001", "") + row(3, "QZES72500002", ""));
    EXPECT_EQ(home.studio().observations.list_unmatched()->size(), 1U);
    EXPECT_EQ(rows_of(bob, own), 1U);
}

}  // namespace
}  // namespace troupe::app::testing
