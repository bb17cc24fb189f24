#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <stop_token>
#include <string>

#include "base/result.hpp"
#include "distribution/delivery/delivery.hpp"

/// Brings a batch to a store so that it arrives once, however often the way there breaks.
namespace troupe::distribution {

struct Batch {
    std::filesystem::path folder;  ///< on this machine, holds all its files; its name is the batch's
    std::string manifest;          ///< the name of its last file
};

struct SentBatch {
    int put = 0;             ///< files that were sent now
    int kept = 0;            ///< files that were there whole
    std::int64_t bytes = 0;  ///< of all files
};

/// Told before each file: `fraction` of all bytes, 0 to 1, and the file it is at. Its error ends the sending, also
/// right before the manifest: who withdraws a release then is in time.
using SendReport = std::function<Result<void>(double fraction, std::string const& file)>;

/// Puts every file that is not there as it should be, compared by size and hash, and the manifest last of all: a store
/// begins with a batch when it sees that. Called again after any break, it goes on. `scratch` is a folder for what is
/// read back.
///
/// Errors: conflict (under this batch's name the store has files that are not of it, or a manifest of another: nothing
/// was written), bad_response (what arrived has another size), and those of the delivery.
[[nodiscard]] Result<SentBatch> send_batch(Delivery& delivery, Batch const& batch, std::filesystem::path const& scratch,
                                           SendReport const& report, std::stop_token stop);

/// Whether the batch's manifest is at the store already: then it was delivered, whatever became of who sent it.
[[nodiscard]] Result<bool> has_arrived(Delivery& delivery, std::string const& batch, std::string const& manifest,
                                       std::stop_token stop);

}  // namespace troupe::distribution
