#pragma once

#include <string>

#include "visual/motion/layout.hpp"
#include "visual/motion/path.hpp"
#include "visual/motion/stage.hpp"

namespace troupe::visual::motion {

/// The outline of an artist's form as it stands over a clip: that of the family of covers, moved by the sound. Families
/// without an outline of their own have a disc.
void outline_form(std::string const& family, Moment const& moment, View const& view, Stage const& stage, Path& path);

/// The spectrum around or under the form, as lines.
void outline_spectrum(std::string const& family, Moment const& moment, View const& view, Stage const& stage, float size, Path& path);

}  // namespace troupe::visual::motion
