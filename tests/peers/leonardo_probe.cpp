#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <thread>

#include "base/json.hpp"
#include "catalog/testing/memory_order_book.hpp"
#include "net/curl_http_client.hpp"
#include "providers/leonardo/leonardo_image_maker.hpp"
#include "providers/leonardo/leonardo_motion_maker.hpp"
#include "visual/fallback_image_maker.hpp"

/// Asks Leonardo for a small cover, or a clip: `leonardo_probe URL KEY cover|fallback|ground TIMES FILE [SETTING=VALUE..]`.
/// Prints what came of each time as a line of JSON. An interrupt stops it as it stops the program.
using namespace troupe;
namespace leonardo = providers::leonardo;

namespace {

volatile std::sig_atomic_t is_interrupted = 0;

json::Object told(Error const& error) { return {{"error", error.message}, {"code", json::enum_name(error.code)}}; }

visual::Look look() {
    visual::Look look;
    look.artist = "Vesper Lune";
    look.palette = {"#0a0c14", "#1c2f4a", "#4f7a8c", "#cfd8d3", "#e2703a"};
    look.families = {{"aura", 1}};
    look.motifs = {"a lighthouse"};
    return look;
}

json::Object cover(visual::ImageMaker& maker, std::filesystem::path const& file, std::stop_token const& stop) {
    auto const made = maker.make({look(), "Low Tide", 7, 256}, stop);
    if (!made) return told(made.error());
    auto const written = media::write_jpeg(file, made->picture, {.digital_source_type = media::digital_source_type(made->provenance)});
    if (!written) return told(written.error());
    return {{"provenance", json::to_value(made->provenance)}, {"notes", json::to_value(made->notes)}, {"charges", json::to_value(made->charges)}};
}

json::Object ground(visual::MotionMaker& maker, std::filesystem::path const& file, std::stop_token const& stop) {
    auto const made = maker.ground({look(), 7, visual::Aspect::portrait_9x16}, file, stop);
    if (!made) return told(made.error());
    return {{"cut", json::to_value(made->cut)}, {"notes", json::to_value(made->notes)}, {"charges", json::to_value(made->charges)}};
}

std::map<std::string, std::string> settings_of(int count, char** arguments) {
    std::map<std::string, std::string> values{{"TROUPE_LEONARDO_BASE_URL", arguments[1]}, {"LEONARDO_API_KEY", arguments[2]}};
    for (int i = 6; i < count; ++i) {
        std::string const setting = arguments[i];
        values[setting.substr(0, setting.find('='))] = setting.substr(setting.find('=') + 1);
    }
    return values;
}

}  // namespace

int main(int count, char** arguments) {
    if (count < 6) return 2;
    ::setenv("no_proxy", "127.0.0.1", 1);
    std::signal(SIGINT, [](int) { is_interrupted = 1; });
    auto settings = leonardo::read_settings(Configuration::of(settings_of(count, arguments)));
    if (!settings) return std::printf("%s\n", json::print(json::Value(told(settings.error()))).c_str()), 0;
    net::CurlHttpClient http;
    catalog::testing::MemoryOrderBook book;
    SystemClock const clock;
    std::filesystem::path const file = arguments[5];
    leonardo::Account account(**settings, {http, book, clock, file.parent_path() / "work"});
    leonardo::LeonardoImageMaker painter(account);
    leonardo::LeonardoMotionMaker mover(account);
    visual::BuiltInImageMaker renderer;
    visual::FallbackImageMaker both(painter, renderer);
    std::stop_source stop;
    std::jthread const watch([&](std::stop_token const& end) {
        while (!end.stop_requested()) {
            if (is_interrupted != 0) stop.request_stop();
            std::this_thread::sleep_for(std::chrono::milliseconds(10));
        }
    });
    std::string const what = arguments[3];
    for (int i = 0; i < std::atoi(arguments[4]); ++i) {
        auto const out = what == "ground"     ? ground(mover, file, stop.get_token())
                         : what == "fallback" ? cover(both, file, stop.get_token())
                                              : cover(painter, file, stop.get_token());
        std::printf("%s\n", json::print(json::Value(out)).c_str());
    }
    return 0;
}
