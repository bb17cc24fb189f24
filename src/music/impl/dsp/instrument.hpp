#pragma once

#include <cstdint>
#include <memory>
#include <vector>

#include "music/genre.hpp"
#include "music/score.hpp"

namespace troupe::music::impl {

class Speech;

/// A note in frames.
struct SoundEvent {
    long start = 0, end = 0;
    double pitch = 60;
    double velocity = 0.8;
    double slide_to = 0;
    char vowel = 'a';       ///< of a voice
    char consonant = ' ';   ///< what opens the syllable: s hiss, t stop, m nasal, ' ' none
    int syllable = -1;      ///< index into the score's syllables; -1: none
};

/// How far filters are open over the song: octaves, one value a beat.
struct Movement {
    std::vector<float> octaves;
    double frames_per_beat = 24'000;
    [[nodiscard]] double at(long frame) const;
};

/// Plays the notes of one part. Frames are asked for in order, in whole control blocks; the result is added to the
/// buffers. Nothing is allocated while it plays but the voices' own list.
class Instrument {
public:
    virtual ~Instrument() = default;
    /// False when there was nothing to add.
    virtual bool render(long first_frame, float* left, float* right, int frames) = 0;
};

/// What one singer's throat is, whoever writes the words. The defaults are the machine's own voice.
struct Throat {
    double size = 1;        ///< formants lie so many times higher: .85 a large mouth, 1.17 a small one
    double breath = 1;      ///< times the air that is always heard, .6 .. 4
    double vibrato = 1;     ///< times its depth, .4 .. 1.7
    double vibrato_hz = 0;  ///< faster, -.7 .. .7
    double doubles = 1;     ///< times the level of the voices beside the lead, .4 .. 1.8
};

struct InstrumentRequest {
    Patch patch;
    std::vector<SoundEvent> events;  ///< by start
    Movement movement;
    std::uint32_t seed = 1;
    double frames_per_beat = 24'000;
    std::shared_ptr<Speech const> speech;  ///< of a voice: how its words are spoken; null: it has vowels alone
    Throat throat{};                       ///< of a voice
};

/// By `patch.engine`: analog, fm, pluck, organ, choir, texture.
[[nodiscard]] std::unique_ptr<Instrument> make_instrument(InstrumentRequest request);
/// A voice that sings the words of `speech`, or the events' vowels without it. `style`: sung, choir, vocoder, spoken, rapped.
[[nodiscard]] std::unique_ptr<Instrument> make_voice(InstrumentRequest request, std::string const& style);
/// Drums by General MIDI percussion number.
[[nodiscard]] std::unique_ptr<Instrument> make_drums(std::vector<SoundEvent> events, std::map<std::string, DrumVoice> const& kit, std::uint32_t seed);
/// Risers, impacts and the like (impl/effects.hpp).
[[nodiscard]] std::unique_ptr<Instrument> make_effects(InstrumentRequest request);

}  // namespace troupe::music::impl
