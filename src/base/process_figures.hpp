#pragma once

#include <filesystem>

#include "base/figure.hpp"

namespace troupe {

/// What every program of Prometheus tells of its process (`process_..`), which build this is, and how often each event
/// was logged.
[[nodiscard]] Figures process_figures();

/// The disk that this folder is on; nothing where it cannot be asked.
[[nodiscard]] Figures disk_figures(std::filesystem::path const& folder);

}  // namespace troupe
