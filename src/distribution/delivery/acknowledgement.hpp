#pragma once

#include <filesystem>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"
#include "distribution/delivery/delivery.hpp"
#include "distribution/delivery/delivery_record.hpp"

/// What stores answer: files ACK_<batch>_<release>.xml of the choreography.
namespace troupe::distribution {

/// How an answer is written: FtpAcknowledgementMessage of the choreography 1.6.
struct Acknowledgement {
    MessageParty sender, recipient;  ///< the store, the label
    TimePoint created{};
    std::string folder;  ///< of the release
    Date batch_day{};
    std::string status = "FileOK";  ///< FileOK, FileMissing, HashSumWrong, SignatureWrong
    std::string error;              ///< for people; empty: none
};

[[nodiscard]] std::string acknowledgement_name(std::string const& batch_id, std::string const& folder);
[[nodiscard]] std::string write_acknowledgement(Acknowledgement const& acknowledgement);

/// Reads the 1.6 kind and the AcknowledgementMessage of 1.8 and later, which has one answer for each release. No
/// document type, at most 1 MB. Error: invalid_input (neither; a status nobody has described).
[[nodiscard]] Result<std::vector<StoreAnswer>> read_acknowledgement(std::string_view xml);

struct ReadAnswers {
    std::vector<StoreAnswer> answers;  ///< oldest first
    std::vector<std::string> unread;   ///< files that could not be understood, each with why
};

/// All answers in the store's folder. Errors: those of the delivery.
[[nodiscard]] Result<ReadAnswers> read_answers(Delivery& delivery, std::string const& folder,
                                               std::filesystem::path const& scratch, std::stop_token stop);

}  // namespace troupe::distribution
