#pragma once

#include <cstdint>

#include "base/result.hpp"
#include "music/impl/plan.hpp"
#include "music/score.hpp"

namespace troupe::music::impl {

/// Melodies that share more of their runs than this are one melody. Unrelated songs of one genre share less than a fifth of
/// it in 99 of 100 pairs, even of one artist (composition_benchmark measures it).
constexpr double likeness_limit = 0.25;

/// Writes `candidates` songs to the plan and returns the one the critic likes best; its verdict says why. Pure: the same
/// plan, brief and count give the same score.
///
/// Candidates whose tune is too like one of the brief's catalogue are refused; when all are, up to three times as many
/// more are written, and if that does not help the least alike is kept and the verdict says so (the caller decides).
[[nodiscard]] Score compose(Plan const& plan, Brief const& brief, int candidates);

/// The song with one section written anew: its chords, every part but texture and effects, and its sung syllables. What
/// begins outside the section stays as it is, to the note. A chorus keeps the head of the song's hook. The critic judges
/// the whole song among versions of which at most three fifths of the section's notes are as they were, or among the least
/// alike where the section has little to change; the verdict says how much. `plan` and `brief` must be those of the song.
/// Errors: invalid_input (no such section), conflict (nothing different was found; another seed may help).
[[nodiscard]] Result<Score> recomposed(Score const& song, Plan const& plan, Brief const& brief, int section, std::uint64_t seed, int candidates);

/// The share of a section's notes (tick and pitch) that two songs have in common: the mean over its parts without texture
/// and effects.
[[nodiscard]] double section_likeness(Score const& a, Score const& b, int section);

struct BarSpan {
    int first_bar = 0;
    int bars = 0;
};
/// Where the best eight to twelve seconds are: the start of the fullest section that carries the hook.
[[nodiscard]] BarSpan hook_bars(Score const& score);

/// That stretch of the song as a song of its own, within the song's bars: what already sounds at its start begins there,
/// what rings over its end is cut.
[[nodiscard]] Score excerpt(Score const& score, int first_bar, int bars);

}  // namespace troupe::music::impl
