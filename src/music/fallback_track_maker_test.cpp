#include "music/fallback_track_maker.hpp"

#include <gtest/gtest.h>

namespace troupe::music {
namespace {

/// Answers what it was told to.
class ToldMaker final : public TrackMaker {
public:
    explicit ToldMaker(std::string engine, Capabilities can = {}) : can_(can) {
        answer_.provenance.engine = std::move(engine);
    }
    void fails(ErrorCode code, std::string message) { error_ = Error{code, std::move(message)}; }

    Capabilities capabilities() const override { return can_; }
    Result<Track> make(Brief const&, std::filesystem::path const&, Progress const& progress, std::stop_token) override {
        ++calls;
        progress(0, "beginning");
        progress(0.5, "half way");
        if (error_) return tl::unexpected(*error_);
        progress(1, "done");
        return answer_;
    }
    Result<Track> revise(Brief const&, Revision const&, std::filesystem::path const&, Progress const&,
                         std::stop_token) override {
        return answer_;
    }
    Result<std::filesystem::path> preview(Brief const&, std::filesystem::path const&, std::stop_token) override {
        return std::filesystem::path(answer_.provenance.engine);
    }
    int calls = 0;

private:
    Capabilities can_;
    Track answer_;
    std::optional<Error> error_;
};

struct Pair {
    ToldMaker first{"suno"};
    ToldMaker second{"composer",
                     {.exact_tempo = true, .stems = true, .revises = true, .previews = true, .longest_seconds = 300}};
    FallbackTrackMaker maker{first, second};
    Result<Track> make() { return maker.make({}, "/nowhere", {}, {}); }
};

TEST(FallbackTrackMaker, AsksTheFirstAlone) {
    Pair pair;
    auto const track = pair.make();
    ASSERT_TRUE(track);
    EXPECT_EQ(track->provenance.engine, "suno");
    EXPECT_TRUE(track->notes.empty());
    EXPECT_EQ(pair.second.calls, 0);
}

TEST(FallbackTrackMaker, StandsInAndSaysWhy) {
    for (auto const code : {ErrorCode::unavailable, ErrorCode::rate_limited, ErrorCode::bad_response,
                            ErrorCode::conflict, ErrorCode::internal, ErrorCode::not_found}) {
        Pair pair;
        pair.first.fails(code, "suno: no credit is left");
        auto const track = pair.make();
        ASSERT_TRUE(track);
        EXPECT_EQ(track->provenance.engine, "composer");
        ASSERT_EQ(track->notes.size(), 1U);
        EXPECT_EQ(track->notes[0], "suno: no credit is left; made by composer instead");
    }
}

TEST(FallbackTrackMaker, ABadBriefIsBadForBoth) {
    for (auto const code : {ErrorCode::invalid_input, ErrorCode::cancelled}) {
        Pair pair;
        pair.first.fails(code, "bpm: 500");
        EXPECT_EQ(pair.make().error().code, code);
        EXPECT_EQ(pair.second.calls, 0);
    }
}

TEST(FallbackTrackMaker, ProgressNeverFalls) {
    Pair pair;
    pair.first.fails(ErrorCode::unavailable, "down");
    double last = 0;
    auto const rises = [&](double fraction, std::string_view) {
        EXPECT_GE(fraction, last);
        last = fraction;
    };
    ASSERT_TRUE(pair.maker.make({}, "/nowhere", rises, {}));
    EXPECT_EQ(last, 1);
}

TEST(FallbackTrackMaker, PromisesWhatBothDo) {
    Pair pair;
    auto const can = pair.maker.capabilities();
    EXPECT_FALSE(can.exact_tempo);
    EXPECT_FALSE(can.stems);
    EXPECT_FALSE(can.previews) << "a preview of another song";
    EXPECT_TRUE(can.revises) << "a take with a score is of the second";
    EXPECT_EQ(can.longest_seconds, 300);
    EXPECT_EQ(pair.maker.revise({}, {}, {}, {}, {})->provenance.engine, "composer");
    EXPECT_EQ(*pair.maker.preview({}, {}, {}), "suno");
}

}  // namespace
}  // namespace troupe::music
