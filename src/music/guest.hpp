#pragma once

#include <filesystem>
#include <stop_token>
#include <string>

#include "base/result.hpp"
#include "music/tables.hpp"
#include "music/track_maker.hpp"

/// A person's own line in a finished take: sung, spoken or played.
namespace troupe::music {

struct Guest {
    std::filesystem::path sound;  ///< stereo, 48 kHz, as `finish_recording` leaves it
    std::string stem;             ///< name of its stem: a plain word that no other stem has
    double at = 0;                ///< seconds into the take
    bool is_voice = true;         ///< a voice stands in front: chords and leads make room, and it gets a room
};

struct GuestRequest {
    Guest guest;
    Brief brief;                       ///< of the take: its genre's curve and its loudness; may be empty
    std::filesystem::path folder;      ///< of the take: master.flac, stems/ (without them the master is what it joins)
    std::filesystem::path out;         ///< another folder, for the result
    std::vector<media::Section> sections;  ///< of the take, for the analysis
};

struct GuestMix {
    std::filesystem::path master, mp3;  ///< as of a Track
    std::vector<Stem> stems;            ///< all of them, which sum to the new mix before mastering
    Analysis analysis;
    double gain_db = 0;                 ///< what the guest was made louder by
    std::vector<std::string> notes;     ///< what a person should know: cut off at the end, no stems
};

/// Levels the guest against what the take plays at that place, makes room for it, and masters the sum again.
/// Errors: not_found, invalid_input (guest.at beyond the end, guest.stem), unavailable, cancelled.
[[nodiscard]] Result<GuestMix> mix_in(GuestRequest const& request, Tables const& tables, Progress const& progress, std::stop_token stop);

/// Where a line that was sung to something else would not fit: "heard in G minor, the take is in A minor". `bpm` and `key`
/// of the take; nothing is said of what was heard with doubt.
[[nodiscard]] std::vector<std::string> misfits(Analysis const& guest, double bpm, std::string const& key);

}  // namespace troupe::music
