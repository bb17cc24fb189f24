#include "feedback/impl/csv_text.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/csv.hpp"
#include "base/text.hpp"
#include "feedback/report.hpp"

namespace troupe::feedback::impl {

Error wrong_file(std::string const& name, std::string const& problem) {
    return {ErrorCode::invalid_input, name + ": " + problem};
}

Result<std::string_view> csv_text(std::string_view bytes, std::string const& name) {
    if (bytes.size() > report_limit_bytes)
        return tl::unexpected(
            wrong_file(name, fmt::format("{} bytes, more than the {} that one report may have: split it", bytes.size(),
                                         report_limit_bytes)));
    if (bytes.starts_with("\xFF\xFE") || bytes.starts_with("\xFE\xFF"))
        return tl::unexpected(wrong_file(name, "this is UTF-16: save it as CSV in UTF-8"));
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    if (text::trim(bytes).empty()) return tl::unexpected(wrong_file(name, "the file is empty"));
    if (bytes.starts_with("PK\x03\x04"))
        return tl::unexpected(wrong_file(name, "this is a spreadsheet or an archive: save it as CSV in UTF-8"));
    auto const strange = std::find_if(bytes.begin(), bytes.end(), [](char c) {
        return c >= 0 && c < 0x20 && c != '\n' && c != '\r' && c != '\t' && c != '\f';
    });
    if (strange != bytes.end())
        return tl::unexpected(wrong_file(name, "this is a binary file, no CSV: export the report as CSV in UTF-8"));
    if (!text::is_valid_utf8(bytes))
        return tl::unexpected(wrong_file(name, "this is not UTF-8: save it as CSV in UTF-8"));
    return bytes;
}

char separator_in(std::string_view text) {
    char best = ',';
    std::size_t most = 0;
    for (char const separator : {',', ';', '\t'}) {
        CsvRow header;
        CsvReader(text, separator).next(header);
        if (header.cells.size() > most) most = header.cells.size(), best = separator;
    }
    return best;
}

}  // namespace troupe::feedback::impl
