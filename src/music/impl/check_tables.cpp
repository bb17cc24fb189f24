#include "music/impl/check_tables.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "music/impl/composing/rows.hpp"
#include "music/impl/harmony.hpp"

namespace troupe::music::impl {
namespace {

bool among(std::vector<std::string> const& names, std::string const& name) {
    return std::find(names.begin(), names.end(), name) != names.end();
}

tl::unexpected<Error> wrong(std::string const& path, std::string const& what) {
    return fail(ErrorCode::invalid_input, path + ": " + what);
}

Result<void> in_range(std::string const& path, double value, double low, double high) {
    if (value >= low && value <= high) return {};
    return wrong(path, fmt::format("{} is outside {} to {}", value, low, high));
}

Result<void> check_steps(std::string const& path, std::string const& steps, std::string const& metre_name, std::string_view alphabet) {
    auto const metre = parse_metre(metre_name);
    if (!metre) return within(path, metre.error());
    auto const bar = static_cast<std::size_t>(metre->steps());
    if (steps.size() % bar != 0 || steps.empty() || steps.size() > 4 * bar)
        return wrong(path, fmt::format("has {} steps; a pattern in {} has {}, {}, {} or {}", steps.size(), metre_name, bar, 2 * bar, 3 * bar, 4 * bar));
    auto const bad = steps.find_first_not_of(alphabet);
    if (bad == std::string::npos) return {};
    return wrong(path, fmt::format("step {} is '{}'; known are {}", bad + 1, steps[bad], alphabet));
}

Result<void> check_forms(Genre const& genre) {
    if (genre.forms.empty()) return wrong("forms", "at least one is needed");
    for (std::size_t f = 0; f < genre.forms.size(); ++f) {
        auto const path = fmt::format("forms[{}].sections", f);
        if (genre.forms[f].sections.empty()) return wrong(path, "at least one is needed");
        for (std::size_t s = 0; s < genre.forms[f].sections.size(); ++s) {
            auto const& section = genre.forms[f].sections[s];
            auto const at = fmt::format("{}[{}]", path, s);
            if (!among(section_names(), section.section))
                return wrong(at + ".section", "expected one of " + text::join(section_names(), ", "));
            TRY(in_range(at + ".bars", section.bars, 1, 64));
            TRY(in_range(at + ".energy", section.energy, 0, 1));
            for (auto const& part : section.parts)
                if (!among(part_names(), part)) return wrong(at + ".parts", "expected some of " + text::join(part_names(), ", "));
        }
    }
    return {};
}

Result<void> check_progressions(Genre const& genre) {
    for (std::size_t p = 0; p < genre.progressions.size(); ++p) {
        auto const& row = genre.progressions[p];
        auto const path = fmt::format("progressions[{}]", p);
        if (row.chords.empty()) return wrong(path + ".chords", "at least one is needed");
        TRY(in_range(path + ".bars_per_chord", row.bars_per_chord, 0.25, 8));
        for (auto const& roman : row.chords)
            if (auto const chord = parse_roman(roman); !chord) return within(path + ".chords", chord.error());
    }
    for (auto const& mode : genre.modes) {
        if (!among(mode_names(), mode.name)) return wrong("modes", "expected some of " + text::join(mode_names(), ", "));
        bool const served = std::any_of(genre.progressions.begin(), genre.progressions.end(), [&](auto const& row) {
            return suits_mode(row, mode.name) && row.section.empty();
        });
        if (!served) return wrong("progressions", fmt::format("none without a section suits the mode {}", mode.name));
    }
    return {};
}

Result<void> check_patterns(Genre const& genre) {
    for (std::size_t d = 0; d < genre.drums.size(); ++d)
        for (auto const& [lane, steps] : genre.drums[d].lanes) {
            auto const path = fmt::format("drums[{}].lanes.{}", d, lane);
            if (drum_pitch(lane) == 0) return wrong(path, "is no drum; known are " + text::join(drum_lanes(), ", "));
            TRY(check_steps(path, steps, genre.drums[d].metre, "Xxog?rt."));
        }
    for (std::size_t b = 0; b < genre.bass.size(); ++b)
        TRY(check_steps(fmt::format("bass[{}].steps", b), genre.bass[b].steps, genre.bass[b].metre, "r5837as-."));
    for (std::size_t c = 0; c < genre.chords.size(); ++c)
        TRY(check_steps(fmt::format("chords[{}].steps", c), genre.chords[c].steps, genre.chords[c].metre, "xo-."));
    for (std::size_t a = 0; a < genre.arps.size(); ++a)
        TRY(check_steps(fmt::format("arps[{}].steps", a), genre.arps[a].steps, genre.arps[a].metre, "0123456789-."));
    return {};
}

/// Where a genre has patterns of a kind at all, it has some in every one of its metres.
template <class Row>
Result<void> check_served(std::string const& kind, std::vector<Row> const& rows, std::string const& metre) {
    bool const served = rows.empty() || std::any_of(rows.begin(), rows.end(), [&](auto const& row) { return row.metre == metre; });
    if (served) return {};
    return wrong("metres", fmt::format("'{}' has no pattern in {}", metre, kind));
}

Result<void> check_metres(Genre const& genre) {
    if (genre.metres.empty()) return wrong("metres", "at least one is needed");
    for (auto const& name : genre.metres) {
        auto const metre = parse_metre(name);
        if (!metre) return within("metres", metre.error());
        if (metre->steps() > 32) return wrong("metres", fmt::format("'{}' is longer than two bars of 4/4", name));
        TRY(check_served("drums", genre.drums, name));
        TRY(check_served("bass", genre.bass, name));
        TRY(check_served("chords", genre.chords, name));
        TRY(check_served("arps", genre.arps, name));
    }
    return {};
}

Result<void> check_ranges(Genre const& genre) {
    for (auto const& [name, range] : genre.metric_ranges) {
        auto const path = "metric_ranges." + name;
        if (metric_row(name) == nullptr) return wrong(path, "is no measure; see the table in composing/rows.cpp");
        if (range.size() != 2 || !(range[0] <= range[1])) return wrong(path, "expected [low, high]");
    }
    return {};
}

Result<void> check_style(Genre const& genre) {
    auto const& harmony = genre.harmony;
    for (auto const& [name, value] : {std::pair{"passing", harmony.passing}, std::pair{"inversions", harmony.inversions},
                                      std::pair{"secondary", harmony.secondary}, std::pair{"borrowed", harmony.borrowed},
                                      std::pair{"colours", harmony.colours}, std::pair{"turnaround", harmony.turnaround}})
        TRY(in_range(std::string("harmony.") + name, value, 0, 1));
    TRY(in_range("variation", genre.variation, 0, 1));
    TRY(in_range("melody.low", genre.melody.low, 36, 84));
    TRY(in_range("melody.high", genre.melody.high, genre.melody.low + 7, 96));
    TRY(in_range("melody.density", genre.melody.density, 0.25, 16));
    TRY(in_range("melody.rest", genre.melody.rest, 0, 1));
    TRY(in_range("melody.motif_bars", genre.melody.motif_bars, 1, 4));
    TRY(in_range("melody.pickup", genre.melody.pickup, 0, 1));
    return in_range("melody.grid", genre.melody.grid, 1, 4);
}

Result<void> check_patch(std::string const& path, Patch const& patch) {
    static std::vector<std::string> const engines{"analog", "fm", "pluck", "organ", "choir", "texture"};
    if (!among(engines, patch.engine)) return wrong(path + ".engine", "expected one of " + text::join(engines, ", "));
    static std::vector<std::string> const waves{"saw", "square", "triangle", "sine", "vinyl", "tape", "rain", "air", "city"};
    if (!among(waves, patch.wave)) return wrong(path + ".wave", "expected one of " + text::join(waves, ", "));
    TRY(in_range(path + ".voices", patch.voices, 1, 7));
    TRY(in_range(path + ".cutoff_hz", patch.cutoff_hz, 20, 20000));
    TRY(in_range(path + ".resonance", patch.resonance, 0, 0.98));
    TRY(in_range(path + ".attack", patch.attack, 0, 20));
    TRY(in_range(path + ".decay", patch.decay, 0.001, 30));
    TRY(in_range(path + ".sustain", patch.sustain, 0, 1));
    TRY(in_range(path + ".release", patch.release, 0.001, 20));
    TRY(in_range(path + ".punch", patch.punch, 0, 48));
    TRY(in_range(path + ".motion", patch.motion, -3, 3));
    TRY(in_range(path + ".motion_beats", patch.motion_beats, 0.125, 256));
    TRY(in_range(path + ".pulse", patch.pulse, 0, 1));
    TRY(in_range(path + ".pulse_beats", patch.pulse_beats, 0.125, 64));
    TRY(in_range(path + ".pick", patch.pick, 0.02, 0.5));
    TRY(in_range(path + ".body", patch.body, 0, 2));
    TRY(in_range(path + ".strum_ms", patch.strum_ms, 0, 100));
    TRY(in_range(path + ".gm", patch.gm, -1, 127));
    return in_range(path + ".gain_db", patch.gain_db, -60, 24);
}

Result<void> check_sound(Genre const& genre, Tables const& tables) {
    for (auto const& [name, patch] : genre.patches) TRY(check_patch("patches." + name, patch));
    for (auto const& [part, choices] : genre.instruments) {
        if (choices.empty()) return wrong("instruments." + part, "at least one is needed");
        for (auto const& choice : choices)
            if (!genre.patches.contains(choice.name) && !tables.patches().contains(choice.name))
                return wrong("instruments." + part, fmt::format("there is no patch '{}'", choice.name));
    }
    for (auto const& [part, mix] : genre.mix) {
        TRY(in_range(fmt::format("mix.{}.gain_db", part), mix.gain_db, -60, 12));
        TRY(in_range(fmt::format("mix.{}.pan", part), mix.pan, -1, 1));
        TRY(in_range(fmt::format("mix.{}.duck", part), mix.duck, 0, 1));
        TRY(in_range(fmt::format("mix.{}.tilt_db", part), mix.tilt_db, -18, 18));
        TRY(in_range(fmt::format("mix.{}.body_db", part), mix.body_db, -18, 18));
    }
    TRY(in_range("space.seconds", genre.space.seconds, 0.1, 20));
    TRY(in_range("space.delay_feedback", genre.space.delay_feedback, 0, 0.85));
    TRY(in_range("space.delay_steps", genre.space.delay_steps, 0.5, 16));
    auto const bands = genre.master.tone_curve_db.size();
    if (bands != 0 && bands != 10) return wrong("master.tone_curve_db", fmt::format("has {} bands, expected 10", bands));
    return {};
}

}  // namespace

Result<void> check(Genre const& genre, Tables const& tables) {
    TRY(in_range("bpm.low", genre.bpm.low, 40, 240));
    TRY(in_range("bpm.high", genre.bpm.high, genre.bpm.low, 240));
    TRY(in_range("bpm.mode", genre.bpm.mode, genre.bpm.low, genre.bpm.high));
    TRY(in_range("seconds", genre.seconds, 15, 600));
    TRY(in_range("swing", genre.swing, 0, 0.35));
    TRY(in_range("swing_grid", genre.swing_grid, 1, 2));
    TRY(in_range("extensions", genre.extensions, 0, 1));
    if (genre.modes.empty()) return wrong("modes", "at least one is needed");
    TRY(check_style(genre));
    TRY(check_ranges(genre));
    TRY(check_forms(genre));
    TRY(check_progressions(genre));
    TRY(check_patterns(genre));
    TRY(check_metres(genre));
    return check_sound(genre, tables);
}

Result<void> check(Mood const& mood, Tables const& tables) {
    TRY(in_range("valence", mood.valence, -1, 1));
    TRY(in_range("energy", mood.energy, 0, 1));
    TRY(in_range("tempo", mood.tempo, -1, 1));
    for (auto const& [name, value] : mood.sound) {
        if (!among(sound_names(), name)) return wrong("sound." + name, "expected one of " + text::join(sound_names(), ", "));
        TRY(in_range("sound." + name, value, -1, 1));
    }
    for (auto const& mode : mood.modes)
        if (!among(mode_names(), mode.name)) return wrong("modes", "expected some of " + text::join(mode_names(), ", "));
    for (auto const& genre : mood.genres)
        if (!tables.genres().contains(genre)) return wrong("genres", fmt::format("there is no genre '{}'", genre));
    return {};
}

Result<void> check(Tempo const& tempo) {
    TRY(in_range("low", tempo.low, 0, 1));
    return in_range("high", tempo.high, tempo.low, 1);
}

std::vector<std::string> const& part_names() {
    static std::vector<std::string> const names{"drums", "bass", "chords", "pad", "arp", "lead", "texture", "vocals"};
    return names;
}

std::vector<std::string> const& section_names() {
    static std::vector<std::string> const names{"intro", "verse", "prechorus", "chorus", "hook",  "build",
                                                "drop",  "break", "bridge",    "interlude", "outro"};
    return names;
}

std::vector<std::string> const& sound_names() {
    static std::vector<std::string> const names{"brightness", "space", "grit", "density", "swing", "warmth", "width", "attack",
                                                "colour", "syncopation", "leaps", "register"};
    return names;
}

std::vector<std::string> const& mode_names() {
    static std::vector<std::string> const names{"minor", "major", "dorian", "phrygian", "mixolydian", "lydian"};
    return names;
}

}  // namespace troupe::music::impl
