#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "base/files.hpp"
#include "base/hash.hpp"
#include "base/json.hpp"
#include "base/testing/scratch_folder.hpp"
#include "providers/leonardo/leonardo_image_maker.hpp"
#include "providers/leonardo/leonardo_motion_maker.hpp"
#include "providers/testing/fake_leonardo.hpp"
#include "providers/testing/orders.hpp"
#include "visual/fallback_image_maker.hpp"

namespace troupe::providers::leonardo {
namespace {

namespace fs = std::filesystem;
using catalog::OrderState;
using testing::FakeLeonardo;
using ::testing::AllOf;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string const secret = "leo-0123456789abcdef";

Settings settings() {
    Settings out;
    out.base_url = "http://127.0.0.1:9";
    out.api_key = secret;
    out.webhook_key = "hook-secret";
    out.motion = "MOTION2";
    out.prices = load_prices().value();
    out.poll = Seconds(0.001);
    out.backoff = Seconds(0.001);
    return out;
}

struct Bench {
    explicit Bench(Settings chosen = settings()) : account(std::move(chosen), {http, book, clock, work}) {}

    Result<visual::MadeCover> make(std::stop_token stop = {}) { return images.make(brief, std::move(stop)); }
    std::string failure() {
        auto const made = make();
        EXPECT_FALSE(made);
        if (made) return {};
        EXPECT_EQ(made.error().code, ErrorCode::unavailable);
        return made.error().message;
    }
    catalog::Order order(std::size_t index = 0) { return book.keys.size() > index ? **book.find(book.keys[index]) : catalog::Order{}; }
    [[nodiscard]] json::Object sent(std::size_t request = 0) const { return json::parse_value(http.requests.at(request).body)->as_object(); }

