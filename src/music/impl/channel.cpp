#include "music/impl/channel.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "music/impl/dsp/vocoder.hpp"
#include "music/impl/effects.hpp"
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

double frames_per_tick(Score const& score) { return 60.0 / score.bpm / ticks_per_beat * sample_rate; }

char consonant_of(std::string const& syllable) {
    if (syllable.empty()) return ' ';
    auto const c = static_cast<char>(syllable[0] | 0x20);
    if (c == 's' || c == 'z' || c == 'c' || c == 'f' || c == 'x') return 's';
    if (c == 't' || c == 'k' || c == 'p' || c == 'd' || c == 'g' || c == 'b' || c == 'q' || c == 'j') return 't';
    if (c == 'm' || c == 'n' || c == 'l' || c == 'w' || c == 'r') return 'm';
    return ' ';
}

std::vector<SoundEvent> events_of(Part const& part, Score const& score) {
    std::vector<SoundEvent> events;
    auto const scale = frames_per_tick(score);
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
    std::stable_sort(events.begin(), events.end(), [](auto const& a, auto const& b) { return a.start < b.start; });
    return events;
}

/// Filters open with the energy of the sections, climb in builds, and sway slowly.
Movement movement_of(std::string const& part, Score const& score, Plan const& plan) {
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
            movement.octaves.push_back(static_cast<float>(following(part) * open + 0.7 * plan.sound.at("brightness")));
        }
    }
    return movement;
}

Patch patch_of(Part const& part, Plan const& plan, Tables const& tables) {
    auto const own = plan.genre->patches.find(part.patch);
    Patch patch;
    if (own != plan.genre->patches.end()) patch = own->second;
    else if (auto const shared = tables.patches().find(part.patch); shared != tables.patches().end()) patch = shared->second;
    auto const warmth = plan.sound.at("warmth");
    patch.detune_cents *= 1 + 0.4 * warmth;
    patch.wobble_cents *= 1 + 0.6 * std::max(0.0, warmth + plan.sound.at("grit"));
    patch.drive = std::clamp(patch.drive + 0.25 * plan.sound.at("grit"), 0.0, 1.0);
    return patch;
}

