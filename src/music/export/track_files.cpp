#include "music/export/track_files.hpp"

#include <algorithm>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "media/audio.hpp"
#include "music/export/chord_chart.hpp"
#include "music/export/musicxml.hpp"
#include "music/export/peaks.hpp"
#include "music/export/score_file.hpp"

namespace troupe::music {
namespace fs = std::filesystem;
namespace {

struct Kind {
    char const* name;
    char const* role;
    bool needs_score;
};
Kind kind_of(TrackFormat format) {
    switch (format) {
        case TrackFormat::chords: return {"chords.txt", "chords", true};
        case TrackFormat::musicxml: return {"song.musicxml", "notation", true};
        case TrackFormat::score: return {"score.json", "score", true};
        case TrackFormat::peaks: return {"peaks.json", "peaks", false};
        case TrackFormat::wav: return {"master.wav", "wav", false};
        case TrackFormat::opus: return {"master.opus", "opus", false};
    }
    return {};
}

Result<void> write_one(Track const& track, TrackFormat format, fs::path const& file, std::stop_token const& stop) {
    switch (format) {
        case TrackFormat::chords: return write_file(file, chord_chart_of(*track.score));
        case TrackFormat::musicxml: return write_file(file, musicxml_of(*track.score));
        case TrackFormat::score: return write_file(file, score_json(*track.score));
        case TrackFormat::peaks: return write_file(file, TRY(peaks_json(track.master)));
        case TrackFormat::wav:
        case TrackFormat::opus: return convert_sound(track.master, file, 16, stop);
    }
    return {};
}

}  // namespace

std::vector<TrackFormat> usual_formats() { return {TrackFormat::chords, TrackFormat::musicxml, TrackFormat::score, TrackFormat::peaks}; }

Result<std::vector<TrackFormat>> parse_formats(std::string_view list) {
    std::vector<TrackFormat> formats;
    for (auto const& word : text::split(list, ',')) {
        auto const name = text::trim(word);
        if (name.empty()) continue;
        auto const format = TRY(json::enum_from<TrackFormat>(name, "--formats"));
        if (std::find(formats.begin(), formats.end(), format) == formats.end()) formats.push_back(format);
    }
    return formats;
}

Result<std::vector<TrackFile>> write_formats(Track const& track, std::vector<TrackFormat> const& formats, fs::path const& folder,
                                             std::stop_token const& stop) {
    std::vector<TrackFile> files;
    for (auto const format : formats) {
        auto const kind = kind_of(format);
        if (kind.needs_score && !track.score) continue;
        TRY(write_one(track, format, folder / kind.name, stop));
        files.push_back({folder / kind.name, kind.role});
    }
    return files;
}

Result<void> convert_sound(fs::path const& from, fs::path const& to, int bits, std::stop_token const& stop) {
    auto reader = TRY(media::AudioReader::open(from));
    if (to.extension() == ".opus" && reader.sample_rate() != Hertz{48'000})
        return media::write_audio(to, TRY(media::resampled(TRY(media::read_audio(from)), Hertz{48'000})));
    auto writer = TRY(media::AudioWriter::create(to, {.sample_rate = reader.sample_rate(), .channels = reader.channels(), .bits = bits}));
    std::vector<float> block(48'000 * static_cast<std::size_t>(reader.channels()));
    while (auto const count = TRY(reader.read(block))) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, "stopped while writing " + to.filename().string());
        TRY(writer.write({block.data(), count}));
    }
    return writer.close();
}

}  // namespace troupe::music
