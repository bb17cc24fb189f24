#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <deque>
#include <vector>

#include "base/process.hpp"
#include "distribution/impl/measurements.hpp"
#include "media/foreign_input.hpp"

namespace troupe::distribution::impl {
namespace {

constexpr std::size_t cells_a_side = 24;
constexpr std::size_t cells = cells_a_side * cells_a_side;
constexpr double least_change = 0.1;
constexpr double darkest_of_bright = 0.8;
constexpr double least_area = 0.25;
constexpr Seconds decoding_cpu{600};  // ten minutes of the largest video that is looked at

double grey_luminance(char grey) {
    auto const part = static_cast<double>(static_cast<unsigned char>(grey)) / 255;
    return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
}

/// One cell: which way it went last, and from where.
struct Cell {
    double turning = 0;  ///< luminance at the last turn
    int direction = 0;   ///< of the last change that was large enough
};

/// Whether the cell's new luminance ends a change against the one before it: half a flash.
bool turns(Cell& cell, double now) {
    auto const change = now - cell.turning;
    bool const is_large = std::abs(change) >= least_change && std::min(now, cell.turning) < darkest_of_bright;
    auto const direction = change > 0 ? 1 : -1;
    if (!is_large) {
        // A slow drift moves the turning point along with it.
        if (direction == cell.direction) cell.turning = now;
        return false;
    }
    bool const has_turned = cell.direction != direction;
    cell.direction = direction;
    cell.turning = now;
    return has_turned;
}

int most_in_a_second(std::vector<int> const& turns_of_frame, double frames_per_second) {
    auto const window = static_cast<std::size_t>(std::max(std::lround(frames_per_second), 1L));
    int sum = 0;
    int most = 0;
    for (std::size_t i = 0; i < turns_of_frame.size(); ++i) {
        sum += turns_of_frame[i];
        if (i >= window) sum -= turns_of_frame[i - window];
        most = std::max(most, sum);
    }
    return most / 2;
}

}  // namespace

Result<int> flashes_a_second(std::filesystem::path const& file, double frames_per_second) {
    std::vector<std::string> command{"ffmpeg", "-v", "error", "-nostdin", "-filter_threads", "1"};
    for (auto& argument : media::foreign_input(file)) command.push_back(std::move(argument));
    for (auto& argument : std::vector<std::string>{"-map", "0:v:0", "-vf", fmt::format("scale={0}:{0}:flags=area,format=gray", cells_a_side),
                                                   "-t", "600", "-f", "rawvideo", "-"})
        command.push_back(std::move(argument));
    auto const pixels = TRY(run_process(command, media::foreign_limits(file, decoding_cpu), {}));
    std::array<Cell, cells> state{};
    std::vector<int> turns_of_frame;
    for (std::size_t frame = 0; (frame + 1) * cells <= pixels.size(); ++frame) {
        std::size_t turned = 0;
        for (std::size_t i = 0; i < cells; ++i) {
            auto const now = grey_luminance(pixels[frame * cells + i]);
            if (frame == 0)
                state[i].turning = now;
            else
                turned += turns(state[i], now) ? 1 : 0;
        }
        turns_of_frame.push_back(static_cast<double>(turned) >= least_area * cells ? 1 : 0);
    }
    return most_in_a_second(turns_of_frame, frames_per_second);
}

}  // namespace troupe::distribution::impl
