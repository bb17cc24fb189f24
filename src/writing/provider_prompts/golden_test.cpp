#include <gtest/gtest.h>

#include <cstdlib>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "writing/provider_prompts/assessment.hpp"

/// Two artists who have nothing in common, word for word: whoever changes a sentence sees what it does to both. With
/// TROUPE_WRITE_GOLDEN set the files are written anew; read the difference before you commit it.
namespace troupe::writing::provider_prompts {

struct GoldenInput {
    artist::Profile profile;
    std::string genre_name;
    TrackSheet track;
    VideoSheet video;
};
BOOST_DESCRIBE_STRUCT(GoldenInput, (), (profile, genre_name, track, video))

struct GoldenOutput {
    ArtistPrompt artist;
    TrackPrompt track;
    VideoPrompt video;
};
BOOST_DESCRIBE_STRUCT(GoldenOutput, (), (artist, track, video))

namespace {

class Golden : public ::testing::TestWithParam<std::string> {
protected:
    static std::filesystem::path file(std::string const& ending) {
        return std::filesystem::path(TROUPE_TEST_DATA) / "prompts" / (GetParam() + ending);
    }

    static GoldenInput input() {
        auto const read = json::parse<GoldenInput>(read_file(file(".json")).value());
        EXPECT_TRUE(read) << read.error().message;
        return *read;
    }
    static GoldenOutput output(GoldenInput const& in) {
        GenreTable genres;
        genres[in.profile.core.home_genre].name = in.genre_name;
        return {artist_prompt(in.profile, genres), track_prompt(in.track), video_prompt(in.video)};
    }
};

TEST_P(Golden, PromptsAreWordForWordAsTheyWereRead) {
    auto const made = json::pretty(output(input()));
    bool const writes_anew = std::getenv("TROUPE_WRITE_GOLDEN") != nullptr;
    ASSERT_TRUE(!writes_anew || write_file(file(".expected.json"), made));
    EXPECT_EQ(made, read_file(file(".expected.json")).value_or("no such file"));
}

TEST_P(Golden, PromptsAreFaultless) {
    auto const made = output(input());
    for (auto const& assessment : {assess(made.artist), assess(made.track), assess(made.video)})
        EXPECT_EQ(assessment.findings, std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(TwoArtists, Golden, ::testing::Values("dark", "bright"),
                         [](auto const& artist) { return artist.param; });

/// Every fault is planted in a faultless prompt and must be found where it is.
class Assessment : public Golden {
protected:
    GoldenOutput whole = output(input());

    template <class Prompt>
    static void expect_found(Prompt const& prompt, std::string const& what) {
        auto const assessment = assess(prompt);
        EXPECT_LT(assessment.score, 1) << what;
        auto const all = text::join(assessment.findings, "\n");
        EXPECT_NE(all.find(what), std::string::npos) << "looked for '" << what << "' in\n" << all;
    }
};

TEST_P(Assessment, FindsWhatIsWrongWithAnArtistPrompt) {
    auto prompt = whole.artist;
    prompt.text.brief += std::string(200, 'x');
    expect_found(prompt, "text.brief: has");
    EXPECT_EQ(assess(prompt).score, 0) << "a field that does not fit cannot be sent";
    prompt = whole.artist;
    prompt.text.medium = "Somebody, somewhere.";
    expect_found(prompt, "text.medium: does not say who it is");
    expect_found(prompt, "text.medium: does not say whether a face");
    prompt = whole.artist;
    prompt.palette[0].words = "pink";
    expect_found(prompt, "palette: ");
    prompt = whole.artist;
    prompt.negative = "logo";
    expect_found(prompt, "negative: must refuse faces");
    prompt = whole.artist;
    prompt.text.full += " {motif}";
    expect_found(prompt, "text.full: holds a slot");
}

TEST_P(Assessment, FindsWhatIsWrongWithATrackPrompt) {
    auto prompt = whole.track;
    prompt.sheet.parts[1].bar += 3;
    expect_found(prompt, "sheet.parts[1].bar: does not follow");
    prompt = whole.track;
    prompt.sheet.bpm = 200;
    expect_found(prompt, "text.brief: does not say how fast");
    expect_found(prompt, "sheet.parts[2].at: is not where bar");
    prompt = whole.track;
    prompt.sheet.turns.front().bar += 1;
    expect_found(prompt, "sheet.turns[0].bar: no part begins there");
    prompt = whole.track;
    prompt.negative.push_back(prompt.sheet.instruments.front());
    expect_found(prompt, "is asked for as well");
    prompt = whole.track;
    prompt.style_short = "something nice";
    expect_found(prompt, "style_short: does not say " + prompt.sheet.mood);
    prompt = whole.track;
    prompt.sheet.words = {{"bridge", {"a line that was never written"}}};
    expect_found(prompt,
                 prompt.sheet.vocals == "none" ? "an instrumental has no words" : "lyrics: the bridge is left out");
}

TEST_P(Assessment, FindsWhatIsWrongWithAVideoPrompt) {
    auto prompt = whole.video;
    prompt.sheet.shots.pop_back();
    expect_found(prompt, "do not cover the video");
    prompt = whole.video;
    prompt.sheet.shots[1].from += 0.5;
    expect_found(prompt, "sheet.shots[1].from: does not follow");
    prompt = whole.video;
    prompt.sheet.shots[0].search.clear();
    expect_found(prompt, "sheet.shots[0].search");
    prompt = whole.video;
    prompt.sheet.overlays[0].to = prompt.sheet.overlays[0].from + 0.1;
    expect_found(prompt, "gone before it can be read");
    prompt = whole.video;
    prompt.sheet.overlays[0].to = 99;
    expect_found(prompt, "is not within the video");
    prompt = whole.video;
    prompt.text.brief = "A video.";
    expect_found(prompt, "text.brief: does not say what is never shown");
}

INSTANTIATE_TEST_SUITE_P(TwoArtists, Assessment, ::testing::Values("dark", "bright"),
                         [](auto const& artist) { return artist.param; });

}  // namespace
}  // namespace troupe::writing::provider_prompts
