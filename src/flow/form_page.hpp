#pragma once

#include <string>
#include <vector>

#include "distribution/form_sheet.hpp"

/// The sheet of a form as a page for people: opened from disk beside the files it names, printed, copied from.
namespace troupe::flow {

/// The page as HTML: styles and script inside, no request to anywhere but the cover beside it. `palette`: the artist's,
/// "#rrggbb", 4 from dark to light, then the accent. Error: invalid_input (a colour that is none).
[[nodiscard]] Result<std::string> render_form_page(distribution::FormSheet const& sheet,
                                                   std::vector<std::string> const& palette);

}  // namespace troupe::flow
