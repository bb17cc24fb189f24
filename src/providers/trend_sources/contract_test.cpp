#include "providers/testing/fake_trends.hpp"
#include "trends/testing/trend_source_contract.hpp"

namespace troupe::trends::testing {
namespace {

using providers::testing::trend_answer;

/// A service by its name, which does as it is told.
template <class Which>
class House {
public:
    House() : source_(providers::testing::trend_source(Which::id, http_)) {}
    TrendSource& source() { return *source_; }
    void reports() {
        http_.answers([](net::HttpRequest const& request) {
            auto const is_track = request.url.find("/track/") != std::string::npos;
            return net::HttpResponse{200, {{"ETag", "\"1\""}}, trend_answer(is_track ? "deezer_track" : Which::id)};
        });
    }
    void is_silent() { http_.answers(Which::silence_status, Which::silence); }
    void is_down() { http_.answers(503, "busy"); }
    void talks_nonsense() { http_.answers(200, "<!doctype html><title>Sorry</title>"); }
    void wants_rest(int seconds) { http_.answers(429, "slow down", {{"Retry-After", std::to_string(seconds)}}); }

private:
    providers::testing::FakeTrends http_;
    std::unique_ptr<TrendSource> source_;
};

struct Apple {
    static constexpr auto id = "apple",
                          silence = R"({"feed":{"updated":"Sun, 22 Nov 2026 04:12:12 +0000","results":[]}})";
    static constexpr int silence_status = 200;
};
struct Deezer {
    static constexpr auto id = "deezer", silence = R"({"data":[],"total":0})";
    static constexpr int silence_status = 200;
};
struct ListenBrainz {
    static constexpr auto id = "listenbrainz", silence = "";
    static constexpr int silence_status = 204;
};
struct Wikimedia {
    static constexpr auto
        id = "wikimedia",
        silence = R"({"type":"https://mediawiki.org/wiki/HyperSwitch/errors/not_found","title":"Not found."})";
    static constexpr int silence_status = 404;
};
struct LastFm {
    static constexpr auto id = "lastfm", silence = R"({"tracks":{"track":[]},"artists":{"artist":[]}})";
    static constexpr int silence_status = 200;
};
struct YouTube {
    static constexpr auto id = "youtube",
                          silence = R"({"error":{"code":404,"errors":[{"reason":"videoChartNotFound"}]}})";
    static constexpr int silence_status = 404;
};

}  // namespace

using Houses =
    ::testing::Types<House<Apple>, House<Deezer>, House<ListenBrainz>, House<Wikimedia>, House<LastFm>, House<YouTube>>;
INSTANTIATE_TYPED_TEST_SUITE_P(Services, TrendSourceContract, Houses);

}  // namespace troupe::trends::testing
