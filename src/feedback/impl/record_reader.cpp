#include "feedback/impl/record_reader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

#include "base/text.hpp"

namespace troupe::feedback::impl {
namespace {

constexpr std::size_t longest_record = 1'000'000;

bool is_break(char c) { return c == '\n' || c == '\r'; }

}  // namespace

Result<bool> RecordReader::fill() {
    if (is_over_) return false;
    buffer_.erase(0, at_);
    at_ = 0;
    auto const more = TRY(text_.append_to(buffer_));
    is_over_ = !more;
    return more;
}

Result<bool> RecordReader::skip_blank_lines() {
    while (true) {
        while (at_ < buffer_.size() && is_break(buffer_[at_])) {
            bool const is_pair = buffer_[at_] == '\r';
            if (is_pair && at_ + 1 >= buffer_.size() && !is_over_) break;
            if (is_pair && at_ + 1 < buffer_.size() && buffer_[at_ + 1] == '\n') ++at_;
            ++at_;
            ++line_;
            ended_line_ = true;
        }
        if (at_ < buffer_.size() && !is_break(buffer_[at_])) return true;
        if (!TRY(fill())) return at_ < buffer_.size();
    }
}

Result<std::size_t> RecordReader::find_end() {
    std::size_t offset = 0;  // from at_, which moves when the buffer is filled
    bool in_quotes = false;
    bool at_start = true;  // of a cell
    bool is_quoted = false;
    while (true) {
        for (; at_ + offset < buffer_.size(); ++offset) {
            auto const c = buffer_[at_ + offset];
            if (in_quotes) {
                if (c == '"') in_quotes = false;  // a doubled one opens again at the next step
                continue;
            }
            if (is_break(c)) return at_ + offset;
            if (c == '"' && quotes_ == Quotes::csv && (at_start || (is_quoted && buffer_[at_ + offset - 1] == '"')))
                in_quotes = is_quoted = true;
            if (c == separator_) is_quoted = false;
            at_start = c == separator_ || (at_start && c == ' ');
        }
        if (offset > longest_record)
            return fail(ErrorCode::invalid_input, fmt::format("{}: line {}: {}", text_.name(), line_,
                                                              in_quotes ? "a quote is opened here and not closed within a megabyte"
                                                                        : "is longer than a megabyte: this is no report"));
        if (TRY(fill())) continue;
        if (in_quotes)
            return fail(ErrorCode::invalid_input,
                        fmt::format("{}: line {}: a quote is opened here and never closed: the file is cut off, get it again", text_.name(), line_));
        return at_ + offset;
    }
}

/// The cell that begins with a quote at `at`, which moves behind it. Doubled quotes are made one, in place.
std::string_view RecordReader::unquoted(std::size_t& at, std::size_t end) {
    auto const start = ++at;
    auto out = start;
    while (at < end) {
        if (buffer_[at] == '"') {
            if (at + 1 >= end || buffer_[at + 1] != '"') break;
            ++at;
        }
        buffer_[out++] = buffer_[at++];
    }
    if (at < end) ++at;
    return std::string_view(buffer_).substr(start, out - start);
}

void RecordReader::cut(std::size_t end, Record& record) {
    record.cells.clear();
    auto at = at_;
    while (true) {
        auto start = at;
        while (start < end && buffer_[start] == ' ') ++start;
        if (quotes_ == Quotes::csv && start < end && buffer_[start] == '"') {
            at = start;
            record.cells.push_back(unquoted(at, end));
            while (at < end && buffer_[at] != separator_) ++at;
        } else {
            auto const* found = static_cast<char const*>(std::memchr(buffer_.data() + at, separator_, end - at));
            auto const stop = found == nullptr ? end : static_cast<std::size_t>(found - buffer_.data());
            record.cells.push_back(text::trim(std::string_view(buffer_).substr(at, stop - at)));
            at = stop;
        }
        if (at >= end) return;
        ++at;
    }
}

Result<bool> RecordReader::next(Record& record) {
    if (!TRY(skip_blank_lines())) return false;
    auto const end = TRY(find_end());
    record.line = line_;
    ended_line_ = end < buffer_.size();
    line_ += static_cast<int>(std::count(buffer_.begin() + static_cast<std::ptrdiff_t>(at_), buffer_.begin() + static_cast<std::ptrdiff_t>(end), '\n'));
    cut(end, record);
    at_ = end;
    return true;
}

}  // namespace troupe::feedback::impl
