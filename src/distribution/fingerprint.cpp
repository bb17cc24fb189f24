#include "distribution/fingerprint.hpp"

#include <algorithm>
#include <bit>
#include <charconv>
#include <cstdint>
#include <vector>

#include "base/hash.hpp"
#include "base/process.hpp"
#include "media/foreign_input.hpp"

namespace troupe::distribution {
namespace {

constexpr std::ptrdiff_t farthest = 80;  ///< steps of an eighth of a second
constexpr std::size_t least_steps = 80;
constexpr std::size_t digits_a_step = 8;  ///< of one step

std::vector<std::uint32_t> steps_of(std::string const& text) {
    std::vector<std::uint32_t> steps(text.size() / digits_a_step);
    for (std::size_t i = 0; i < steps.size(); ++i)
        std::from_chars(text.data() + i * digits_a_step, text.data() + (i + 1) * digits_a_step, steps[i], 16);
    return steps;
}

/// `right` begins `shift` steps after `left`.
double distance_at(std::vector<std::uint32_t> const& left, std::vector<std::uint32_t> const& right,
                   std::ptrdiff_t shift) {
    auto const from_left = static_cast<std::size_t>(std::max<std::ptrdiff_t>(shift, 0));
    auto const from_right = static_cast<std::size_t>(std::max<std::ptrdiff_t>(-shift, 0));
    if (from_left >= left.size() || from_right >= right.size()) return 1;
    auto const length = std::min(left.size() - from_left, right.size() - from_right);
    if (length < least_steps) return 1;
    std::size_t differing = 0;
    for (std::size_t i = 0; i < length; ++i)
        differing += static_cast<std::size_t>(std::popcount(left[from_left + i] ^ right[from_right + i]));
    return static_cast<double>(differing) / (32.0 * static_cast<double>(length));
}

}  // namespace

Result<std::string> fingerprint_of(std::filesystem::path const& file) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(file, ignored))
        return fail(ErrorCode::not_found, file.string() + " does not exist");
    std::vector<std::string> command{"ffmpeg", "-v", "error", "-nostdin", "-t", "120"};
    for (auto& argument : media::foreign_input(file)) command.push_back(std::move(argument));
    for (auto const* argument : {"-map", "0:a:0", "-f", "chromaprint", "-fp_format", "raw", "-"}) command.emplace_back(argument);
    return hex(TRY(run_process(command, media::foreign_limits(file), {})));
}

double fingerprint_distance(std::string const& left, std::string const& right) {
    auto const first = steps_of(left);
    auto const second = steps_of(right);
    double nearest = 1;
    for (auto shift = -farthest; shift <= farthest; ++shift)
        nearest = std::min(nearest, distance_at(first, second, shift));
    return nearest;
}

}  // namespace troupe::distribution
