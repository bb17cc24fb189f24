#pragma once

#include <optional>
#include <stop_token>
#include <string>

#include "base/result.hpp"

namespace troupe::mcp {

/// Lines of a file descriptor. Waits for the next one, and wakes up when it is to stop.
class LineReader {
public:
    enum class End { line, too_long, end };
    struct Read {
        End what = End::end;
        std::string line;  ///< without its end
    };
    /// A line may have that many bytes; what is longer is skipped, and told.
    LineReader(int in, std::size_t most_bytes);
    ~LineReader();
    LineReader(LineReader const&) = delete;
    LineReader& operator=(LineReader const&) = delete;

    /// `end` when there is nothing more, and when `stop` is asked for. A last line without an end counts.
    /// Error: unavailable.
    [[nodiscard]] Result<Read> next(std::stop_token const& stop);

private:
    [[nodiscard]] std::optional<Read> take_line();
    [[nodiscard]] Read take_rest();
    [[nodiscard]] Result<bool> fill(std::stop_token const& stop);

    int in_;
    std::size_t most_bytes_;
    int bell_;  ///< an eventfd that `stop` rings
    std::string buffer_;
    bool is_skipping_ = false;
};

}  // namespace troupe::mcp
