#pragma once

#include <string>
#include <vector>

namespace troupe::benchmark {

/// The mean BLEU-4 of each text against all the others (Zhu et al. 2018, "Texygen"): 1 when they are all the same.
/// BLEU is that of Papineni et al. 2002: clipped precisions of 1 to 4 words, their geometric mean in equal parts, the
/// brevity penalty against the reference of the nearest length. A precision without a single match counts 0.1 matches
/// (smoothing method 1 of Chen & Cherry 2014, as in NLTK). Words are lower-case runs of letters, digits and apostrophes.
[[nodiscard]] double self_bleu(std::vector<std::string> const& texts);

}  // namespace troupe::benchmark
