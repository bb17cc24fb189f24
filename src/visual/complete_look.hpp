#pragma once

#include "base/result.hpp"
#include "visual/brief.hpp"
#include "visual/tables.hpp"

namespace troupe::visual {

/// For looks that a person writes: palette, families, traits, lettering and video style that are left open come from the
/// genre's row of the tables, different for every seed; a video style that is only named comes whole, with its effects.
/// A look that names neither stays as it is. Errors: invalid_input (look.genre, look.video.id: with those that are known).
[[nodiscard]] Result<Look> complete_look(Look look, Tables const& tables);

}  // namespace troupe::visual
