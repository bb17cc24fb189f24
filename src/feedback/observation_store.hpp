#pragma once

#include "feedback/observation.hpp"

namespace troupe::feedback {

/// The rows of one report file.
struct ImportBatch {
    std::string file_sha256;
    std::string file_name;
    TimePoint imported_at{};
    std::vector<Observation> observations;  ///< keys differ from each other
    bool is_new_file = false;  ///< not known before this unit of work: its earlier batches do not make it so
};

struct ImportCount {
    int imported = 0;       ///< new rows
    int already_known = 0;  ///< rows that were there with the same numbers, or came from this same file before
    int replaced = 0;       ///< rows that were there with other numbers: a later file restates an earlier one
    int assigned = 0;       ///< rows that were there without a track, and have one now
};
BOOST_DESCRIBE_STRUCT(ImportCount, (), (imported, already_known, replaced, assigned))

/// A report that has been imported.
struct ImportedFile {
    std::string sha256;
    std::string name;
    TimePoint imported_at{};
    int rows = 0;
};
BOOST_DESCRIBE_STRUCT(ImportedFile, (), (sha256, name, imported_at, rows))

/// Port: keeps observations by their key. Adapters: storage (SQL), testing (memory). Every call may fail with
/// `unavailable`. Lists are sorted by date, then platform, territory, key.
class ObservationStore {
public:
    virtual ~ObservationStore() = default;

    /// Takes the rows in, all or none, and remembers the file. For every row whose key is there already:
    /// - a row without content that has one in the batch gets its artist, content and factors (assigned);
    /// - else, from a file that was imported before (same sha256, and not `is_new_file`), it stays as it is (already_known): an old file
    ///   never undoes a newer one;
    /// - else, with the same streams, listeners, saves, skips and shares, it stays (already_known);
    /// - else it is replaced whole (replaced).
    /// Rows whose key is new are added (imported), from a known file too. A file keeps the name, time and row count of
    /// its first import.
    virtual Result<ImportCount> import(ImportBatch const& batch) = 0;

    /// Errors: not_found.
    virtual Result<ImportedFile> find_file(std::string const& sha256) = 0;

    /// Error: not_found.
    virtual Result<Observation> find(std::string const& key) = 0;
    virtual Result<std::vector<Observation>> list_by_artist(std::string const& artist_id) = 0;
    virtual Result<std::vector<Observation>> list_by_content(std::string const& artist_id, std::string const& content_id) = 0;
    /// Rows whose track nobody knows yet: the inbox.
    virtual Result<std::vector<Observation>> list_unmatched() = 0;

    /// Puts these in the places of the rows of the same keys, all or none. Errors: not_found.
    virtual Result<void> replace(std::vector<Observation> const& rows) = 0;

    /// Forgets the rows of the artist; their files stay known. How many they were.
    virtual Result<int> remove_by_artist(std::string const& artist_id) = 0;
};

}  // namespace troupe::feedback