    testing::OpenBook book;
    FakeLeonardo http;
    testing::HurriedClock clock;
    fs::path work = troupe::testing::scratch_folder("leonardo");
    Account account;
    LeonardoImageMaker images{account};
    visual::CoverBrief brief{{.artist = "Vesper Lune",
                              .palette = {"#0a0c14", "#1c2f4a", "#4f7a8c", "#cfd8d3", "#e2703a"},
                              .families = {{"aura", 1}},
                              .motifs = {"a lighthouse"},
                              .seed = 3},
                             "Low Tide",
                             7,
                             320};
};

TEST(Leonardo, PaintsTheArtAndLeavesTheLettersToUs) {
    Bench bench;
    bench.brief.look.prompt = "For dark ambient music.";
    bench.brief.look.negative_prompt = "face";
    auto const made = bench.make();
    ASSERT_TRUE(made) << made.error().message;
    auto const body = bench.sent();
    EXPECT_EQ(body.at("num_images"), 1);
    EXPECT_EQ(body.at("width"), 1024);
    EXPECT_EQ(body.at("alchemy"), true);
    EXPECT_EQ(body.at("public"), false);
    EXPECT_EQ(body.at("seed"), 7);
    auto const prompt = std::string(body.at("prompt").as_string());
    EXPECT_THAT(prompt, AllOf(HasSubstr("without any lettering"), HasSubstr("a lighthouse"), HasSubstr("dark ambient")));
    EXPECT_THAT(prompt, AllOf(Not(HasSubstr("Vesper")), Not(HasSubstr("Low Tide"))));
    EXPECT_THAT(std::string(body.at("negative_prompt").as_string()), AllOf(HasSubstr("typography"), HasSubstr("face")));
    EXPECT_EQ(made->picture.width_px, 320);
    EXPECT_EQ(made->picture.height_px, 320);
    EXPECT_FALSE(made->is_composed);
}

TEST(Leonardo, RecordsWhoMadeItAndWhatItCost) {
    Bench bench;
    auto const made = bench.make();
    ASSERT_TRUE(made) << made.error().message;
    auto const& provenance = made->provenance;
    EXPECT_EQ(provenance.engine, "leonardo");
    EXPECT_THAT(provenance.engine_version, HasSubstr("Phoenix 1.0"));
    EXPECT_EQ(media::digital_source_type(provenance), "trainedAlgorithmicMedia");
    EXPECT_THAT(provenance.inputs, ElementsAre(sha256_hex(bench.http.picture)));
    EXPECT_EQ(provenance.ai.artwork, media::AiShare::all);
    ASSERT_EQ(made->charges.size(), 1U);
    EXPECT_EQ(made->charges[0].unit, "USD");
    EXPECT_EQ(made->charges[0].before, 70'000);
    EXPECT_EQ(made->charges[0].after, 52'500);
    EXPECT_THAT(made->notes, ElementsAre(HasSubstr("256x256 px, enlarged to 320 px"), HasSubstr("0.0525 USD each; expected were 0.07 USD")));
    auto const order = bench.order();
    EXPECT_EQ(order.state, OrderState::done);
    EXPECT_EQ(order.task, "gen-1");
    EXPECT_EQ(order.cost_micros, 52'500);
    EXPECT_TRUE(!fs::exists(bench.work) || fs::is_empty(bench.work)) << "nothing is left over";
}

TEST(Leonardo, TheSameBriefPaysOnce) {
    Bench bench;
    auto const first = bench.make(), second = bench.make();
    ASSERT_TRUE(first && second);
    EXPECT_EQ(bench.http.submitted(), 1);
    EXPECT_EQ(first->picture.rgb, second->picture.rgb);
    bench.brief.title = "High Tide";
    ASSERT_TRUE(bench.make());
    EXPECT_EQ(bench.http.submitted(), 1) << "the art knows no title";
    bench.brief.seed = 8;
    ASSERT_TRUE(bench.make());
    EXPECT_EQ(bench.http.submitted(), 2);
}

struct Refusal {
    char const* name;
    net::HttpResult answer;
    char const* words;
    int sendings;
    OrderState state;
};
class LeonardoRefuses : public ::testing::TestWithParam<Refusal> {};

TEST_P(LeonardoRefuses, AndTheReasonIsTold) {
    auto const& [name, answer, words, sendings, state] = GetParam();
    Bench bench;
    for (int i = 0; i < 4; ++i) bench.http.images.push_back(answer);
    auto const why = bench.failure();
    EXPECT_THAT(why, HasSubstr(words));
    EXPECT_THAT(why, Not(HasSubstr(secret)));
    EXPECT_THAT(why, Not(HasSubstr("\n")));
    EXPECT_EQ(bench.http.submitted(), sendings);
    EXPECT_EQ(bench.order().state, state);
}

INSTANTIATE_TEST_SUITE_P(
    Answers, LeonardoRefuses,
    ::testing::Values(
        Refusal{"bad_key", FakeLeonardo::error(200, "Invalid response from authorization hook"), "check LEONARDO_API_KEY", 1, OrderState::open},
        Refusal{"hook", FakeLeonardo::error(400, "Authentication hook unauthorized this request"), "check LEONARDO_API_KEY", 1, OrderState::open},
        Refusal{"quoted_key", FakeLeonardo::error(401, "no such key: leo-0123456789abcdef"), "no such key: [key]", 1, OrderState::open},
        Refusal{"moderation", FakeLeonardo::error(400, "Prompt blocked by content moderation\\u0007\\nfilter"), "blocked by content moderation", 1, OrderState::refused},
        Refusal{"nsfw_words", FakeLeonardo::error(403, "NSFW prompt"), "moderation refuses these words", 1, OrderState::refused},
        Refusal{"tokens", FakeLeonardo::error(400, "not enough api tokens"), "no credit is left", 1, OrderState::open},
        Refusal{"balance", FakeLeonardo::error(402, "top up"), "no credit is left", 1, OrderState::open},
        Refusal{"params", FakeLeonardo::error(400, "width must be a multiple of 8"), "the request is refused", 1, OrderState::open},
        Refusal{"redirect", FakeLeonardo::json("", 302), "check LEONARDO_API_KEY", 1, OrderState::open},
        Refusal{"too_much", FakeLeonardo::error(429, "Too many requests"), "too much to do", 4, OrderState::open},
        Refusal{"unreached", FakeLeonardo::lost(false), "too much to do", 4, OrderState::open},
        Refusal{"gateway", FakeLeonardo::json("<html>bad gateway</html>", 502), "nobody knows whether the order was taken", 1, OrderState::sending},
        Refusal{"server", FakeLeonardo::error(500, "internal"), "nobody knows whether the order was taken", 1, OrderState::sending},
        Refusal{"dropped", FakeLeonardo::lost(true), "nobody knows whether the order was taken", 1, OrderState::sending},
        Refusal{"nonsense", FakeLeonardo::json("{}"), "nobody knows whether the order was taken", 1, OrderState::sending}),
    [](auto const& test) { return std::string(test.param.name); });

TEST(Leonardo, SendsNoUnclearOrderTwiceUnlessAllowed) {
    Bench bench;
    bench.http.images = {FakeLeonardo::lost(true)};
    bench.failure();
    EXPECT_THAT(bench.failure(), HasSubstr("nobody knows"));
    EXPECT_EQ(bench.http.submitted(), 1);
    auto allowed = settings();
    allowed.resubmits = true;
    Bench other(allowed);
    other.http.images = {FakeLeonardo::lost(true)};
    EXPECT_TRUE(other.make());
    EXPECT_EQ(other.http.submitted(), 2);
    EXPECT_EQ(other.order().sendings, 2);
}

TEST(Leonardo, WhatModerationRefusedIsNeverAskedAgain) {
    Bench bench;
    bench.http.images = {FakeLeonardo::error(400, "flagged by moderation")};
    EXPECT_EQ(bench.failure(), bench.failure());
    EXPECT_EQ(bench.http.submitted(), 1);
}

TEST(Leonardo, GoesOnWithAnOrderThatCameTooLate) {
    auto hasty = settings();
    hasty.deadline = Seconds(5);
    Bench bench(hasty);
    for (int i = 0; i < 9; ++i) bench.http.looks.push_back(FakeLeonardo::json(FakeLeonardo::state("PENDING")));
    EXPECT_THAT(bench.failure(), HasSubstr("not made within 5 s; generation gen-1 is kept"));
    EXPECT_LT(bench.http.looked(), 9);
    bench.http.looks.clear();
    ASSERT_TRUE(bench.make());
    EXPECT_EQ(bench.http.submitted(), 1);
}

TEST(Leonardo, ForgivesLooksThatFail) {
    Bench bench;
    bench.http.looks = {FakeLeonardo::json("bad gateway", 502), FakeLeonardo::lost(true), FakeLeonardo::error(429, "slow down"),
                        FakeLeonardo::json(R"({"generations_by_pk":null})"), FakeLeonardo::json("no json")};
    EXPECT_TRUE(bench.make());
    EXPECT_EQ(bench.http.submitted(), 1);
}

TEST(Leonardo, GivesUpOnAGenerationThatFailedOrIsNotFitToBeSeen) {
    Bench bench;
    bench.http.looks = {FakeLeonardo::json(FakeLeonardo::state("FAILED"))};
    EXPECT_THAT(bench.failure(), HasSubstr("the service failed"));
    EXPECT_EQ(bench.order().state, OrderState::open);
    Bench other;
    other.http.looks = {FakeLeonardo::json(FakeLeonardo::complete(true))};
    EXPECT_THAT(other.failure(), HasSubstr("not safe for work"));
    EXPECT_EQ(other.order().state, OrderState::refused);
    EXPECT_EQ(other.http.requests.size(), 2U) << "what is marked is not even fetched";
}

TEST(Leonardo, TakesNoWrongPicture) {
    struct Case {
        net::HttpResponse answer;
        char const* words;
    };
    auto const image = testing::painted_bytes(256);
    auto broken = image.substr(0, 300);
    broken.append(400, '\x55');
    for (auto const& [answer, words] : {Case{{200, {{"Content-Type", "text/html"}}, "<!doctype html><title>Sorry</title>"}, "there is no picture behind the link"},
                                        Case{{200, {{"Content-Type", "image/jpeg"}}, broken}, "no picture that can be used"},
                                        Case{{404, {}, ""}, "the file is gone"}}) {
        Bench bench;
        bench.http.downloads = {answer};
        auto const why = bench.failure();
        EXPECT_THAT(why, HasSubstr(words));
        EXPECT_THAT(why, Not(HasSubstr("signature")));
        bench.http.downloads.clear();
        EXPECT_TRUE(bench.make()) << "it is fetched again, and not paid again";
        EXPECT_EQ(bench.http.submitted(), 1);
    }
}

TEST(Leonardo, TheKeyGoesToTheServiceAlone) {
    Bench bench;
    ASSERT_TRUE(bench.make());
    for (auto const& request : bench.http.requests) {
        auto const is_file = request.url.find("/files/") != std::string::npos;
        auto const has_key = std::any_of(request.headers.begin(), request.headers.end(), [](auto const& header) { return header.value == "Bearer " + secret; });
        EXPECT_NE(is_file, has_key) << request.url;
        EXPECT_THAT(request.url + request.body, Not(HasSubstr(secret)));
    }
    EXPECT_THAT(json::print(bench.order()), Not(HasSubstr(secret)));
}

TEST(Leonardo, ACallEndsTheWait) {
    auto patient = settings();
    patient.poll = Seconds(500);
    Bench bench(patient);
    auto const call = R"({"type":"image_generation.complete","data":{"object":{"id":"gen-1","status":"COMPLETE"}}})";
    EXPECT_FALSE(bench.account.hear("Bearer wrong", call));
    EXPECT_FALSE(bench.account.hear("Bearer hook-secret", "{}"));
    std::jthread caller([&](std::stop_token const& stop) {
        while (!stop.stop_requested()) {
            EXPECT_TRUE(bench.account.hear("Bearer hook-secret", call));
            std::this_thread::sleep_for(std::chrono::milliseconds(5));
        }
    });
    EXPECT_TRUE(bench.make());
}

TEST(Leonardo, StopsWhileItWaits) {
    auto patient = settings();
    patient.poll = Seconds(500);
    Bench bench(patient);
    std::stop_source stop;
    std::jthread stopper([&] {
        while (bench.http.submitted() == 0) std::this_thread::sleep_for(std::chrono::milliseconds(1));
        stop.request_stop();
    });
    auto const made = bench.make(stop.get_token());
    ASSERT_FALSE(made);
    EXPECT_EQ(made.error().code, ErrorCode::cancelled);
    EXPECT_EQ(bench.order().state, OrderState::placed) << "it is paid, and waits for the next time";
}

TEST(Leonardo, KeepsWithinTheMonthsMoney) {
    auto careful = settings();
    careful.most_a_month = providers::impl::Price{120'000, "USD"};
    careful.cap_setting = "TROUPE_LEONARDO_MAX_DOLLARS_PER_MONTH";
    Bench bench(careful);
    ASSERT_TRUE(bench.make());
    bench.brief.seed = 8;
    EXPECT_THAT(bench.failure(), AllOf(HasSubstr("would cost about 0.07 USD"), HasSubstr("0.0525 USD of this month's 0.12 USD are spent"),
                                       HasSubstr("raise TROUPE_LEONARDO_MAX_DOLLARS_PER_MONTH")));
    EXPECT_EQ(bench.http.submitted(), 1);
}

TEST(Leonardo, ALimitThatCannotBeKeptStopsOrders) {
    auto careful = settings();
    careful.most_a_month = providers::impl::Price{9'000'000, "USD"};
    careful.cap_setting = "TROUPE_LEONARDO_MAX_DOLLARS_PER_MONTH";
    Bench bench(careful);
    bench.http.images = {FakeLeonardo::json(R"({"sdGenerationJob":{"generationId":"gen-1","apiCreditCost":24}})")};
    auto const made = bench.make();
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(made->charges[0].unit, "credits");
    EXPECT_EQ(made->charges[0].after, 24'000'000);
    bench.brief.seed = 8;
    EXPECT_THAT(bench.failure(), HasSubstr("set the limit in credits"));
    auto unknown = careful;
    unknown.prices.models.clear();
    EXPECT_THAT(Bench(unknown).failure(), HasSubstr("is not known"));
}

TEST(Leonardo, FindsWhatIsWrongWithABriefBeforeItPays) {
    Bench bench;
    bench.brief.look.palette = {"#zzz"};
    EXPECT_EQ(bench.make().error().code, ErrorCode::invalid_input);
    EXPECT_TRUE(bench.http.requests.empty());
}

TEST(Leonardo, TheEmbeddedRendererStandsInAndSaysWhy) {
    Bench bench;
    bench.http.images = {FakeLeonardo::error(400, "not enough api tokens")};
    visual::BuiltInImageMaker renderer(1);
    visual::FallbackImageMaker both(bench.images, renderer);
    auto const made = both.make(bench.brief, {});
    ASSERT_TRUE(made) << made.error().message;
    EXPECT_EQ(made->provenance.engine, "troupe visual");
    ASSERT_TRUE(made->provenance.stood_in_for);
    EXPECT_THAT(*made->provenance.stood_in_for, HasSubstr("no credit is left"));
    EXPECT_THAT(made->notes, ElementsAre(AllOf(HasSubstr("no credit is left"), HasSubstr("made by troupe visual instead"))));
    EXPECT_EQ(made->picture.rgb, renderer.cover(bench.brief, {})->rgb);
}

TEST(LeonardoMotion, AnImageThenAClipEachPaidOnce) {
    Bench bench;
    bench.http.clip = testing::clip_bytes(3);
    LeonardoMotionMaker motion(bench.account);
    auto const file = troupe::testing::scratch_folder("leonardo_clips") / "ground.mp4";
    fs::create_directories(file.parent_path());
    visual::GroundBrief const brief{bench.brief.look, 7, visual::Aspect::portrait_9x16};
    auto const ground = motion.ground(brief, file, {});
    ASSERT_TRUE(ground) << ground.error().message;
    EXPECT_EQ(bench.sent(0).at("width"), 768);
    EXPECT_EQ(bench.sent(0).at("height"), 1360);
    auto const clip_request = std::find_if(bench.http.requests.begin(), bench.http.requests.end(),
                                           [](auto const& request) { return request.url.ends_with("/generations-image-to-video"); });
    ASSERT_NE(clip_request, bench.http.requests.end());
    auto const body = json::parse_value(clip_request->body)->as_object();
    EXPECT_EQ(body.at("imageId"), "image-1");
    EXPECT_EQ(body.at("imageType"), "GENERATED");
    EXPECT_EQ(body.at("model"), "MOTION2");
    EXPECT_EQ(sha256_of_file(file).value(), sha256_hex(bench.http.clip));
    EXPECT_EQ(ground->cut.credit.sha256, sha256_hex(bench.http.clip));
    EXPECT_TRUE(ground->cut.credit.is_generated);
    EXPECT_NEAR(ground->cut.length.count(), 2.95, 0.1);
    ASSERT_EQ(ground->charges.size(), 2U);
    EXPECT_EQ(ground->charges[1].after, 380'000);
    ASSERT_TRUE(motion.ground(brief, file, {}));
    EXPECT_EQ(bench.http.submitted(), 2);
}

TEST(LeonardoMotion, AClipThatIsNoneIsNotKept) {
    Bench bench;
    bench.http.clip = "this is no film but a page about films";
    LeonardoMotionMaker motion(bench.account);
    auto const file = troupe::testing::scratch_folder("leonardo_clips") / "none.mp4";
    fs::create_directories(file.parent_path());
    auto const ground = motion.ground({bench.brief.look, 7, visual::Aspect::square_1x1}, file, {});
    ASSERT_FALSE(ground);
    EXPECT_EQ(ground.error().code, ErrorCode::unavailable);
    EXPECT_THAT(ground.error().message, HasSubstr("no video behind the link"));
    EXPECT_FALSE(fs::exists(file));
}

}  // namespace
}  // namespace troupe::providers::leonardo