std::map<std::string, DrumVoice> kit_of(Plan const& plan, Tables const& tables) {
    auto kit = tables.kit();
    for (auto const& [name, voice] : plan.genre->kit) kit[name] = voice;
    for (auto& [name, voice] : kit) {
        voice.drive = std::clamp(voice.drive + 0.2 * plan.sound.at("grit"), 0.0, 1.0);
        voice.noise_hz *= std::exp2(0.3 * plan.sound.at("brightness"));
        voice.metal_hz = std::min(14'000.0, voice.metal_hz * std::exp2(0.2 * plan.sound.at("brightness")));
    }
    return kit;
}

std::unique_ptr<Instrument> instrument_for(Part const& part, InstrumentRequest request, Plan const& plan, Tables const& tables, std::string const& vocals) {
    if (part.name == "drums") return make_drums(std::move(request.events), kit_of(plan, tables), request.seed);
    if (part.name == "fx") return make_effects(std::move(request));
    if (part.name == "vocals") return make_voice(std::move(request), vocals);
    return make_instrument(std::move(request));
}

/// Loudest 400 ms of a test phrase of the instrument, K-weighted (ITU-R BS.1770-4: shelf and high pass).
double loudest_db(Instrument& instrument, int frames) {
    std::vector<float> left(static_cast<std::size_t>(frames)), right(left.size());
    instrument.render(0, left.data(), right.data(), frames);
    auto shelf_l = Biquad::high_shelf(1500, 4), shelf_r = shelf_l;
    auto pass_l = Biquad::high_pass(38, 0.5), pass_r = pass_l;
    constexpr std::size_t window = 19'200;
    double most = 0, sum = 0;
    for (std::size_t i = 0; i < left.size(); ++i) {
        left[i] = pass_l.step(shelf_l.step(left[i]));
        right[i] = pass_r.step(shelf_r.step(right[i]));
        auto const power = [&](std::size_t at) { return static_cast<double>(left[at]) * static_cast<double>(left[at]) + static_cast<double>(right[at]) * static_cast<double>(right[at]); };
        sum += power(i);
        if (i >= window) sum -= power(i - window);
        most = std::max(most, sum);
    }
    return 10 * std::log10(most / window + 1e-12);
}

/// The gain that brings a part's usual notes to its usual level, found by playing a few of them.
double calibrated_db(Part const& part, InstrumentRequest request, Plan const& plan, Tables const& tables, std::string const& vocals) {
    if (part.name == "drums") return -9;
    if (part.name == "fx") return -8;
    std::vector<int> pitches;
    for (auto const& note : part.notes) pitches.push_back(note.pitch);
    std::nth_element(pitches.begin(), pitches.begin() + static_cast<std::ptrdiff_t>(pitches.size() / 2), pitches.end());
    int const middle = pitches[pitches.size() / 2];
    auto const usual = part.notes[part.notes.size() / 2].length * frames_per_tick({.bpm = plan.bpm});
    bool const chordal = part.name == "chords" || part.name == "pad";
    request.events.clear();
    request.movement = {};
    auto const length = std::clamp(static_cast<long>(usual), 6000L, 60'000L);
    for (int const offset : chordal ? std::vector<int>{-5, 0, 4} : std::vector<int>{0})
        request.events.push_back({0, length, static_cast<double>(middle + offset), 0.75, 0, 'a', ' '});
    constexpr int frames = 72'000;
    auto const instrument = instrument_for(part, std::move(request), plan, tables, vocals);
    return usual_level(part.name) - std::max(-70.0, loudest_db(*instrument, part.name == "texture" ? frames * 3 : frames));
}

}  // namespace

void StemBuffers::clear() {
    for (auto* buffer : {&left, &right, &room_left, &room_right, &echo_left, &echo_right}) std::fill(buffer->begin(), buffer->end(), 0.0F);
}

Ducking::Ducking(Score const& score, double seconds) : frames_(std::max(0.02, seconds) * sample_rate) {
    auto const* drums = score.part("drums");
    if (drums == nullptr) return;
    for (auto const& note : drums->notes)
        if (note.pitch == 36 && note.velocity > 0.5) kicks_.push_back(std::lround(note.start() * frames_per_tick(score)));
    std::sort(kicks_.begin(), kicks_.end());
}

double Ducking::at(long frame) const {
    auto const after = std::upper_bound(kicks_.begin(), kicks_.end(), frame + 96);
    if (after == kicks_.begin()) return 0;
    auto const since = static_cast<double>(frame - *(after - 1)) / frames_;
    if (since >= 1) return 0;
    auto const left = 1 - std::max(0.0, since);
    return left * left * (3 - 2 * left);
}

Channel::Channel(Part const& part, Score const& score, Plan const& plan, Tables const& tables, Brief const& brief, Ducking const& ducking,
                 std::shared_ptr<Speech const> speech)
    : stem_(part.stem), ducking_(&ducking) {
    InstrumentRequest request{patch_of(part, plan, tables), events_of(part, score), movement_of(part.name, score, plan),
                              static_cast<std::uint32_t>(stable_hash(part.name, brief.seed ^ 0x9e3779b97f4a7c15ULL)), 60.0 / score.bpm * sample_rate,
                              std::move(speech)};
    if (auto const own = plan.genre->mix.find(part.name); own != plan.genre->mix.end()) mix_ = own->second;
    auto const room = std::exp2(1.2 * plan.sound.at("space"));
    mix_.reverb *= room;
    mix_.delay *= room;
    auto const level_db = calibrated_db(part, request, plan, tables, brief.vocals) + mix_.gain_db + request.patch.gain_db;
    gain_ = static_cast<float>(from_db(level_db));
    left_gain_ = static_cast<float>(std::sqrt(0.5 * (1 - mix_.pan)) * 1.41421356);
    right_gain_ = static_cast<float>(std::sqrt(0.5 * (1 + mix_.pan)) * 1.41421356);
    grit_ = static_cast<float>(std::max(0.0, plan.sound.at("grit")) * (part.name == "drums" || part.name == "bass" ? 0.6 : 0.3));
    low_cut_left_ = low_cut_right_ = Biquad::high_pass(std::max(16.0, mix_.low_cut_hz));
    instrument_ = instrument_for(part, std::move(request), plan, tables, brief.vocals);
}

void Channel::shape(int frames) {
    for (int i = 0; i < frames; ++i) {
        auto const at = static_cast<std::size_t>(i);
        left_[at] = gain_ * low_cut_left_.step(left_[at]);
        right_[at] = gain_ * low_cut_right_.step(right_[at]);
    }
    if (grit_ <= 0) return;
    auto const push = 1 + 9 * grit_;
    auto const makeup = 1 / std::sqrt(push);
    for (auto* side : {&left_, &right_})
        for (auto& sample : *side) sample = makeup * soft_clip(push * sample);
}

void Channel::add(long first, StemBuffers& out, int frames) {
    left_.assign(static_cast<std::size_t>(frames), 0.0F);
    right_.assign(static_cast<std::size_t>(frames), 0.0F);
    instrument_->render(first, left_.data(), right_.data(), frames);
    shape(frames);
    auto const room = static_cast<float>(mix_.reverb);
    auto const echo = static_cast<float>(mix_.delay);
    for (int at = 0; at < frames; at += control_frames) {
        auto const goal = static_cast<float>(1 - mix_.duck * ducking_->at(first + at));
        auto const step = (goal - ducked_) / control_frames;
        for (int i = at; i < at + control_frames; ++i) {
            auto const n = static_cast<std::size_t>(i);
            ducked_ += step;
            auto const l = left_[n] * left_gain_ * ducked_;
            auto const r = right_[n] * right_gain_ * ducked_;
            out.left[n] += l;
            out.right[n] += r;
            out.room_left[n] += room * l;
            out.room_right[n] += room * r;
            out.echo_left[n] += echo * l;
            out.echo_right[n] += echo * r;
        }
    }
}

}  // namespace troupe::music::impl
