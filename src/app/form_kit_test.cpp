#include "flow/form_kit.hpp"

#include "app/testing/deliveries.hpp"
#include "base/text.hpp"
#include "flow/link_page.hpp"
#include "media/audio.hpp"
#include "media/picture.hpp"

/// The folder for a person: what lies in it, and what does not go there.
namespace troupe::app::testing {
namespace {

class FormKits : public DeliveriesTest {
protected:
    void SetUp() override {
        DeliveriesTest::SetUp();
        add_new_release("Salt and Static");
    }
    void describe(std::function<void(distribution::Release&)> const& change) {
        auto content = now();
        auto release = described();
        change(release);
        content.details.as_object()["release"] = json::to_value(release);
        ASSERT_TRUE(studio().contents.update(content));
    }
    void make_by_ai() {
        describe([](auto& release) {
            release.assets = distribution::testing::sound_input_of_ai().release.assets;
            for (auto& asset : release.assets) asset.provenance.kind = media::MakerKind::generative;
        });
    }
    Result<flow::FormKit> kit(std::string const& form) { return flow::write_form_kit(studio(), release_, form, folder_ / "kit"); }
};

TEST_F(FormKits, HoldWhatIsUploadedAndNothingElse) {
    approve();
    auto const made = kit("distrokid");
    ASSERT_TRUE(made) << made.error().message;
    std::vector<std::string> const expected{"01 - Salt and Static.flac", "cover.jpg", "fields.csv", "fields.html", "lyrics/01 - Salt and Static.txt"};
    EXPECT_EQ(made->files, expected);
    EXPECT_FALSE(made->sheet.is_draft) << text::join(made->sheet.to_do, "; ");
    EXPECT_EQ(sha256_of_file(made->folder / "01 - Salt and Static.flac").value(), sha256_of_file(file_of(now(), "master.flac")).value());
    auto const page = *read_file(made->folder / "fields.html");
    for (auto const* part : {"Salt and Static", "DistroKid gives one", "Example Holding", "<img src=\"cover.jpg\""})
        EXPECT_NE(page.find(part), std::string::npos) << part;
    EXPECT_EQ(page.find("http-equiv=\"refresh\""), std::string::npos);
    // The same again gives the same bytes.
    ASSERT_TRUE(kit("distrokid"));
    EXPECT_EQ(*read_file(made->folder / "fields.html"), page);
}

TEST_F(FormKits, WriteSoundsAndCoversAsTheFormTakesThem) {
    approve();
    ASSERT_TRUE(write_file(folder_ / "forms.json", R"({"forms": [{"id": "cd_baby", "sounds": ["wav"], "cover_px": 300, "store": ""}]})"));
    studio().preferences.forms = folder_ / "forms.json";
    auto const made = kit("cd_baby");
    ASSERT_TRUE(made) << made.error().message;
    auto const sound = media::AudioReader::open(made->folder / "01-salt-and-static.wav");
    ASSERT_TRUE(sound) << sound.error().message;
    EXPECT_EQ(sound->sample_rate().value, 44'100);
    EXPECT_EQ(media::read_jpeg(made->folder / "cover.jpg")->width_px, 300);
}

TEST_F(FormKits, SayWhatIsToDoBefore) {
    describe([](auto& release) { release.tracks[0].contributors[0].legal_name.clear(); });
    auto const made = kit("tunecore");
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_TRUE(made->sheet.is_draft);
    auto const all = text::join(made->sheet.to_do, "\n");
    EXPECT_NE(all.find("legal_name"), std::string::npos) << all;
    EXPECT_NE(all.find("troupe content approve"), std::string::npos) << all;
    EXPECT_EQ(all.find("ID04"), std::string::npos) << all;
    EXPECT_NE(read_file(made->folder / "fields.html")->find("Draft"), std::string::npos);
}

TEST_F(FormKits, RefuseWhatPreflightAndTheStoreRefuse) {
    make_by_ai();
    auto const refused = kit("bandcamp");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict);
    EXPECT_NE(refused.error().message.find("Bandcamp: off"), std::string::npos) << refused.error().message;
    describe([](auto& release) { release.title = release.tracks[0].title = "UNTITLED"; });
    auto const wrong = kit("generic");
    ASSERT_FALSE(wrong);
    EXPECT_NE(wrong.error().message.find("MD0"), std::string::npos) << wrong.error().message;
    EXPECT_FALSE(fs::exists(folder_ / "kit"));
}

TEST_F(FormKits, LeaveWhatOthersPutThere) {
    ASSERT_TRUE(write_file(folder_ / "kit/notes.txt", "mine"));
    auto const refused = kit("generic");
    ASSERT_FALSE(refused);
    EXPECT_EQ(refused.error().code, ErrorCode::conflict);
    fs::remove(folder_ / "kit/notes.txt");
    ASSERT_TRUE(kit("generic"));
    ASSERT_TRUE(write_file(folder_ / "kit/notes.txt", "mine"));
    EXPECT_NE(kit("generic").error().message.find("notes.txt"), std::string::npos);
    EXPECT_EQ(*read_file(folder_ / "kit/notes.txt"), "mine");
    EXPECT_FALSE(kit("nobody"));
}

}  // namespace
}  // namespace troupe::app::testing
