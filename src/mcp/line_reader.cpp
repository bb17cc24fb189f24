#include "mcp/line_reader.hpp"

#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>

namespace troupe::mcp {

LineReader::LineReader(int in, std::size_t most_bytes)
    : in_(in), most_bytes_(most_bytes), bell_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {}

LineReader::~LineReader() {
    if (bell_ >= 0) ::close(bell_);
}

Result<LineReader::Read> LineReader::next(std::stop_token const& stop) {
    std::stop_callback const ring(stop, [this] {
        std::uint64_t const one = 1;
        [[maybe_unused]] auto const written = ::write(bell_, &one, sizeof one);
    });
    for (;;) {
        if (auto read = take_line()) return *std::move(read);
        if (!TRY(fill(stop))) return stop.stop_requested() ? Read{} : take_rest();
    }
}

std::optional<LineReader::Read> LineReader::take_line() {
    auto const end = buffer_.find('\n');
    auto const is_too_long = (end == buffer_.npos ? buffer_.size() : end) > most_bytes_;
    if (end == buffer_.npos) {
        if (is_too_long) is_skipping_ = true;
        if (is_skipping_) buffer_.clear();
        return std::nullopt;
    }
    Read read{is_skipping_ || is_too_long ? End::too_long : End::line, {}};
    if (read.what == End::line) read.line = buffer_.substr(0, end);
    buffer_.erase(0, end + 1);
    is_skipping_ = false;
    return read;
}

LineReader::Read LineReader::take_rest() {
    if (is_skipping_ || buffer_.empty()) return {};
    return {End::line, std::exchange(buffer_, {})};
}

/// False at the end, and when it is to stop.
Result<bool> LineReader::fill(std::stop_token const& stop) {
    for (;;) {
        std::array<pollfd, 2> waits{{{in_, POLLIN, 0}, {bell_, POLLIN, 0}}};
        auto const ready = ::poll(waits.data(), waits.size(), -1);
        if (stop.stop_requested()) return false;
        if (ready < 0 && errno == EINTR) continue;
        if (ready < 0) return fail(ErrorCode::unavailable, std::string("standard input: ") + std::strerror(errno));
        std::array<char, 65536> bytes;
        auto const count = ::read(in_, bytes.data(), bytes.size());
        if (count < 0 && (errno == EINTR || errno == EAGAIN)) continue;
        if (count < 0) return fail(ErrorCode::unavailable, std::string("standard input: ") + std::strerror(errno));
        buffer_.append(bytes.data(), static_cast<std::size_t>(count));
        return count > 0;
    }
}

}  // namespace troupe::mcp
