#include "base/testing/scratch_folder.hpp"
#include "providers/suno/suno_track_maker.hpp"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <thread>

#include "base/hash.hpp"
#include "music/testing/track_maker_contract.hpp"
#include "providers/testing/fake_suno.hpp"
#include "providers/testing/orders.hpp"

namespace troupe::providers::suno {
namespace {

namespace fs = std::filesystem;
using catalog::OrderState;
using ::testing::Contains;
using testing::FakeSuno;
using ::testing::HasSubstr;

std::string const secret = "sk-suno-0123456789abcdef";

Settings settings() {
    Settings out;
    out.dialect = load_dialects()->at("sunoapi");
    out.base_url = "http://127.0.0.1:9";
    out.api_key = secret;
    out.model = out.dialect.model;
    out.poll = Seconds(0.001);
    out.backoff = Seconds(0.001);
    return out;
}

struct Bench {
    explicit Bench(Settings chosen = settings()) : suno(std::move(chosen), {http, book, tables, clock}) {
        fs::remove_all(folder);
    }
    ~Bench() { fs::remove_all(folder); }

    Result<music::Track> make(std::stop_token stop = {}) { return suno.make(brief, folder, {}, std::move(stop)); }
    std::string failure() {
        auto const track = make();
        EXPECT_FALSE(track);
        return track ? std::string() : track.error().message;
    }
    /// The one order there is.
    catalog::Order order() {
        auto const found = orders();
        EXPECT_EQ(found.size(), 1U);
        return found.empty() ? catalog::Order{} : found.front();
    }
    std::vector<catalog::Order> orders() {
        std::vector<catalog::Order> out;
        for (auto const& key : std::set<std::string>(book.keys.begin(), book.keys.end()))
            if (auto const found = *book.find(key)) out.push_back(*found);
        return out;
    }

