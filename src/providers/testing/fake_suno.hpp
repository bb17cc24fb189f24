#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

#include "media/audio.hpp"
#include "providers/testing/fake_service.hpp"

namespace troupe::providers::testing {

/// An MP3 of clicks at 120 BPM over an A minor chord.
inline std::string song_bytes(double seconds) {
    media::Audio audio{Hertz{44'100}, std::vector<std::vector<float>>(2)};
    for (std::size_t i = 0; i < static_cast<std::size_t>(seconds * 44'100); ++i) {
        auto const t = static_cast<double>(i) / 44'100;
        auto const click = std::exp(-30 * std::fmod(t, 0.5)) * std::sin(2 * M_PI * 1000 * t);
        auto const chord =
            0.3 * (std::sin(2 * M_PI * 220 * t) + std::sin(2 * M_PI * 261.63 * t) + std::sin(2 * M_PI * 329.63 * t));
        for (auto& channel : audio.channels) channel.push_back(static_cast<float>(0.5 * (click + chord)));
    }
    auto const file =
        std::filesystem::path(::testing::TempDir()) / ("fake_suno_" + std::to_string(::getpid()) + ".mp3");
    if (!media::write_audio(file, audio)) return {};
    return taken_from(file);
}

/// A service of the dialect sunoapi without a network. What it does not know how to misbehave it does right: a task is
/// ready at the second look. `submissions`, `polls` and `downloads` hold answers that come first, in order.
class FakeSuno final : public FakeService {
public:
    static constexpr double song_seconds = 6;

    FakeSuno() : song_(song()) {}

    std::deque<net::HttpResult> submissions, polls, downloads;
    std::function<void()> at_poll;  ///< called before each look is answered

    static std::string state(std::string const& word) {
        return R"({"code":200,"msg":"success","data":{"taskId":"task-1","status":")" + word + R"("}})";
    }
    static std::string ready(double first = song_seconds, double second = 30) {
        auto const take = [](std::string const& id, double seconds) {
            return R"({"id":")" + id + R"(","audioUrl":"http://127.0.0.1:9/)" + id + R"(.mp3","duration":)" +
                   std::to_string(seconds) + R"(,"modelName":"chirp-crow"})";
        };
        return R"({"code":200,"data":{"taskId":"task-1","status":"SUCCESS","response":{"sunoData":[)" +
               take("take-a", first) + "," + take("take-b", second) + "]}}}";
    }

    net::HttpResult send(net::HttpRequest const& request, std::stop_token stop) override {
        if (stop.stop_requested()) return lost(false, ErrorCode::cancelled);
        std::unique_lock lock(guard_);
        requests.push_back(request);
        if (request.url.ends_with(".mp3"))
            return deliver(request, next(downloads, net::HttpResponse{200, {{"Content-Type", "audio/mpeg"}}, song_}));
        if (request.method == "POST")
            return next(submissions, *json(R"({"code":200,"msg":"success","data":{"taskId":"task-1"}})"));
        ++looks_;
        auto answer = next(polls, *json(looks_ < 2 ? state("PENDING") : ready()));
        lock.unlock();
        if (at_poll) at_poll();
        return answer;
    }

    /// Its only song.
    static std::string const& song() {
        static auto const bytes = song_bytes(song_seconds);
        return bytes;
    }

    [[nodiscard]] int count(std::string const& part) const {
        std::lock_guard const lock(guard_);
        int found = 0;
        for (auto const& request : requests) found += request.url.find(part) != std::string::npos;
        return found;
    }

private:
    std::string song_;
    int looks_ = 0;
};

}  // namespace troupe::providers::testing
