#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "flow/studio.hpp"

/// The way back: what stores report, and what the artist makes of it.
namespace troupe::flow {

struct ReportFormat {
    std::string name;
    std::string what;
    std::string note;  ///< what is not sure of it
};
BOOST_DESCRIBE_STRUCT(ReportFormat, (), (name, what, note))
/// Ours and those of TROUPE_REPORT_FORMATS. Errors: not_found, invalid_input (a mapping that is wrong).
[[nodiscard]] Result<std::vector<ReportFormat>> report_formats(Studio const& studio);
/// Error: invalid_input with the formats there are.
[[nodiscard]] Result<void> check_report_format(Studio const& studio, std::string const& name);

struct ImportedReport {
    json::Value value;         ///< imported, already_known, rejected[], unmatched[]
    std::string text;          ///< the same for people
    bool is_complete = false;  ///< no row was refused, and its own totals agree
};

/// Reads what a store or platform reported; `format` empty: as its heading says. A bad row refuses the whole file unless `accepts_good_rows`; then the good ones are kept and
/// the bad ones listed. The same file twice changes nothing. Errors: not_found, invalid_input (header, size).
[[nodiscard]] Result<ImportedReport> import_report(Studio& studio, std::filesystem::path const& file, bool accepts_good_rows,
                                                   std::string const& format = "");

enum class EvolveMode { show, apply };

struct Evolved {
    json::Value value;
    std::string text;
    bool has_changed = false;
};

/// A bounded change from what was observed, as a new version with its evidence; or the reason why there is none.
/// Errors: not_found, conflict (paused, retired).
[[nodiscard]] Result<Evolved> evolve(Studio& studio, std::string const& artist, EvolveMode mode, std::string const& by);

}  // namespace troupe::flow