    testing::OpenBook book;
    FakeSuno http;
    testing::HurriedClock clock;
    LiveFile<music::Tables> tables{music::Tables::load().value()};
    SunoTrackMaker suno;
    music::TrackMaker& maker = suno;
    music::Brief brief{.genre = "techno",
                       .bpm = 120,
                       .key = "A minor",
                       .seconds = 16,
                       .title = "Low Tide",
                       .artist = "Vesper",
                       .seed = 7};
    fs::path folder = troupe::testing::scratch_folder("suno_track_maker");
};

TEST(SunoTrackMaker, OrdersWaitsFetchesAndListens) {
    Bench bench;
    auto const track = bench.make();
    ASSERT_TRUE(track) << track.error().message;
    EXPECT_EQ(bench.http.submitted(), 1);
    EXPECT_NEAR(track->analysis.seconds, FakeSuno::song_seconds, 0.2);
    EXPECT_GT(track->timeline.beats.size(), 4U);
    EXPECT_FALSE(track->score);
    auto const& provenance = track->provenance;
    EXPECT_EQ(provenance.engine, "suno");
    EXPECT_EQ(provenance.engine_version, "chirp-crow by sunoapi.org");
    EXPECT_EQ(provenance.kind, media::MakerKind::generative);
    EXPECT_THAT(provenance.licence, HasSubstr("confirm with your Suno plan before distribution"));
    EXPECT_THAT(provenance.prompt, HasSubstr("techno"));
    EXPECT_EQ(provenance.inputs, std::vector<std::string>{sha256_hex(FakeSuno::song())});
    EXPECT_EQ(provenance.ai.composition, media::AiShare::all);
    EXPECT_FALSE(provenance.ai.vocals);
    auto const order = bench.order();
    EXPECT_EQ(order.state, OrderState::done);
    EXPECT_EQ(order.task, "task-1");
    EXPECT_EQ(order.sha256, provenance.inputs[0]);
}

TEST(SunoTrackMaker, WritesTheTaskDownBeforeTheFirstLook) {
    Bench bench;
    OrderState seen{};
    std::string task;
    bench.http.at_poll = [&] {
        seen = bench.order().state;
        task = bench.order().task;
    };
    ASSERT_TRUE(bench.make());
    EXPECT_EQ(seen, OrderState::placed);
    EXPECT_EQ(task, "task-1");
}

TEST(SunoTrackMaker, TheSameBriefIsPaidOnceAndAnotherSeedIsAnotherSong) {
    Bench bench;
    ASSERT_TRUE(bench.make());
    ASSERT_TRUE(bench.make());
    EXPECT_EQ(bench.http.submitted(), 1);
    bench.brief.seed = 8;
    ASSERT_TRUE(bench.make());
    EXPECT_EQ(bench.http.submitted(), 2);
}

TEST(SunoTrackMaker, FetchesOneTakeTheOneOfTheWantedLength) {
    Bench bench;
    bench.http.polls.push_back(FakeSuno::json(FakeSuno::ready(40, 6)));
    bench.brief.seconds = 17;
    ASSERT_TRUE(bench.make());
    EXPECT_EQ(bench.http.count("take-b.mp3"), 1);
    EXPECT_EQ(bench.http.count("take-a.mp3"), 0);
}

TEST(SunoTrackMaker, SaysWhereItIsNotAsAsked) {
    Bench bench;
    bench.brief.bpm = 126;
    bench.brief.seconds = 60;
    bench.http.polls.push_back(FakeSuno::json(FakeSuno::ready(6, 6)));
    auto const track = bench.make();
    ASSERT_TRUE(track);
    EXPECT_THAT(track->notes, Contains(HasSubstr("asked for 126 BPM, heard 120")));
    EXPECT_THAT(track->notes, Contains(HasSubstr("asked for 60 s, is 6 s")));
    EXPECT_THAT(track->notes, Contains("ordered once at sunoapi.org: its price is not known"));
}

TEST(SunoTrackMaker, AnOrderWithoutAnAnswerIsNeverSentAgain) {
    Bench bench;
    bench.http.submissions.push_back(FakeSuno::lost(true));
    EXPECT_THAT(bench.failure(), HasSubstr("nobody knows whether the order was taken"));
    EXPECT_EQ(bench.order().state, OrderState::sending);
    EXPECT_THAT(bench.failure(), HasSubstr("TROUPE_SUNO_AUTO_RESUBMIT"));
    EXPECT_EQ(bench.http.submitted(), 1);
}

TEST(SunoTrackMaker, AnAnswerThatCannotBeReadMayHaveBeenAnOrder) {
    for (auto const& answer :
         {FakeSuno::json("<html>502</html>", 502), FakeSuno::json("<html>hm</html>"),
          FakeSuno::json(R"({"code":200,"data":{}})"), FakeSuno::json(R"({"code":200,"data":{"taskId":"../../etc"}})"),
          FakeSuno::json("", 504), FakeSuno::json("", 500)}) {
        Bench bench;
        bench.http.submissions.push_back(answer);
        EXPECT_THAT(bench.failure(), HasSubstr("nobody knows"));
        EXPECT_EQ(bench.order().state, OrderState::sending);
        EXPECT_EQ(bench.http.submitted(), 1);
    }
}

TEST(SunoTrackMaker, SendsAgainWhatSurelyDidNotArrive) {
    Bench bench;
    bench.http.submissions = {FakeSuno::lost(false), FakeSuno::json(R"({"code":455,"msg":"maintenance"})")};
    ASSERT_TRUE(bench.make());
    EXPECT_EQ(bench.http.submitted(), 3);
    EXPECT_EQ(bench.order().sendings, 1);
}

TEST(SunoTrackMaker, GivesUpAfterThreeTriesAndMayTryLater) {
    Bench bench;
    for (int i = 0; i < 3; ++i) bench.http.submissions.push_back(FakeSuno::lost(false));
    EXPECT_THAT(bench.failure(), HasSubstr("suno (sunoapi.org)"));
    EXPECT_EQ(bench.order().state, OrderState::open);
    EXPECT_EQ(bench.order().sendings, 0);
    EXPECT_TRUE(bench.make());
}

TEST(SunoTrackMaker, SendsALostOrderAgainWhereThatIsAllowed) {
    auto allowed = settings();
    allowed.resubmits = true;
    Bench bench(allowed);
    bench.http.submissions.push_back(FakeSuno::lost(true));
    auto const track = bench.make();
    ASSERT_TRUE(track) << track.error().message;
    EXPECT_EQ(bench.http.submitted(), 2);
    EXPECT_THAT(track->notes, Contains(HasSubstr("ordered 2 times")));
    bench.brief.seed = 9;
    for (int i = 0; i < 9; ++i) bench.http.submissions.push_back(FakeSuno::lost(true));
    EXPECT_THAT(bench.failure(), HasSubstr("ordered 3 times"));
    EXPECT_EQ(bench.http.submitted(), 5);
}

TEST(SunoTrackMaker, AnOrderThatSomebodyElseIsSendingIsNotTakenForLostAtOnce) {
    auto allowed = settings();
    allowed.resubmits = true;
    Bench bench(allowed);
    ASSERT_TRUE(bench.make());
    auto order = bench.order();
    auto const task = std::exchange(order.task, "");
    order.state = OrderState::sending;
    order.sent = bench.clock.now();
    ASSERT_TRUE(bench.book.update(order));

    auto asked = bench.order();
    int looks = 0;
    bench.book.at_find = [&](std::string const&) {
        if (++looks != 4) return;
        asked.state = OrderState::placed;
        asked.task = task;
        EXPECT_TRUE(bench.book.update(asked));
    };
    ASSERT_TRUE(bench.make());
    EXPECT_EQ(bench.http.submitted(), 1);

    bench.book.at_find = {};
    order = bench.order();
    order.state = OrderState::sending;
    order.sent = bench.clock.now();
    ASSERT_TRUE(bench.book.update(order));
    ASSERT_TRUE(bench.make());
    EXPECT_EQ(bench.http.submitted(), 2) << "nobody heard of it for two minutes";
}

TEST(SunoTrackMaker, ACallbackFindsTheLostOrder) {
    auto with_callback = settings();
    with_callback.callback_url = "https://label.example/suno?a=1";
    Bench bench(with_callback);
    bench.http.submissions.push_back(FakeSuno::lost(true));
    std::jthread const caller([&] {
        while (bench.http.submitted() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        auto const key = bench.book.keys.at(0);
        EXPECT_EQ(bench.suno.hear("somebody-else", "{}").error().code, ErrorCode::not_found);
        EXPECT_TRUE(
            bench.suno.hear(key, R"({"code":200,"data":{"callbackType":"first","task_id":"task-1","data":[]}})"));
    });
    auto const track = bench.make();
    ASSERT_TRUE(track) << track.error().message;
    EXPECT_EQ(bench.http.submitted(), 1);
    EXPECT_THAT(bench.http.requests.at(0).body,
                HasSubstr(R"("callBackUrl":"https://label.example/suno?a=1&order=)" + bench.order().key));
}

TEST(SunoTrackMaker, ACallbackWakesThePollAndProvesNothing) {
    auto patient = settings();
    patient.poll = Seconds(3600);
    Bench bench(patient);
    bench.http.at_poll = [&] {
        bench.http.at_poll = {};
        std::thread([&] {
            (void)bench.suno.hear(
                bench.book.keys.at(0),
                R"({"data":{"task_id":"forged","data":[{"audio_url":"http://evil.example/x.mp3"}]}})");
        }).detach();
    };
    ASSERT_TRUE(bench.make());
    EXPECT_EQ(bench.http.count("forged"), 0);
    EXPECT_EQ(bench.http.count("evil"), 0);
    EXPECT_EQ(bench.http.count("taskId=task-1"), 2);
}

TEST(SunoTrackMaker, ModerationIsFinalForTheseWords) {
    for (auto const& poll : {FakeSuno::state("SENSITIVE_WORD_ERROR"),
                             std::string(R"({"code":400,"msg":"Song contains sensitive words"})")}) {
        Bench bench;
        bench.http.polls.push_back(FakeSuno::json(poll));
        EXPECT_THAT(bench.failure(), HasSubstr("moderation refuses these words for good"));
        EXPECT_EQ(bench.order().state, OrderState::refused);
        EXPECT_THAT(bench.failure(), HasSubstr("moderation"));
        EXPECT_EQ(bench.http.submitted(), 1);
    }
}

TEST(SunoTrackMaker, WithoutCreditItIsNotAskedForSixHours) {
    Bench bench;
    bench.http.submissions.push_back(FakeSuno::json(R"({"code":429,"msg":"The current credits are insufficient"})"));
    EXPECT_THAT(bench.failure(), HasSubstr("no credit is left"));
    bench.brief.seed = 2;
    EXPECT_THAT(bench.failure(), HasSubstr("not asked again for 360 min"));
    EXPECT_EQ(bench.http.submitted(), 1);
}

TEST(SunoTrackMaker, KeepsToTheMonthsNumberOfSongs) {
    auto few = settings();
    few.most_songs_a_month = 2;
    Bench bench(few);
    ASSERT_TRUE(bench.make());
    bench.brief.seed = 2;
    ASSERT_TRUE(bench.make());
    bench.brief.seed = 3;
    EXPECT_THAT(bench.failure(),
                HasSubstr("2 of 2 songs of this month are ordered: raise TROUPE_SUNO_MAX_SONGS_PER_MONTH"));
    EXPECT_EQ(bench.http.submitted(), 2);
    bench.brief.seed = 2;
    EXPECT_TRUE(bench.make()) << "what is paid can be fetched";
}

TEST(SunoTrackMaker, AFailedSongMayBeOrderedAgainThreeTimesInAll) {
    Bench bench;
    for (int i = 1; i <= 4; ++i) {
        bench.http.polls = {FakeSuno::json(FakeSuno::state("GENERATE_AUDIO_FAILED"))};
        EXPECT_THAT(bench.failure(), HasSubstr("the service failed"));
        EXPECT_EQ(bench.http.submitted(), std::min(i, 3));
    }
    EXPECT_EQ(bench.order().state, OrderState::open);
}

TEST(SunoTrackMaker, ALateSongIsKeptForTheNextCall) {
    auto hasty = settings();
    hasty.deadline = Seconds(5);
    Bench bench(hasty);
    for (int i = 0; i < 40; ++i) bench.http.polls.push_back(FakeSuno::json(FakeSuno::state("PENDING")));
    EXPECT_THAT(bench.failure(),
                HasSubstr("task task-1 is kept: the same brief and seed go on with it and pay nothing"));
    bench.http.polls.clear();
    EXPECT_TRUE(bench.make());
    EXPECT_EQ(bench.http.submitted(), 1);
}

TEST(SunoTrackMaker, AtTheDeadlineOneTakeIsEnough) {
    auto hasty = settings();
    hasty.deadline = Seconds(3);
    Bench bench(hasty);
    auto partial = FakeSuno::ready();
    partial.replace(partial.find("SUCCESS"), 7, "FIRST_SUCCESS");
    for (int i = 0; i < 40; ++i) bench.http.polls.push_back(FakeSuno::json(partial));
    EXPECT_TRUE(bench.make());
}

TEST(SunoTrackMaker, LooksAgainAfterTroubleWithALook) {
    Bench bench;
    bench.http.polls = {FakeSuno::lost(true),
                        FakeSuno::json("", 502),
                        FakeSuno::json("no json"),
                        FakeSuno::json(R"({"code":500,"msg":"hiccup"})"),
                        FakeSuno::json(R"({"code":404,"msg":"not yet"})"),
                        FakeSuno::json(FakeSuno::state("CALLBACK_EXCEPTION")),
                        FakeSuno::json(FakeSuno::state("SOMETHING_NEW"))};
    auto const track = bench.make();
    EXPECT_TRUE(track) << track.error().message;
}

TEST(SunoTrackMaker, TakesNothingForASongThatIsNone) {
    struct Case {
        net::HttpResult answer;
        char const* why;
    };
    auto const& sound = FakeSuno::song();
    Case const cases[] = {
        {net::HttpResponse{200, {{"Content-Type", "text/html"}}, "<html>" + std::string(5000, 'x')},
         "no sound behind the link"},
        {net::HttpResponse{200, {{"Content-Type", "audio/mpeg"}}, sound.substr(0, sound.size() / 2)},
         "no song that can be used"},
        {net::HttpResponse{200, {{"Content-Type", "audio/mpeg"}}, "ID3" + std::string(5000, '\0')},
         "no song that can be used"},
        {net::HttpResponse{404, {}, ""}, "the file is gone"},
        {net::HttpResponse{302, {{"Location", "http://elsewhere.example/x.mp3"}}, ""}, "not encrypted"},
        {tl::unexpected(net::HttpError{
             {ErrorCode::bad_response, "127.0.0.1: its answer is too large; the limit is 5 bytes"}, true}),
         "too large"},
    };
    for (auto const& each : cases) {
        Bench bench;
        bench.http.downloads.push_back(each.answer);
        EXPECT_THAT(bench.failure(), HasSubstr(each.why));
        EXPECT_FALSE(fs::exists(bench.folder / "master.flac"));
        EXPECT_TRUE(fs::is_empty(bench.folder)) << each.why;
        EXPECT_TRUE(bench.make()) << "the order is still there";
        EXPECT_EQ(bench.http.submitted(), 1);
    }
}

TEST(SunoTrackMaker, StopsAtOnceWhileItWaits) {
    auto patient = settings();
    patient.poll = Seconds(3600);
    Bench bench(patient);
    std::stop_source stop;
    bench.http.at_poll = [&] { stop.request_stop(); };
    EXPECT_EQ(bench.make(stop.get_token()).error().code, ErrorCode::cancelled);
    EXPECT_EQ(bench.order().state, OrderState::placed);
    EXPECT_TRUE(fs::is_empty(bench.folder));
}

TEST(SunoTrackMaker, SendsTheKeyInItsHeaderAloneAndToNobodyElse) {
    Bench bench;
    ASSERT_TRUE(bench.make());
    for (auto const& request : bench.http.requests) {
        int headers = 0;
        for (auto const& [name, value] : request.headers) headers += value.find(secret) != std::string::npos ? 1 : 0;
        EXPECT_EQ(headers, request.url.ends_with(".mp3") ? 0 : 1) << request.url;
        EXPECT_EQ((request.url + request.body).find(secret), std::string::npos);
    }
}

TEST(SunoTrackMaker, RepeatsNoKeyThatAServiceQuotes) {
    auto const words = std::string(150, '.') + secret + " is wrong: " + secret;
    for (int const code : {400, 401, 404, 405, 429, 430, 455, 500, 999}) {
        Bench bench;
        for (int i = 0; i < 3; ++i)
            bench.http.submissions.push_back(
                FakeSuno::json(R"({"code":)" + std::to_string(code) + R"(,"msg":")" + words + "\"}"));
        auto const message = bench.failure();
        EXPECT_EQ(message.find("sk-suno"), std::string::npos) << message;
        EXPECT_EQ(json::print(bench.order()).find("sk-suno"), std::string::npos);
    }
}

}  // namespace
}  // namespace troupe::providers::suno

namespace troupe::music::testing {
struct SunoBench : providers::suno::Bench {};
INSTANTIATE_TYPED_TEST_SUITE_P(Suno, TrackMakerContract, SunoBench);
}  // namespace troupe::music::testing
