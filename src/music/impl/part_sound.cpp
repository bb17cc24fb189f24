#include "music/impl/part_sound.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "music/impl/dsp/loudness.hpp"
#include "music/impl/soundfont/tape.hpp"
#include "music/impl/syllables.hpp"

namespace troupe::music::impl {
namespace {

/// K-weighted level at which a part's typical notes are brought into the mix, dBFS; the genre's gains are added.
double usual_level(std::string const& part) {
    static std::map<std::string, double> const levels{{"bass", -20}, {"chords", -26}, {"pad", -27},     {"arp", -29},
                                                      {"lead", -24}, {"vocals", -20}, {"texture", -44}};
    auto const found = levels.find(part);
    return found == levels.end() ? -24 : found->second;
}

/// How strongly a part follows the energy of the song with its filter.
double following(std::string const& part) {
    static std::map<std::string, double> const shares{{"bass", 0.45}, {"lead", 0.35}, {"vocals", 0}, {"texture", 0.3}};
    auto const found = shares.find(part);
    return found == shares.end() ? 1.0 : found->second;
}

/// The loudest moment of a whole part over its usual one.
constexpr double fullest_over_usual_db = 2;

std::filesystem::path const* recording_of(PartSources const& from) {
    return from.orchestra == nullptr ? nullptr : from.orchestra->recording(from.part.name);
}

double frames_per_tick(double bpm) { return 60.0 / bpm / ticks_per_beat * sample_rate; }

char consonant_of(std::string const& syllable) {
    if (syllable.empty()) return ' ';
    auto const c = static_cast<char>(syllable[0] | 0x20);
    if (c == 's' || c == 'z' || c == 'c' || c == 'f' || c == 'x') return 's';
    if (c == 't' || c == 'k' || c == 'p' || c == 'd' || c == 'g' || c == 'b' || c == 'q' || c == 'j') return 't';
    if (c == 'm' || c == 'n' || c == 'l' || c == 'w' || c == 'r') return 'm';
    return ' ';
}

/// A hand takes its time over the strings: down on the beat, up between beats.
void strum(std::vector<SoundEvent>& events, Part const& part, double strum_ms) {
    auto const apart = strum_ms * sample_rate / 1000;
    for (std::size_t from = 0; from < part.notes.size();) {
        auto to = from;
        while (to < part.notes.size() && part.notes[to].tick == part.notes[from].tick) ++to;
        bool const down = part.notes[from].tick % ticks_per_beat == 0;
        for (auto i = from; i < to; ++i) {
            auto const place = static_cast<double>(down ? i - from : to - 1 - i);
            events[i].start += std::lround(place * apart);
            events[i].velocity *= 1 - 0.04 * place;
        }
        from = to;
    }
}

std::vector<SoundEvent> events_of(Part const& part, Score const& score, double strum_ms) {
    std::vector<SoundEvent> events;
    auto const scale = frames_per_tick(score.bpm);
    bool const drums = part.name == "drums";
    for (std::size_t i = 0; i < part.notes.size(); ++i) {
        auto const& note = part.notes[i];
        SoundEvent event;
        event.start = std::lround(note.start() * scale);
        event.end = std::lround((note.start() + note.length) * scale);
        // A breath between notes, so that repeated ones are told apart.
        if (!drums) event.end -= std::min<long>(480, (event.end - event.start) / 8);
        event.pitch = note.pitch;
        event.velocity = note.velocity;
        event.slide_to = note.slide_to;
        if (part.name == "vocals" && i < score.syllables.size()) {
            event.syllable = static_cast<int>(i);
            event.vowel = vowel_of(score.syllables[i].text);
            event.consonant = consonant_of(score.syllables[i].text);
        }
        events.push_back(event);
    }
    if (strum_ms > 0) strum(events, part, strum_ms);
    std::stable_sort(events.begin(), events.end(), [](auto const& a, auto const& b) { return a.start < b.start; });
    return events;
}

/// Filters open with the energy of the sections, climb in builds, and sway slowly.
Movement movement_of(PartSources const& from) {
    auto const& score = from.score;
    auto const& part = from.part.name;
    Movement movement;
    movement.frames_per_beat = 60.0 / score.bpm * sample_rate;
    auto const own_phase = static_cast<double>(stable_hash(part) % 628) / 100;
    double smooth = score.sections.empty() ? 0.5 : score.sections.front().energy;
    for (std::size_t s = 0; s < score.sections.size(); ++s) {
        auto const& section = score.sections[s];
        auto const next = s + 1 < score.sections.size() ? score.sections[s + 1].energy : section.energy * 0.5;
        int const beats = section.bars * score.bar_ticks() / ticks_per_beat;
        for (int beat = 0; beat < beats; ++beat) {
            auto const share = static_cast<double>(beat) / beats;
            double goal = section.energy;
            if (section.name == "build") goal += (std::max(next, goal) - goal) * share;
            else if (next > goal && share > 0.75) goal += (next - goal) * (share - 0.75) * 2;
            smooth += (goal - smooth) * (goal > smooth && beat == 0 ? 0.9 : 0.35);
            auto const place = static_cast<double>(movement.octaves.size());
            auto const sway = 0.22 * std::sin(2 * std::numbers::pi * place / 32 + own_phase);
            auto const open = std::clamp((smooth - 0.62) * 2.4, -1.7, 0.7) + sway;
            movement.octaves.push_back(static_cast<float>(following(part) * open + 0.7 * from.plan.sound.at("brightness") + from.timbre.parts[fader_of(part)].octaves));
        }
    }
    return movement;
}

Patch patch_of(PartSources const& from) {
    auto const& sound = from.plan.sound;
    Patch patch;
    if (auto const own = from.plan.genre->patches.find(from.part.patch); own != from.plan.genre->patches.end()) patch = own->second;
    else if (auto const shared = from.tables.patches().find(from.part.patch); shared != from.tables.patches().end()) patch = shared->second;
    auto const& taste = from.timbre.parts[fader_of(from.part.name)];
    patch.detune_cents *= taste.detune * (1 + 0.4 * sound.at("warmth"));
    patch.spread = std::clamp(patch.spread * (1 + 0.4 * sound.at("width")) + taste.width, 0.0, 1.0);
    for (auto* length : {&patch.decay, &patch.release, &patch.sweep_decay, &patch.index_decay}) *length *= taste.length;
    patch.attack *= taste.attack;
    patch.index *= taste.index;
    // Softer strokes begin later and duller, harder ones at once.
    patch.attack *= std::exp2(-1.5 * sound.at("attack"));
    patch.sweep_octaves *= 1 + 0.3 * sound.at("attack");
    patch.wobble_cents *= 1 + 0.6 * std::max(0.0, sound.at("warmth") + sound.at("grit"));
    patch.drive = std::clamp(patch.drive + 0.25 * sound.at("grit"), 0.0, 1.0);
    return patch;
}

std::map<std::string, DrumVoice> kit_of(PartSources const& from) {
    auto const& sound = from.plan.sound;
    auto kit = from.tables.kit();
    for (auto const& [name, voice] : from.plan.genre->kit) kit[name] = voice;
    for (auto& [name, voice] : kit) {
        auto const& taste = from.timbre.drums[drum_family(name)];
        voice.pitch_hz *= std::exp2(taste.semitones / 12);
        voice.noise_hz = std::min(14'000.0, voice.noise_hz * std::exp2(0.3 * sound.at("brightness") + taste.bright));
        voice.metal_hz = std::min(14'000.0, voice.metal_hz * std::exp2(0.2 * sound.at("brightness") + taste.bright));
        for (auto* length : {&voice.decay, &voice.noise_decay, &voice.metal_decay}) *length *= taste.length;
        voice.noise *= taste.noise;
        voice.click *= taste.click * std::exp2(sound.at("attack"));
        voice.drive = std::clamp(voice.drive + taste.drive + 0.2 * sound.at("grit"), 0.0, 1.0);
        voice.gain_db += taste.gain_db;
    }
    return kit;
}

/// Loudest 400 ms of a test phrase of the instrument, K-weighted.
double loudest_db(Instrument& instrument, int frames) {
    constexpr int window = 19'200, hop = 1'920;
    std::vector<float> left(hop), right(hop);
    std::vector<double> powers;
    KWeighting weighting;
    double most = 0;
    for (int first = 0; first < frames; first += hop) {
        std::fill(left.begin(), left.end(), 0.0F);
        std::fill(right.begin(), right.end(), 0.0F);
        instrument.render(first, left.data(), right.data(), hop);
        double power = 0;
        for (std::size_t i = 0; i < hop; ++i) power += weighting.power(left[i], right[i]);
        powers.push_back(power);
        double sum = 0;
        for (auto i = powers.size() - std::min<std::size_t>(powers.size(), window / hop); i < powers.size(); ++i) sum += powers[i];
        most = std::max(most, sum);
    }
    return 10 * std::log10(most / window + 1e-12);
}

}  // namespace

InstrumentRequest request_for(PartSources const& from) {
    auto patch = patch_of(from);
    // A sampled instrument brings its own wood.
    if (recording_of(from) != nullptr) patch.body = patch.pulse = 0;
    auto events = events_of(from.part, from.score, patch.strum_ms);
    return {std::move(patch), std::move(events), movement_of(from), static_cast<std::uint32_t>(stable_hash(from.part.name, from.brief.seed ^ 0x9e3779b97f4a7c15ULL)),
            60.0 / from.score.bpm * sample_rate, from.speech, from.timbre.throat};
}

std::unique_ptr<Instrument> instrument_for(PartSources const& from, InstrumentRequest request) {
    // The orchestra has opened each recording once: it can be read.
    if (auto const* recording = recording_of(from); recording != nullptr)
        if (auto tape = make_tape(*recording)) return std::move(*tape);
    if (from.part.name == "drums") return make_drums(std::move(request.events), kit_of(from), request.seed);
    if (from.part.name == "fx") return make_effects(std::move(request));
    if (from.part.name == "vocals") return make_voice(std::move(request), from.brief.vocals);
    return make_instrument(std::move(request));
}

double calibrated_db(PartSources const& from, InstrumentRequest request) {
    auto const& part = from.part;
    if (part.name == "drums") return -9;
    if (part.name == "fx") return -6;
    if (recording_of(from) != nullptr) {
        auto const tape = instrument_for(from, std::move(request));
        auto const whole = static_cast<int>(from.score.seconds() * sample_rate);
        return usual_level(part.name) + fullest_over_usual_db - std::max(-70.0, loudest_db(*tape, whole));
    }
    std::vector<int> pitches;
    for (auto const& note : part.notes) pitches.push_back(note.pitch);
    if (pitches.empty()) return usual_level(part.name);
    std::nth_element(pitches.begin(), pitches.begin() + static_cast<std::ptrdiff_t>(pitches.size() / 2), pitches.end());
    int const middle = pitches[pitches.size() / 2];
    auto const usual = part.notes[part.notes.size() / 2].length * frames_per_tick(from.plan.bpm);
    bool const chordal = part.name == "chords" || part.name == "pad";
    request.events.clear();
    request.movement = {};
    request.seed = 77;  // the level must not hang on the seed's noise
    auto const length = std::clamp(static_cast<long>(usual), 6000L, 60'000L);
    for (int const offset : chordal ? std::vector<int>{-5, 0, 4} : std::vector<int>{0})
        request.events.push_back({0, length, static_cast<double>(middle + offset), 0.75, 0, 'a', ' '});
    auto const instrument = instrument_for(from, std::move(request));
    constexpr int frames = 57'600;
    return usual_level(part.name) - std::max(-70.0, loudest_db(*instrument, part.name == "texture" ? frames * 3 : frames));
}

}  // namespace troupe::music::impl
