#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <stop_token>
#include <vector>

#include "music/impl/plan.hpp"
#include "music/impl/soundfont/orchestra.hpp"
#include "music/impl/spool.hpp"
#include "music/track_maker.hpp"

namespace troupe::music::impl {

class Speech;

struct MixRequest {
    Score const& score;
    Plan const& plan;
    Tables const& tables;
    Brief const& brief;
    std::filesystem::path folder;
    int threads = 2;
    bool stems = true;
    std::shared_ptr<Speech const> speech;  ///< how words are spoken; null: a voice has vowels alone
    Orchestra const* orchestra = nullptr;  ///< plays some parts instead of the synthesiser; null: none
    Spool* before_bus = nullptr;  ///< takes down the sum of all stems, which is what the bus is given
};

/// What mastering starts from.
struct Mix {
    Spool spool;  ///< stereo, 48 kHz, after the bus
    long frames = 0;
    std::vector<Stem> stems;
    std::vector<double> octaves_db;                   ///< as heard, relative
    std::vector<double> slices;                       ///< power of (left + right) / 2 in eighths of an octave
    std::vector<double> middle_powers, side_powers;   ///< of (left + right) / 2 and (left - right) / 2, by octave
};

/// Plays every part into its stem (stems/<name>.flac), the room into "space", and all of them through the bus.
/// Errors: unavailable, cancelled.
[[nodiscard]] Result<Mix> mix_down(MixRequest const& request, std::function<void(double)> const& progress, std::stop_token stop);

}  // namespace troupe::music::impl
