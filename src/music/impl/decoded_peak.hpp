#pragma once

#include <filesystem>

#include "base/result.hpp"

namespace troupe::music::impl {

/// The true peak (dBTP, ITU-R BS.1770-4) of a file as it is decoded, block by block. Errors: not_found, invalid_input.
[[nodiscard]] Result<double> decoded_true_peak(std::filesystem::path const& file);

}  // namespace troupe::music::impl
