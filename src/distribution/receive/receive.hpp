#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "distribution/receive/received_release.hpp"

/// Takes a batch in as a store would: believes nothing, and says what is wrong where.
namespace troupe::distribution {

struct ReceiveRequest {
    std::filesystem::path batch;    ///< the folder with the manifest
    std::filesystem::path schemas;  ///< DDEX_XSD_DIR; empty: our own checks alone
};

struct BatchProblem {
    std::string file;   ///< relative to the batch
    std::string field;  ///< an XPath in it; empty: the file as a whole
    std::string message;
};
BOOST_DESCRIBE_STRUCT(BatchProblem, (), (file, field, message))

struct CheckedFile {
    std::string file;  ///< relative to the batch
    std::uint64_t size_bytes = 0;
    std::string sha256;
};
BOOST_DESCRIBE_STRUCT(CheckedFile, (), (file, size_bytes, sha256))

struct Receipt {
    std::string batch;     ///< the folder's name
    std::string batch_id;  ///< from the manifest's name
    std::string folder;    ///< the release's within it
    bool is_accepted = false;
    bool is_schema_checked = false;
    std::string delivery_type;  ///< NewReleaseDelivery, ReDelivery, TakeDown; empty: a semaphore does not say
    std::vector<BatchProblem> problems;
    std::optional<ReceivedRelease> release;  ///< nothing: the message could not be read
    std::vector<CheckedFile> files;
};
BOOST_DESCRIBE_STRUCT(Receipt, (),
                      (batch, batch_id, folder, is_accepted, is_schema_checked, delivery_type, problems, release,
                       files))

/// Checks the manifest, the message against it (schema, our own rules, every field that both have), and every file
/// against the message: there, inside, no link, none too many, hash, length and size in pixels as measured. One message
/// for each batch. A batch that is refused is a receipt, too.
///
/// Errors: not_found (no such folder), invalid_input (the schemas), unavailable (cannot be read).
[[nodiscard]] Result<Receipt> receive(ReceiveRequest const& request);

/// Writes ACK_<batch>_<release>.xml into `folder`: FileOK, or what was wrong first. The file.
[[nodiscard]] Result<std::filesystem::path> acknowledge(Receipt const& receipt, std::filesystem::path const& folder,
                                                        TimePoint now);

}  // namespace troupe::distribution
