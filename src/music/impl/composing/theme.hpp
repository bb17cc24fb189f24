#pragma once

#include <map>
#include <string>
#include <vector>

#include "music/impl/composing/draft.hpp"
#include "music/impl/composing/phrase.hpp"

namespace troupe::music::impl {

constexpr int theme_bars = 8;

/// Whose tune a section plays: "hook" (choruses and drops, and what hints at them), "verse", "prechorus", "bridge".
[[nodiscard]] std::string theme_kind(ScoreSection const& section);

/// The ground a phrase that begins at `start_tick` moves on. The draft must outlive it.
[[nodiscard]] Terrain terrain_at(Draft const& draft, int start_tick);

/// Onsets, in steps from `first_step`, with their lengths: no tone longer than half a bar, the last of a closing stretch up to
/// three beats.
[[nodiscard]] std::vector<Slot> slots_of(std::vector<int> const& onsets, int first_step, int steps, bool closes, Metre const& metre);

/// A tune of eight bars on the chords from `start_tick` on: motifs that return, are varied, moved with the harmony and
/// answered (A A' B, sequences), with one peak, and a pickup where the genre likes them. In a hook the artist's motif,
/// if there is one, is the head of A; in a verse it is turned upside down in the answer.
[[nodiscard]] Theme compose_theme(Draft const& draft, std::string const& kind, int start_tick, Random const& random);

/// The hook as another song part would quote it: its head as it was, what follows drawn anew.
[[nodiscard]] Theme reworked(Theme const& theme, Draft const& draft, int start_tick, Random random);

}  // namespace troupe::music::impl
