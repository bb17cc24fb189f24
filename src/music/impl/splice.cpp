#include "music/impl/splice.hpp"

#include <ebur128.h>

#include <algorithm>
#include <cmath>
#include <memory>
#include <vector>

namespace troupe::music::impl {
namespace {

constexpr std::size_t block_frames = 24'000;
constexpr double rate = 48'000;
constexpr double fade_in_seconds = 0.005, fade_out_seconds = 0.020;

/// Exactly `samples.size()` samples: a source may give them in any pieces, and silence follows its end.
Result<std::size_t> fill(Source const& source, std::span<float> samples) {
    std::size_t filled = 0;
    while (filled < samples.size()) {
        auto const count = TRY(source(samples.subspan(filled)));
        if (count == 0) break;
        filled += count;
    }
    std::fill(samples.begin() + static_cast<std::ptrdiff_t>(filled), samples.end(), 0.0F);
    return filled;
}

/// How much of the insert is heard at a frame, 0 to 1.
double share_at(std::int64_t frame, Stretch stretch) {
    if (frame < stretch.first || frame >= stretch.last) return 0;
    auto const longest = static_cast<double>(stretch.last - stretch.first) / 4;
    auto const rise = static_cast<double>(frame - stretch.first + 1) / std::min(longest, fade_in_seconds * rate);
    auto const fall = static_cast<double>(stretch.last - frame) / std::min(longest, fade_out_seconds * rate);
    return std::min({1.0, rise, fall});
}

}  // namespace

Source source_of(media::AudioReader& reader) {
    return [&reader](std::span<float> samples) { return reader.read(samples); };
}

Source silence(std::int64_t frames) {
    return [left = static_cast<std::size_t>(frames) * 2](std::span<float> samples) mutable -> Result<std::size_t> {
        auto const count = std::min(left, samples.size());
        std::fill_n(samples.begin(), count, 0.0F);
        left -= count;
        return count;
    };
}

Sound sound_of(Master const& master) {
    return [&master]() -> Source {
        return [&master, at = std::size_t{0}](std::span<float> samples) mutable -> Result<std::size_t> {
            auto const count = master.read(at, samples);
            at += count / 2;
            return count;
        };
    };
}

Sound sound_of(std::filesystem::path const& file) {
    return [file]() -> Source {
        auto const reader = std::make_shared<Result<media::AudioReader>>(media::AudioReader::open(file));
        return [reader](std::span<float> samples) -> Result<std::size_t> {
            if (!*reader) return tl::unexpected(reader->error());
            return (*reader)->read(samples);
        };
    };
}

Result<void> splice(Source const& base, Source const& insert, Stretch stretch, media::AudioWriter& out, std::stop_token const& stop) {
    std::vector<float> old(block_frames * 2), fresh(block_frames * 2);
    for (std::int64_t first = 0;; first += block_frames) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped while splicing");
        auto const count = TRY(fill(base, old));
        if (count == 0) return {};
        TRY(fill(insert, fresh));
        for (std::size_t i = 0; i < count; ++i) {
            auto const share = share_at(first + static_cast<std::int64_t>(i / 2), stretch);
            if (share >= 1) old[i] = fresh[i];
            else if (share > 0) old[i] = static_cast<float>((1 - share) * static_cast<double>(old[i]) + share * static_cast<double>(fresh[i]));
        }
        TRY(out.write({old.data(), count}));
    }
}

Result<double> loudness_of(Source const& source, Stretch stretch) {
    struct Close {
        void operator()(ebur128_state* state) const { ebur128_destroy(&state); }
    };
    std::unique_ptr<ebur128_state, Close> const meter(ebur128_init(2, static_cast<unsigned long>(rate), EBUR128_MODE_I));
    std::vector<float> samples(block_frames * 2);
    for (std::int64_t first = 0; first < stretch.last; first += block_frames) {
        auto const frames = static_cast<std::int64_t>(TRY(fill(source, samples)) / 2);
        if (frames == 0) break;
        auto const from = std::clamp<std::int64_t>(stretch.first - first, 0, frames);
        auto const to = std::clamp<std::int64_t>(stretch.last - first, 0, frames);
        if (to > from) ebur128_add_frames_float(meter.get(), samples.data() + from * 2, static_cast<std::size_t>(to - from));
    }
    double lufs = -70;
    ebur128_loudness_global(meter.get(), &lufs);
    return std::isfinite(lufs) ? std::max(-70.0, lufs) : -70;
}

}  // namespace troupe::music::impl
