#pragma once

namespace troupe {

/// Of the program.
inline constexpr auto program_version = "0.1.0";

}  // namespace troupe
