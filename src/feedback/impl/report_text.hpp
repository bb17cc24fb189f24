#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

struct gzFile_s;

namespace troupe::feedback::impl {

enum class Encoding { utf8, windows_1252, utf16_little, utf16_big };

/// A file may unpack to this much, and to this many times its size once it is past a few megabytes.
constexpr std::int64_t most_text_bytes = 4'000'000'000;
constexpr std::int64_t most_expansion = 250;

/// What a report is made of, found by reading all of it once.
struct TextKind {
    Encoding encoding = Encoding::utf8;
    std::size_t mark_bytes = 0;  ///< of the byte order mark
    std::string beginning;       ///< the first 64 KiB as UTF-8
};

/// Reads the file through, packed or not. `allowed` are names of encodings ("utf-8", "windows-1252", "iso-8859-1",
/// "utf-16"): what is no UTF-8 is read as the second of them, if there is one. Errors: not_found, unavailable;
/// invalid_input naming the line (binary, NUL bytes, wrong encoding, packed file cut off, too large).
[[nodiscard]] Result<TextKind> examine(std::filesystem::path const& file, std::string const& name, std::vector<std::string> const& allowed);

/// A report as UTF-8, a piece at a time, unpacked when it is gzip.
class ReportText {
public:
    /// Errors: not_found, unavailable.
    [[nodiscard]] static Result<ReportText> open(std::filesystem::path const& file, std::string name, TextKind const& kind);

    /// Appends the next piece. False at the end. Errors: invalid_input (cut off, too large).
    [[nodiscard]] Result<bool> append_to(std::string& out);
    [[nodiscard]] std::string const& name() const { return name_; }

private:
    struct Close {
        void operator()(gzFile_s* file) const;
    };
    using Handle = std::unique_ptr<gzFile_s, Close>;
    friend Result<TextKind> examine(std::filesystem::path const& file, std::string const& name, std::vector<std::string> const& allowed);

    ReportText(Handle handle, std::string name, std::int64_t packed_bytes)
        : handle_(std::move(handle)), name_(std::move(name)), packed_bytes_(packed_bytes) {}
    [[nodiscard]] static Result<ReportText> open_raw(std::filesystem::path const& file, std::string name);
    /// Bytes as they are in the file; empty at the end.
    [[nodiscard]] Result<std::string_view> read_raw();

    Handle handle_;
    std::string name_;
    std::int64_t packed_bytes_;
    std::int64_t read_bytes_ = 0;
    Encoding encoding_ = Encoding::utf8;
    std::size_t skip_ = 0;
    std::string piece_;  ///< buffer of read_raw
    std::string left_;   ///< of UTF-16: half a character
};

}  // namespace troupe::feedback::impl
