#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <vector>

#include "flow/studio.hpp"
#include "trends/import_trends.hpp"
#include "trends/opportunities.hpp"
#include "trends/refresh.hpp"

/// What the world does, as the studio knows it.
namespace troupe::flow {

/// Reads a trend file, all of it or nothing; a bad row refuses the whole file unless `accepts_good_rows`.
/// Errors: not_found, invalid_input (header, size).
[[nodiscard]] Result<trends::TrendImport> import_trends(Studio& studio, std::filesystem::path const& file,
                                                        bool accepts_good_rows);

/// Every series that agrees with the query. Error: unavailable.
[[nodiscard]] Result<trends::Survey> survey_trends(Studio& studio, trends::SeriesQuery const& query);

/// Opportunities of one artist, or of everybody who is not retired. They are proposals: nothing changes an artist here.
/// Errors: not_found.
[[nodiscard]] Result<std::vector<trends::Opportunities>> trend_opportunities(Studio& studio, std::string const& artist);

struct TrendRefresh {
    std::vector<trends::SourceRefresh> sources;
    std::string note;  ///< how to configure one, where none is
};
BOOST_DESCRIBE_STRUCT(TrendRefresh, (), (sources, note))

/// Asks every configured source whose time has come, by name for the roster's genres and artists where it is asked so.
/// Blocks for as long as they take. Errors: cancelled, unavailable.
[[nodiscard]] Result<TrendRefresh> refresh_trends(Studio& studio, std::stop_token stop);

/// Puts a refresh into the queue; while one waits or runs, it is that one. Error: unavailable.
[[nodiscard]] Result<jobs::JobId> begin_trend_refresh(Studio& studio);

/// The same, where sources are configured and one of them may be asked by now. How many were begun. Numbers that may be
/// kept no longer are forgotten, in any case.
[[nodiscard]] Result<int> begin_due_trend_refresh(Studio& studio);

}  // namespace troupe::flow
