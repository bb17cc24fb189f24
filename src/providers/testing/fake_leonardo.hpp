#pragma once

#include <gtest/gtest.h>
#include <unistd.h>

#include <cmath>
#include <deque>
#include <filesystem>
#include <functional>
#include <mutex>
#include <string>

#include "base/process.hpp"
#include "media/picture.hpp"
#include "providers/testing/fake_service.hpp"

namespace troupe::providers::testing {

/// A JPEG of a bright disc over a dark gradient.
inline std::string painted_bytes(int side) {
    media::Picture picture{side, side, {}};
    for (int y = 0; y < side; ++y)
        for (int x = 0; x < side; ++x) {
            auto const disc = std::hypot(x - 0.6 * side, y - 0.4 * side) < 0.25 * side;
            auto const ground = static_cast<std::uint8_t>(10 + 50 * y / side);
            picture.rgb.insert(picture.rgb.end(), {static_cast<std::uint8_t>(disc ? 230 : ground), static_cast<std::uint8_t>(disc ? 180 : ground / 2),
                                                   static_cast<std::uint8_t>(disc ? 120 : 40 + ground)});
        }
    auto const file = std::filesystem::path(::testing::TempDir()) / ("fake_leonardo_" + std::to_string(::getpid()) + ".jpg");
    if (!media::write_jpeg(file, picture, {})) return {};
    return taken_from(file);
}

/// An MP4 of a moving test card.
inline std::string clip_bytes(double seconds) {
    auto const file = std::filesystem::path(::testing::TempDir()) / ("fake_leonardo_" + std::to_string(::getpid()) + ".mp4");
    auto const made = run_process({"ffmpeg", "-v", "error", "-y", "-f", "lavfi", "-i",
                                   "mandelbrot=size=144x256:rate=24:end_scale=0.2,trim=duration=" + std::to_string(seconds), "-c:v", "libx264", "-preset",
                                   "ultrafast", "-pix_fmt", "yuv420p", file.string()});
    EXPECT_TRUE(made) << (made ? "" : made.error().message);
    return taken_from(file);
}

/// Leonardo without a network. What it does not know how to misbehave it does right: a generation is complete at the
/// second look. `images`, `clips`, `looks` and `downloads` hold answers that come first, in order.
class FakeLeonardo final : public FakeService {
public:
    std::deque<net::HttpResult> images, clips, looks, downloads;
    std::function<void()> at_look;  ///< called before each look is answered

    static net::HttpResult error(int status, std::string const& words) {
        return json(R"({"error":")" + words + R"(","path":"$","code":"unexpected"})", status);
    }
    static std::string state(std::string const& word) { return R"({"generations_by_pk":{"status":")" + word + R"(","generated_images":[]}})"; }
    static std::string complete(bool nsfw = false) {
        return std::string(R"({"generations_by_pk":{"status":"COMPLETE","generated_images":[{"id":"image-1","nsfw":)") + (nsfw ? "true" : "false") +
               R"(,"url":"http://127.0.0.1:9/files/1.jpg?signature=s","motionMP4URL":"http://127.0.0.1:9/files/1.mp4"}]}})";
    }

    net::HttpResult send(net::HttpRequest const& request, std::stop_token stop) override {
        if (stop.stop_requested()) return lost(false, ErrorCode::cancelled);
        std::unique_lock lock(guard_);
        requests.push_back(request);
        if (request.url.find("/files/") != std::string::npos) {
            auto const is_clip = request.url.find(".mp4") != std::string::npos;
            return deliver(request, next(downloads, {200, {{"Content-Type", is_clip ? "video/mp4" : "image/jpeg"}}, is_clip ? clip : picture}));
        }
        if (request.url.ends_with("/generations-image-to-video"))
            return next(clips, *json(R"({"motionVideoGenerationJob":{"generationId":"clip-1","cost":{"amount":"0.38","unit":"DOLLARS"}}})"));
        if (request.method == "POST")
            return next(images, *json(R"({"sdGenerationJob":{"generationId":"gen-1","apiCreditCost":9,"cost":{"amount":"0.0525","unit":"DOLLARS"}}})"));
        auto answer = next(looks, *json(++looks_ % 2 == 1 ? state("PENDING") : complete()));
        lock.unlock();
        if (at_look) at_look();
        return answer;
    }

    [[nodiscard]] int looked() const {
        std::lock_guard const lock(guard_);
        int found = 0;
        for (auto const& request : requests) found += request.method == "GET" && request.url.find("/generations/") != std::string::npos;
        return found;
    }

    std::string picture = painted_bytes(256);
    std::string clip;

private:
    int looks_ = 0;
};

}  // namespace troupe::providers::testing
