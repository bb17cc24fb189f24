#pragma once

#include <string>
#include <vector>

#include "writing/writer.hpp"

/// What the embedded writer is measured by. Each function prints its lines: NAME value target ok|short.
namespace troupe::benchmark {

enum class Better { lower, higher };

/// One line; a value exactly at its target is ok.
void print(char const* name, double value, double target, Better better);

/// Forty orders as people write them: short, long, vague, contradictory, in six languages.
[[nodiscard]] std::vector<std::string> const& prompts();

/// identity_ms, identity_p99_ms, memory_mb (of the process, four hundred identities on), names_unique, names_with_digits,
/// documents_faulty, names_twice_without_roster, names_twice, names_known.
void measure_identities(writing::Writer const& writer);
/// unseen_words, unseen_words_held_out, prompt_to_fact_mean, prompt_to_fact_min, reading_ms.
void measure_reading();
/// syllables_within_1_percent, syllables_exact_percent, bar_fit_percent, rhyme_pairs_percent, lyrics_ms.
void measure_songs(writing::Writer const& writer);
/// self_bleu_biographies, self_bleu_captions, self_bleu_lyrics, over fifty artists.
void measure_variety(writing::Writer const& writer);

}  // namespace troupe::benchmark
