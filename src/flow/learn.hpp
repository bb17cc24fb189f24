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
};
BOOST_DESCRIBE_STRUCT(ReportFormat, (), (name, what))
[[nodiscard]] std::vector<ReportFormat> report_formats();
/// Error: invalid_input with the formats there are.
[[nodiscard]] Result<void> check_report_format(std::string const& name);

struct ImportedReport {
    json::Value value;         ///< imported, already_known, rejected[], unmatched[]
    std::string text;          ///< the same for people
    bool is_complete = false;  ///< no row was refused
};

/// Reads the generic CSV. A bad row refuses the whole file unless `accepts_good_rows`; then the good ones are kept and
/// the bad ones listed. The same file twice changes nothing. Errors: not_found, invalid_input (header, size).
[[nodiscard]] Result<ImportedReport> import_report(Studio& studio, std::filesystem::path const& file, bool accepts_good_rows);

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
