#include "distribution/form_sheet.hpp"

#include <gtest/gtest.h>

#include <algorithm>

#include "base/files.hpp"
#include "distribution/stores.hpp"
#include "distribution/testing/example_preflight.hpp"

namespace troupe::distribution {
namespace {

Form form(std::string const& id) { return *find_form(*load_forms(), id); }

Release with_legal_names(Release release) {
    for (auto& track : release.tracks)
        for (auto& person : track.contributors) person.legal_name = "Ida Maria Sund";
    return release;
}

/// The second one with a name that no file system likes, sung by nobody.
Release live_release_of_two() {
    auto release = testing::live_release();
    auto second = release.tracks[0];
    second.title = "AC/DC: Slack Water";
    second.version = "Night Edit";
    second.file = "02-slack-water/master.flac";
    second.lyrics.reset();
    second.language.clear();
    second.instrumental = true;
    release.tracks.push_back(second);
    return release;
}

FilledField const& field(std::vector<FilledField> const& fields, std::string const& label) {
    auto const found = std::find_if(fields.begin(), fields.end(), [&](auto const& each) { return each.label == label; });
    EXPECT_NE(found, fields.end()) << label;
    static FilledField const none;
    return found == fields.end() ? none : *found;
}

TEST(Forms, EveryBuiltInOneReadsAndAnswersForAKnownStore) {
    auto const table = load_forms();
    ASSERT_TRUE(table) << table.error().message;
    ASSERT_GE(table->forms.size(), 5U);
    auto const stores = *load_stores();
    for (auto const& each : table->forms) {
        EXPECT_FALSE(each.not_verified.empty()) << each.id;
        if (each.store.empty()) continue;
        EXPECT_EQ(find_store(stores, each.store)->form, each.id);
    }
    for (auto const& store : stores.stores)
        EXPECT_TRUE(store.form.empty() || find_form(*table, store.form)) << store.id;
}

TEST(Forms, AWrongNameListsThoseThereAre) {
    auto const found = find_form(*load_forms(), "distrokit");
    ASSERT_FALSE(found);
    EXPECT_EQ(found.error().code, ErrorCode::not_found);
    for (auto const* id : {"distrokit", "distrokid", "tunecore", "cd_baby", "generic", "TROUPE_FORMS_DB_PATH"})
        EXPECT_NE(found.error().message.find(id), std::string::npos) << id;
}

TEST(Forms, OnesOwnFileLiesOverThemAndNamesItsMistakes) {
    auto const file = std::filesystem::path(::testing::TempDir()) / "forms.json";
    auto const load = [&](std::string const& row) {
        EXPECT_TRUE(write_file(file, "{\"forms\": [" + row + "]}"));
        return load_forms(file);
    };
    auto const longer = load(R"({"id": "distrokid", "genres": {"Electronic": "Electronica"}})");
    ASSERT_TRUE(longer) << longer.error().message;
    EXPECT_EQ(find_form(*longer, "distrokid")->name, "DistroKid");
    EXPECT_EQ(find_form(*longer, "distrokid")->genres.at("Electronic"), "Electronica");
    auto const nothing = load(R"({"id": "distrokid", "track": [{"label": "Mood", "from": "mood"}]})");
    ASSERT_FALSE(nothing);
    EXPECT_NE(nothing.error().message.find("track[0].from: \"mood\" answers nothing"), std::string::npos) << nothing.error().message;
    EXPECT_NE(nothing.error().message.find("forms.json"), std::string::npos);
    EXPECT_NE(load(R"({"id": "generic", "sounds": ["mp3"]})").error().message.find("sounds: \"mp3\""), std::string::npos);
    EXPECT_NE(load(R"({"id": "mine", "name": "Mine"})").error().message.find("source"), std::string::npos);
}

TEST(FormSheet, FillsInWhatTheReleaseSays) {
    auto release = with_legal_names(live_release_of_two());
    auto const sheet = fill_form(form("generic"), release);
    ASSERT_TRUE(sheet) << sheet.error().message;
    EXPECT_FALSE(sheet->is_draft);
    EXPECT_EQ(field(sheet->fields, "UPC or EAN").value, "4006381333931");
    EXPECT_EQ(field(sheet->fields, "Release date").value, "2026-12-18");
    EXPECT_EQ(field(sheet->fields, "℗ line").value, "℗ 2026 Norra Vang");
    ASSERT_EQ(sheet->tracks.size(), 2U);
    EXPECT_EQ(sheet->tracks[0].file, "01 - Salt and Static.flac");
    EXPECT_EQ(sheet->tracks[1].file, "02 - AC-DC- Slack Water (Night Edit).flac");
    EXPECT_EQ(sheet->tracks[0].lyrics_file, "lyrics/01 - Salt and Static.txt");
    EXPECT_TRUE(sheet->tracks[1].lyrics_file.empty());
    EXPECT_EQ(field(sheet->tracks[0].fields, "Songwriters, by their legal names").value, "Ida Maria Sund (Norra Vang): Composer Lyricist, Studio Producer");
    EXPECT_EQ(field(sheet->tracks[1].fields, "Version").value, "Night Edit");
    EXPECT_EQ(field(sheet->tracks[1].fields, "Lyrics").state, AnswerState::left_empty);
}

TEST(FormSheet, WithoutCodesTheDistributorGivesThem) {
    auto const sheet = *fill_form(form("distrokid"), with_legal_names(testing::example_release()));
    for (auto const& code : {field(sheet.fields, "UPC"), field(sheet.tracks[0].fields, "ISRC")}) {
        EXPECT_EQ(code.state, AnswerState::left_empty);
        EXPECT_NE(code.note.find("DistroKid gives one"), std::string::npos) << code.note;
    }
    EXPECT_FALSE(sheet.is_draft);
    auto own = form("distrokid");
    own.gives_codes = false;
    auto const refused = *fill_form(own, with_legal_names(testing::example_release()));
    EXPECT_TRUE(refused.is_draft);
    EXPECT_EQ(field(refused.fields, "UPC").state, AnswerState::missing);
}

TEST(FormSheet, NamesWhatIsMissingByItsField) {
    auto const sheet = *fill_form(form("tunecore"), testing::example_release());
    EXPECT_TRUE(sheet.is_draft);
    ASSERT_EQ(sheet.to_do.size(), 1U);
    EXPECT_NE(sheet.to_do[0].find("tracks[0].contributors[0].legal_name"), std::string::npos) << sheet.to_do[0];
    EXPECT_NE(sheet.to_do[0].find("Norra Vang"), std::string::npos);
    auto unnamed = testing::example_release();
    unnamed.genre.clear();
    auto const no_genre = *fill_form(form("tunecore"), with_legal_names(unnamed));
    EXPECT_EQ(field(no_genre.fields, "Primary genre").state, AnswerState::missing);
}

TEST(FormSheet, ATitleThatIsTooLongIsNamedWithTheLimit) {
    auto narrow = form("generic");
    for (auto& each : narrow.track)
        if (each.from == "title") each.most_letters = 10;
    auto const refused = fill_form(narrow, live_release_of_two());
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::invalid_input);
    EXPECT_EQ(refused.error().field, "tracks[0].title");
    for (auto const* part : {"15 letters", "takes 10", "Any distributor"})
        EXPECT_NE(refused.error().message.find(part), std::string::npos) << refused.error().message;
}

TEST(FormSheet, NamesFilesAsTheFormWantsThem) {
    auto const sheet = *fill_form(form("cd_baby"), live_release_of_two());
    EXPECT_EQ(sheet.tracks[0].file, "01-salt-and-static.flac");
    EXPECT_EQ(sheet.tracks[1].file, "02-ac-dc-slack-water-night-edit.flac");
    auto only_wav = form("cd_baby");
    only_wav.sounds = {"wav"};
    EXPECT_EQ(fill_form(only_wav, live_release_of_two())->tracks[0].file, "01-salt-and-static.wav");
}

TEST(FormSheet, AVideoSingleGoesWhereVideosAreTaken) {
    auto const video = testing::sound_video().release;
    EXPECT_EQ(fill_form(form("generic"), video)->tracks[0].file, "01 - Salt and Static.mp4");
    auto const refused = fill_form(form("distrokid"), video);
    ASSERT_FALSE(refused);
    EXPECT_NE(refused.error().message.find("takes no video single"), std::string::npos);
}

TEST(FormSheet, TellsOfEachTrackWhatAiMade) {
    auto const by_ai = *fill_form(form("generic"), with_legal_names(testing::sound_input_of_ai().release));
    EXPECT_NE(field(by_ai.tracks[0].fields, "AI in the recording").value.find("Vocals: made by AI (troupe composer 1)"), std::string::npos);
    EXPECT_NE(field(by_ai.fields, "AI in the release").value.find("Artwork: made by AI"), std::string::npos);
    EXPECT_EQ(field(by_ai.tracks[0].fields, "AI in the recording").value.find("Artwork"), std::string::npos);
    auto const by_people = *fill_form(form("generic"), with_legal_names(testing::sound_input().release));
    EXPECT_NE(field(by_people.tracks[0].fields, "AI in the recording").value.find("Vocals: no AI"), std::string::npos);
    auto unknown = with_legal_names(testing::live_release());
    EXPECT_EQ(field(fill_form(form("generic"), unknown)->tracks[0].fields, "AI in the recording").state, AnswerState::decide);
}

TEST(FormSheet, ItsTableIsTheSameEveryTimeAndNoFormula) {
    auto release = with_legal_names(live_release_of_two());
    release.tracks[0].title = "=Sum, \"of\" Us";
    auto const csv = form_csv(*fill_form(form("generic"), release));
    EXPECT_EQ(csv, form_csv(*fill_form(form("generic"), release)));
    EXPECT_TRUE(csv.starts_with("Part,Field,Answer,State,Note,Verified\r\n"));
    EXPECT_NE(csv.find("Track 1,Title,\"'=Sum, \"\"of\"\" Us\",given"), std::string::npos) << csv;
    EXPECT_NE(csv.find("Track 2,Title,AC/DC: Slack Water,given"), std::string::npos);
}

}  // namespace
}  // namespace troupe::distribution
