#pragma once

#include <filesystem>

#include "feedback/formats.hpp"
#include "feedback/observation_store.hpp"
#include "feedback/report.hpp"
#include "feedback/statement_store.hpp"

/// Statements of stores and distributors on their way in. The file is read twice: first to check all of it, then to keep
/// it, so that a wrong file touches nothing; memory is that of its distinct tracks, not of its rows.
namespace troupe::feedback {

struct StatementRequest {
    std::filesystem::path file;
    std::string name;    ///< of the file, for messages
    std::string format;  ///< "dsr", or a format's name; empty: the one that its beginning shows
    TimePoint now{};
    bool accept_good_rows = false;
};

struct Stores {
    StatementStore& statements;
    ObservationStore& observations;
};

/// Which format a file has: "dsr", "generic", or the name of one of `formats`. Errors: not_found, unavailable;
/// invalid_input for an unknown heading, with a mapping proposed.
[[nodiscard]] Result<std::string> recognise_file(std::filesystem::path const& file, std::string const& name,
                                                 std::vector<Format> const& formats);

/// Reads, reconciles, matches, keeps; day by day streams become observations, which the guard judges. Call it inside a
/// UnitOfWork. Errors: those of the file by line and column, of the resolver and of the stores.
[[nodiscard]] Result<ImportResult> import_statements(StatementRequest const& request, std::vector<Format> const& formats,
                                                     TrackResolver const& resolve, Stores const& stores);

/// A person's word on a file whose totals do not agree: it counts as it is, or is forgotten. Inside a UnitOfWork.
/// Errors: not_found; conflict (it does not wait).
[[nodiscard]] Result<StatementFile> decide_file(Stores const& stores, TrackResolver const& resolve, std::string const& sha256,
                                                FileState decision, std::string const& by, std::string const& why);

/// A person's word on whose a subject is. Inside a UnitOfWork. Errors: not_found.
[[nodiscard]] Result<KnownSubject> assign_subject(Stores const& stores, TrackResolver const& resolve, std::int64_t subject,
                                                  std::string const& content_id);

/// Matches all that waits anew: after tracks got their codes or were made. How many found their track.
[[nodiscard]] Result<int> match_waiting(Stores const& stores, TrackResolver const& resolve);

}  // namespace troupe::feedback
