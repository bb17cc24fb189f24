#include "feedback/impl/report_text.hpp"

#include <fmt/format.h>
#include <zlib.h>

#include <algorithm>
#include <array>

#include "base/text.hpp"

namespace troupe::feedback::impl {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t piece_bytes = 256 * 1024;
constexpr std::size_t beginning_bytes = 64 * 1024;
constexpr std::int64_t expansion_counts_from = 16'000'000;

/// Windows-1252 from 0x80 to 0x9F (the rest is Latin-1); 0 is no character.
constexpr std::array<char32_t, 32> upper_1252{0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
                                              0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
                                              0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

void put_character(std::string& out, char32_t c) {
    if (c < 0x80) {
        out += static_cast<char>(c);
    } else if (c < 0x800) {
        out += static_cast<char>(0xC0 | c >> 6);
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        out += static_cast<char>(0xE0 | c >> 12);
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    } else {
        out += static_cast<char>(0xF0 | c >> 18);
        out += static_cast<char>(0x80 | (c >> 12 & 0x3F));
        out += static_cast<char>(0x80 | (c >> 6 & 0x3F));
        out += static_cast<char>(0x80 | (c & 0x3F));
    }
}

void put_1252(std::string& out, std::string_view bytes) {
    for (auto const byte : bytes) {
        auto const value = static_cast<unsigned char>(byte);
        put_character(out, value >= 0x80 && value < 0xA0 ? upper_1252[value - 0x80] : value);
    }
}

/// Decodes whole characters; what is left of the last one stays in `bytes`.
void put_utf16(std::string& out, std::string& bytes, bool is_big) {
    auto const unit = [&](std::size_t at) {
        auto const a = static_cast<unsigned char>(bytes[at]), b = static_cast<unsigned char>(bytes[at + 1]);
        return static_cast<char32_t>(is_big ? a << 8 | b : b << 8 | a);
    };
    std::size_t at = 0;
    while (at + 2 <= bytes.size()) {
        auto const first = unit(at);
        bool const is_pair = first >= 0xD800 && first < 0xDC00;
        if (is_pair && at + 4 > bytes.size()) break;
        auto const second = is_pair ? unit(at + 2) : 0;
        bool const fits = is_pair && second >= 0xDC00 && second < 0xE000;
        bool const is_lone = !fits && first >= 0xD800 && first < 0xE000;
        put_character(out, fits ? 0x10000 + ((first - 0xD800) << 10) + (second - 0xDC00) : is_lone ? 0xFFFD : first);
        at += fits ? 4 : 2;
    }
    bytes.erase(0, at);
}

/// Where UTF-8 that is cut into pieces is broken, by line.
class Utf8Check {
public:
    void see(std::string_view bytes) {
        for (auto const byte : bytes) see_byte(static_cast<unsigned char>(byte));
    }
    [[nodiscard]] std::int64_t wrong_line() const { return wrong_ != 0 ? wrong_ : waiting_ > 0 ? line_ : 0; }
    [[nodiscard]] std::int64_t line_of_nul() const { return nul_; }
    [[nodiscard]] std::int64_t line_without_1252() const { return no_1252_; }
    [[nodiscard]] std::int64_t line_of_control() const { return control_; }

private:
    void see_byte(unsigned char byte) {
        if (byte < 0x80) {
            if (waiting_ > 0) note(wrong_), waiting_ = 0;
            if (byte == '\n') ++line_;
            if (byte == 0) note(nul_);
            if (byte < 0x20 && byte != '\n' && byte != '\r' && byte != '\t' && byte != '\f' && byte != 0) note(control_);
            return;
        }
        if (byte < 0xA0 && upper_1252[byte - 0x80] == 0) note(no_1252_);
        if (waiting_ > 0) {
            if (byte < low_ || byte > high_) note(wrong_), waiting_ = 0;
            else --waiting_;
            low_ = 0x80, high_ = 0xBF;
            return;
        }
        begin(byte);
    }
    /// RFC 3629: no overlong forms, no surrogates, nothing above U+10FFFF.
    void begin(unsigned char byte) {
        waiting_ = byte >= 0xC2 && byte <= 0xDF ? 1 : byte >= 0xE0 && byte <= 0xEF ? 2 : byte >= 0xF0 && byte <= 0xF4 ? 3 : 0;
        if (waiting_ == 0) note(wrong_);
        low_ = byte == 0xE0 ? 0xA0 : byte == 0xF0 ? 0x90 : 0x80;
        high_ = byte == 0xED ? 0x9F : byte == 0xF4 ? 0x8F : 0xBF;
    }
    void note(std::int64_t& first) const {
        if (first == 0) first = line_;
    }

    std::int64_t line_ = 1, wrong_ = 0, nul_ = 0, control_ = 0, no_1252_ = 0;
    int waiting_ = 0;
    unsigned char low_ = 0x80, high_ = 0xBF;
};

struct Mark {
    Encoding encoding;
    std::size_t bytes;
};

Mark find_mark(std::string_view start) {
    if (start.starts_with("\xEF\xBB\xBF")) return {Encoding::utf8, 3};
    if (start.starts_with("\xFF\xFE")) return {Encoding::utf16_little, 2};
    if (start.starts_with("\xFE\xFF")) return {Encoding::utf16_big, 2};
    std::array<int, 2> zeros{};
    auto const head = start.substr(0, 4096);
    for (std::size_t i = 0; i < head.size(); ++i) zeros[i % 2] += head[i] == 0 ? 1 : 0;
    auto const third = static_cast<int>(head.size() / 6);  // a third of every other byte
    if (head.size() >= 8 && zeros[1] > third && zeros[0] == 0) return {Encoding::utf16_little, 0};
    if (head.size() >= 8 && zeros[0] > third && zeros[1] == 0) return {Encoding::utf16_big, 0};
    return {Encoding::utf8, 0};
}

bool allows(std::vector<std::string> const& allowed, std::string_view encoding) {
    return std::find(allowed.begin(), allowed.end(), encoding) != allowed.end();
}

tl::unexpected<Error> wrong_file(std::string const& name, std::string const& problem) {
    return fail(ErrorCode::invalid_input, fmt::format("{}: {}", name, problem));
}

Result<Encoding> decide(Utf8Check const& check, std::string const& name, std::vector<std::string> const& allowed) {
    if (auto const line = check.line_of_nul())
        return wrong_file(name, fmt::format("line {}: holds a NUL byte: this is a binary or damaged file, export it as CSV again", line));
    if (auto const line = check.line_of_control())
        return wrong_file(name, fmt::format("line {}: holds a control character: this is a binary file, export it as CSV", line));
    auto const wrong = check.wrong_line();
    if (wrong == 0) return Encoding::utf8;
    if (!allows(allowed, "windows-1252") && !allows(allowed, "iso-8859-1"))
        return wrong_file(name, fmt::format("line {}: is not UTF-8: save the file in UTF-8", wrong));
    if (auto const line = check.line_without_1252())
        return wrong_file(name, fmt::format("line {}: is neither UTF-8 nor Windows-1252: save the file in UTF-8", line));
    return Encoding::windows_1252;
}

}  // namespace

void ReportText::Close::operator()(gzFile_s* file) const { ::gzclose_r(file); }

Result<ReportText> ReportText::open_raw(fs::path const& file, std::string name) {
    std::error_code problem;
    auto const status = fs::status(file, problem);
    if (!fs::exists(status)) return fail(ErrorCode::not_found, fmt::format("{} does not exist", file.string()));
    if (!fs::is_regular_file(status)) return wrong_file(name, "is no regular file");
    auto const bytes = static_cast<std::int64_t>(fs::file_size(file, problem));
    Handle handle(::gzopen(file.c_str(), "rb"));
    if (!handle) return fail(ErrorCode::unavailable, fmt::format("{} cannot be read: check its permissions", file.string()));
    ::gzbuffer(handle.get(), piece_bytes);
    return ReportText(std::move(handle), std::move(name), bytes);
}

Result<ReportText> ReportText::open(fs::path const& file, std::string name, TextKind const& kind) {
    auto text = TRY(open_raw(file, std::move(name)));
    text.encoding_ = kind.encoding;
    text.skip_ = kind.mark_bytes;
    return text;
}

Result<std::string_view> ReportText::read_raw() {
    piece_.resize(piece_bytes);
    auto const count = ::gzread(handle_.get(), piece_.data(), static_cast<unsigned>(piece_bytes));
    int problem = Z_OK;
    ::gzerror(handle_.get(), &problem);
    if (problem == Z_BUF_ERROR) return wrong_file(name_, "the packed file is cut off: get it again");
    if (count < 0) return wrong_file(name_, problem == Z_ERRNO ? "cannot be read" : "the packed file is damaged: get it again");
    read_bytes_ += count;
    if (read_bytes_ > most_text_bytes)
        return wrong_file(name_, fmt::format("more than {} bytes: split it by month or by store and import the pieces", most_text_bytes));
    if (::gzdirect(handle_.get()) == 0 && read_bytes_ > expansion_counts_from && read_bytes_ / most_expansion > packed_bytes_)
        return wrong_file(name_, fmt::format("unpacks to more than {} times its size, which no report does: unpack it and look at it", most_expansion));
    return std::string_view(piece_.data(), static_cast<std::size_t>(count));
}

Result<bool> ReportText::append_to(std::string& out) {
    auto bytes = TRY(read_raw());
    if (bytes.empty()) {
        if (!left_.empty()) return wrong_file(name_, "ends in the middle of a character: it is cut off, get it again");
        return false;
    }
    bytes.remove_prefix(std::exchange(skip_, 0));
    switch (encoding_) {
        case Encoding::utf8: out += bytes; break;
        case Encoding::windows_1252: put_1252(out, bytes); break;
        default: left_ += bytes, put_utf16(out, left_, encoding_ == Encoding::utf16_big);
    }
    return true;
}

Result<TextKind> examine(fs::path const& file, std::string const& name, std::vector<std::string> const& allowed) {
    auto text = TRY(ReportText::open_raw(file, name));
    TextKind kind;
    Utf8Check check;
    std::string start;
    for (bool is_first = true;; is_first = false) {
        auto bytes = TRY(text.read_raw());
        if (bytes.empty() && is_first) return wrong_file(name, "the file is empty");
        if (bytes.empty()) break;
        if (is_first) {
            auto const mark = find_mark(bytes);
            kind.encoding = mark.encoding;
            kind.mark_bytes = mark.bytes;
            if (bytes.starts_with("PK\x03\x04")) return wrong_file(name, "this is a spreadsheet or an archive: save it as CSV in UTF-8");
            bytes.remove_prefix(mark.bytes);
            start = std::string(bytes.substr(0, beginning_bytes));
        }
        if (kind.encoding == Encoding::utf8) check.see(bytes);
    }
    if (kind.encoding == Encoding::utf8) kind.encoding = TRY(decide(check, name, allowed));
    if (kind.encoding == Encoding::utf8) kind.beginning = start;
    else if (kind.encoding == Encoding::windows_1252) put_1252(kind.beginning, start);
    else put_utf16(kind.beginning, start, kind.encoding == Encoding::utf16_big);
    if (text::trim(std::string_view(kind.beginning)).empty()) return wrong_file(name, "the file is empty");
    return kind;
}

}  // namespace troupe::feedback::impl
