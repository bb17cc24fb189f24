#pragma once

#include "music/tables.hpp"
#include "music/track_maker.hpp"

namespace troupe::music::builtin {

/// Composes, synthesises, mixes and masters on this machine: no key, no network, no samples. The same brief and seed
/// give the same bytes whatever the number of threads. Each track is made with the tables as they are when it begins.
class SynthTrackMaker final : public TrackMaker {
public:
    struct Settings {
        int threads = 2;      ///< 1 to 8
        bool stems = true;    ///< write stems/
        bool mp3 = true;      ///< write master.mp3
        int candidates = 48;  ///< songs the critic compares
        std::filesystem::path soundfont;  ///< plays guitars, strings and other sampled instruments; empty: the synthesiser does
    };
    explicit SynthTrackMaker(LiveFile<Tables> tables) : SynthTrackMaker(std::move(tables), Settings{}) {}
    SynthTrackMaker(LiveFile<Tables> tables, Settings const& settings) : tables_(std::move(tables)), settings_(settings) {}

    [[nodiscard]] Capabilities capabilities() const override;
    [[nodiscard]] Result<Track> make(Brief const& brief, std::filesystem::path const& folder, Progress const& progress,
                                     std::stop_token stop) override;
    [[nodiscard]] Result<Track> revise(Brief const& brief, Revision const& revision, std::filesystem::path const& folder, Progress const& progress,
                                       std::stop_token stop) override;
    [[nodiscard]] Result<std::filesystem::path> preview(Brief const& brief, std::filesystem::path const& folder, std::stop_token stop) override;

private:
    [[nodiscard]] int threads() const;

    LiveFile<Tables> tables_;
    Settings settings_;
};

}  // namespace troupe::music::builtin
