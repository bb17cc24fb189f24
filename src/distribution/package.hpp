#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "distribution/ern.hpp"
#include "distribution/preflight.hpp"
#include "distribution/release.hpp"
#include "distribution/stores.hpp"

/// The folder that would be sent to a store.
namespace troupe::distribution {

/// How the batch looks.
struct BatchStyle {
    std::string prefix;                    ///< P, M, N before the batch's id, or nothing
    std::optional<ManifestKind> manifest;  ///< nothing: a folder for people, with SHA256SUMS and README.txt instead
};

struct PackageRequest {
    Release release;
    std::filesystem::path source;   ///< the release's folder, where its files lie
    std::filesystem::path target;   ///< "…/ddex": replaced whole
    MessageSettings message;        ///< with empty ids they are made from the release's id
    Preflight preflight;            ///< for the note that says what is missing
    std::filesystem::path schemas;  ///< DDEX_XSD_DIR; empty: the message is checked by our own rules alone
    BatchStyle style;
};

struct Package {
    std::string batch;                         ///< the name of its folder: "20261122083000000", "P_20261122083000000"
    std::filesystem::path manifest;            ///< full path; empty: it has none
    std::filesystem::path message;             ///< the XML, full path
    std::vector<std::filesystem::path> files;  ///< everything in it, full paths
    bool schema_checked = false;               ///< false when no schemas were there to check with
    bool is_draft = true;                      ///< a test message, which no store would publish
};

/// "20261122083000000": stores work on batches in this order.
[[nodiscard]] std::string batch_id(TimePoint created);
/// The release's folder within a batch: its GRid, its UPC, or until there is one its slug.
[[nodiscard]] std::string batch_folder(Release const& release);

/// Makes `<target>/<batch>/<release>/<release>.xml` with `resources/` beside it unless the message brings no files, and
/// the manifest of the style. Without one, for people: the batch's `SHA256SUMS` and a `README.txt` that says what it is
/// and what still blocks a delivery. Files that changed since the release was
/// described are refused. Written aside and moved into place when it is whole and checked: whole or not at all.
///
/// Errors: not_found (a file), conflict (a file is not the one that was described), invalid_input (the message breaks a
/// rule: names it), unavailable (disk).
[[nodiscard]] Result<Package> write_package(PackageRequest const& request);

}  // namespace troupe::distribution
