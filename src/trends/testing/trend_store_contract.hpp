#pragma once

#include <gtest/gtest.h>

#include "trends/trend_store.hpp"

namespace troupe::trends::testing {

/// What every TrendStore promises. An adapter's test only instantiates it. `Store` is default-constructible, empty, and
/// a TrendStore.
template <class Store>
class TrendStoreContract : public ::testing::Test {
protected:
    static TimePoint at(int hour) { return TimePoint{std::chrono::hours(490'000 + hour)}; }
    static Reading reading(std::string const& name, std::string const& day, double value, int hour = 0) {
        Reading made;
        made.kind = Kind::genre;
        made.name = name;
        made.platform = "deezer";
        made.country = "DE";
        made.grain = Grain::day;
        made.measure = "plays";
        made.date = *parse_date(day);
        made.value = value;
        made.source = "deezer";
        made.retrieved = at(hour);
        made.licence = "terms of the service";
        return made;
    }
    void keep(std::vector<Reading> const& readings, KeepCount const& wanted) {
        auto const count = store.keep(readings);
        ASSERT_TRUE(count);
        EXPECT_EQ(json::print(*count), json::print(wanted));
    }
    std::vector<Reading> all() { return store.list({}).value(); }

    Store store;
};
TYPED_TEST_SUITE_P(TrendStoreContract);

TYPED_TEST_P(TrendStoreContract, GivesBackEveryField) {
    auto full = this->reading("Drill \"No. 2\" – ünïcode", "2024-03-01", 123456789012.654321);
    full.kind = Kind::song;
    full.grain = Grain::week;
    this->keep({full}, {.imported = 1});
    ASSERT_EQ(this->all().size(), 1U);
    EXPECT_EQ(json::print(this->all()[0]), json::print(full));
}

TYPED_TEST_P(TrendStoreContract, ZeroIsANumber) {
    this->keep({this->reading("drill", "2024-03-01", 0)}, {.imported = 1});
    ASSERT_EQ(this->all().size(), 1U);
    EXPECT_EQ(this->all()[0].value, 0);
}

TYPED_TEST_P(TrendStoreContract, OnlyWhatWasTakenLaterReplaces) {
    this->keep({this->reading("drill", "2024-03-01", 5, 2)}, {.imported = 1});
    this->keep({this->reading("drill", "2024-03-01", 4, 1)}, {.outdated = 1});
    EXPECT_EQ(this->all()[0].value, 5);
    this->keep({this->reading("drill", "2024-03-01", 4, 2)}, {.outdated = 1});
    this->keep({this->reading("drill", "2024-03-01", 6, 3)}, {.replaced = 1});
    EXPECT_EQ(this->all()[0].value, 6);
    EXPECT_EQ(this->all().size(), 1U);
}

TYPED_TEST_P(TrendStoreContract, TheSameNumberTakenLaterIsKnownAndFresher) {
    this->keep({this->reading("drill", "2024-03-01", 5, 2)}, {.imported = 1});
    this->keep({this->reading("drill", "2024-03-01", 5, 4)}, {.already_known = 1});
    EXPECT_EQ(this->all()[0].retrieved, this->at(4));
    this->keep({this->reading("drill", "2024-03-01", 5, 3)}, {.already_known = 1});
    EXPECT_EQ(this->all()[0].retrieved, this->at(4));
}

TYPED_TEST_P(TrendStoreContract, SourcesKeepTheirOwnNumbers) {
    auto other = this->reading("drill", "2024-03-01", 9);
    other.source = "label";
    this->keep({this->reading("drill", "2024-03-01", 5), other}, {.imported = 2});
    ASSERT_EQ(this->all().size(), 2U);
    EXPECT_EQ(this->store.remove_source("deezer"), 1);
    ASSERT_EQ(this->all().size(), 1U);
    EXPECT_EQ(this->all()[0].source, "label");
    EXPECT_EQ(this->store.remove_source("deezer"), 0);
}

TYPED_TEST_P(TrendStoreContract, ARemovedSourceIsAskedForEverythingAgain) {
    SourceState const state{"deezer", this->at(1), this->at(0), this->at(7), 2, "readings", "W/\"abc\""};
    ASSERT_TRUE(this->store.set_source_state(state));
    ASSERT_TRUE(this->store.set_source_state({.name = "apple", .validator = "W/\"def\""}));
    EXPECT_EQ(this->store.remove_source("deezer"), 0);
    auto wanted = state;
    wanted.validator.clear();  // it may still not be asked before its time
    EXPECT_EQ(json::print(*this->store.source_state("deezer")), json::print(wanted));
    EXPECT_EQ(this->store.source_state("apple")->validator, "W/\"def\"");
}

TYPED_TEST_P(TrendStoreContract, ForgetsWhatASourceSaidTooLongAgo) {
    auto other = this->reading("drill", "2024-03-01", 9, 1);
    other.source = "label";
    this->keep({this->reading("drill", "2024-03-01", 5, 1), this->reading("drill", "2024-03-02", 6, 2), other},
               {.imported = 3});
    EXPECT_EQ(this->store.remove_taken_before("deezer", this->at(2)), 1);
    ASSERT_EQ(this->all().size(), 2U);
    EXPECT_EQ(this->all()[0].source, "label");
    EXPECT_EQ(this->all()[1].value, 6);
    EXPECT_EQ(this->store.remove_taken_before("deezer", this->at(2)), 0);
}

TYPED_TEST_P(TrendStoreContract, MeasuresAndGrainsAreNotMixed) {
    auto views = this->reading("drill", "2024-03-01", 5);
    views.measure = "views";
    auto weekly = this->reading("drill", "2024-03-01", 5);
    weekly.grain = Grain::week;
    this->keep({this->reading("drill", "2024-03-01", 5), views, weekly}, {.imported = 3});
}

TYPED_TEST_P(TrendStoreContract, ListsInOrderWhatIsAskedFor) {
    auto elsewhere = this->reading("drill", "2024-03-01", 1);
    elsewhere.country = "FR";
    auto mood = this->reading("calm", "2024-03-01", 2);
    mood.kind = Kind::mood;
    mood.platform = "apple music";
    this->keep({this->reading("techno", "2024-03-02", 3), this->reading("techno", "2024-03-01", 4), elsewhere, mood,
                this->reading("drill", "2024-03-01", 5)},
               {.imported = 5});
    auto const listed = [&](SeriesQuery const& query) {
        std::string values;
        auto const found = this->store.list(query).value();
        for (auto const& each : found) values += std::to_string(static_cast<int>(each.value));
        return values;
    };
    EXPECT_EQ(listed({}), "51432");
    EXPECT_EQ(listed({.kind = Kind::genre}), "5143");
    EXPECT_EQ(listed({.name = "techno"}), "43");
    EXPECT_EQ(listed({.platform = "apple music"}), "2");
    EXPECT_EQ(listed({.country = "FR"}), "1");
    EXPECT_EQ(listed({.kind = Kind::genre, .since = *parse_date("2024-03-02")}), "3");
}

TYPED_TEST_P(TrendStoreContract, RemembersHowSourcesAreDoing) {
    EXPECT_EQ(json::print(*this->store.source_state("deezer")), json::print(SourceState{.name = "deezer"}));
    SourceState const state{"deezer", this->at(1), this->at(0), this->at(7), 2, "readings", "W/\"abc\"", 30};
    ASSERT_TRUE(this->store.set_source_state(state));
    ASSERT_TRUE(this->store.set_source_state({.name = "apple"}));
    EXPECT_EQ(json::print(*this->store.source_state("deezer")), json::print(state));
    auto const states = this->store.source_states();
    ASSERT_EQ(states->size(), 2U);
    EXPECT_EQ((*states)[0].name, "apple");
}

REGISTER_TYPED_TEST_SUITE_P(TrendStoreContract, GivesBackEveryField, ZeroIsANumber, OnlyWhatWasTakenLaterReplaces,
                            TheSameNumberTakenLaterIsKnownAndFresher, SourcesKeepTheirOwnNumbers,
                            ARemovedSourceIsAskedForEverythingAgain, ForgetsWhatASourceSaidTooLongAgo,
                            MeasuresAndGrainsAreNotMixed, ListsInOrderWhatIsAskedFor, RemembersHowSourcesAreDoing);

}  // namespace troupe::trends::testing
