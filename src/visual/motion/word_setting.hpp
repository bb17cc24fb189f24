#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "visual/motion/stage.hpp"
#include "visual/type.hpp"

/// Lines of which every word can be shown by itself.
namespace troupe::visual::motion {

struct SetWords {
    Mask mask;
    std::vector<MaskPart> words;      ///< of the mask, one for each word; a line that had to be set in one piece has one
    bool right_to_left = false;  ///< of the first strong letter
};

/// Sets words on as few rows as hold them, all rows about as long, no smaller than box.least_size_px: text that does not
/// fit even then is shortened and set in one piece. Errors: as set_lines.
[[nodiscard]] Result<SetWords> set_words(std::vector<std::string> const& words, TextStyle const& style, FitBox const& box);

}  // namespace troupe::visual::motion
