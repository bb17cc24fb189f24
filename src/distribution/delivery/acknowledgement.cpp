#include "distribution/delivery/acknowledgement.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <pugixml.hpp>
#include <set>
#include <sstream>

#include "base/files.hpp"
#include "base/text.hpp"
#include "distribution/impl/message_shape.hpp"
#include "distribution/impl/xml_build.hpp"

namespace troupe::distribution {
namespace {

namespace fs = std::filesystem;
using impl::add;
using impl::value_of;

constexpr std::uint64_t largest_acknowledgement_bytes = 1U << 20U;
constexpr std::size_t most_words = 2000;

void add_answering_party(pugi::xml_node parent, char const* name, MessageParty const& party) {
    auto node = add(parent, name);
    add(node, "PartyId", party.dpid.empty() ? no_dpid : party.dpid.c_str());
    if (!party.name.empty()) add(add(node, "PartyName"), "FullName", party.name);
}

/// Names of elements without the prefix that some writers give them.
std::string_view local_name(pugi::xml_node node) {
    std::string_view const name = node.name();
    auto const colon = name.find(':');
    return colon == name.npos ? name : name.substr(colon + 1);
}

/// true: taken; false: refused; nothing: a word that nobody has described.
std::optional<bool> verdict_of(std::string const& status) {
    static std::set<std::string> const good{"FileOK", "SuccessfullyIngestedByReleaseDistributor",
                                            "SuccessfullyReceivedByReleaseDistributor"};
    static std::set<std::string> const bad{"FileMissing", "HashSumWrong", "SignatureWrong", "ResourceCorrupt",
                                           "ResourceMissing"};
    if (good.contains(status)) return true;
    if (bad.contains(status) || status.starts_with("ProcessingError")) return false;
    return std::nullopt;
}

Result<StoreAnswer> answer_of(std::string const& folder, std::string const& status, std::string const& error,
                              TimePoint at) {
    auto const verdict = verdict_of(status);
    if (folder.empty()) return fail(ErrorCode::invalid_input, "ReleaseId: is empty; nobody knows what was answered");
    if (!verdict)
        return fail(ErrorCode::invalid_input,
                    fmt::format("status \"{}\": is none that is known", text::excerpt(status)));
    auto const words = error.empty() ? status : status + ": " + error;
    return StoreAnswer{folder, *verdict, text::excerpt(words, most_words), at};
}

/// A ReleaseId is a text in 1.6; later it holds the kinds of ids, of which the first names the folder.
std::string folder_of(pugi::xml_node release_id) {
    auto const inner = release_id.find_child([](pugi::xml_node child) { return child.type() == pugi::node_element; });
    return value_of(inner ? inner : release_id);
}

Result<std::vector<StoreAnswer>> answers_in(pugi::xml_node root) {
    auto const at = parse_time(value_of(root.child("MessageHeader").child("MessageCreatedDateTime")));
    if (!at) return within("MessageCreatedDateTime", at.error());
    std::vector<StoreAnswer> answers;
    if (local_name(root) == "FtpAcknowledgementMessage") {
        answers.push_back(TRY(answer_of(value_of(root.child("AcknowledgedFile").child("ReleaseId")),
                                        value_of(root.child("FileStatus")), value_of(root.child("ErrorText")), *at)));
    } else if (local_name(root) == "AcknowledgementMessage") {
        for (auto const status : root.children("ReleaseStatus"))
            answers.push_back(
                TRY(answer_of(folder_of(status.child("ReleaseId")), value_of(status.child("ReleaseStatus")),
                              value_of(status.child("ErrorText")), *at)));
    }
    if (answers.empty())
        return fail(ErrorCode::invalid_input, fmt::format("{}: is no acknowledgement", text::excerpt(root.name())));
    return answers;
}

}  // namespace

std::string acknowledgement_name(std::string const& batch_id, std::string const& folder) {
    return fmt::format("ACK_{}_{}.xml", batch_id, folder);
}

std::string write_acknowledgement(Acknowledgement const& acknowledgement) {
    pugi::xml_document document;
    impl::set(document.append_child(pugi::node_declaration), "version", "1.0");
    impl::set(document.first_child(), "encoding", "UTF-8");
    auto root = add(document, "ern-c-sftp:FtpAcknowledgementMessage");
    impl::set(root, "xmlns:ern-c-sftp", "http://ddex.net/xml/ern-c-sftp/16");
    impl::set(root, "MessageVersionId", "1.6");
    auto header = add(root, "MessageHeader");
    add_answering_party(header, "MessageSender", acknowledgement.sender);
    add_answering_party(header, "MessageRecipient", acknowledgement.recipient);
    add(header, "MessageCreatedDateTime", format_time(acknowledgement.created));
    auto file = add(root, "AcknowledgedFile");
    add(file, "ReleaseId", acknowledgement.folder);
    add(file, "Date", format_date(acknowledgement.batch_day));
    add(root, "FileStatus", acknowledgement.status);
    if (!acknowledgement.error.empty()) add(root, "ErrorText", acknowledgement.error);
    std::ostringstream out;
    document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
    return out.str();
}

Result<std::vector<StoreAnswer>> read_acknowledgement(std::string_view xml) {
    if (xml.size() > largest_acknowledgement_bytes) return fail(ErrorCode::invalid_input, "has more than 1 MB");
    pugi::xml_document document;
    auto const parsed = document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_doctype);
    if (!parsed) return fail(ErrorCode::invalid_input, fmt::format("is no XML: {}", parsed.description()));
    for (auto const node : document.children())
        if (node.type() == pugi::node_doctype)
            return fail(ErrorCode::invalid_input, "has a document type declaration; messages have none");
    return answers_in(document.document_element());
}

Result<ReadAnswers> read_answers(Delivery& delivery, std::string const& folder, fs::path const& scratch,
                                 std::stop_token stop) {
    ReadAnswers read;
    TRY(make_folder(scratch));
    for (auto const& file : TRY(delivery.list(folder, stop))) {
        if (!fs::path(file.path).filename().string().starts_with("ACK_")) continue;
        PendingFile copy(scratch / "acknowledgement.xml");
        auto const fetched = delivery.fetch(file.path, copy.path(), largest_acknowledgement_bytes, stop);
        if (!fetched && fetched.error().code != ErrorCode::bad_response) return tl::unexpected(fetched.error());
        auto const answers = fetched ? read_acknowledgement(TRY(read_file(copy.path())))
                                     : Result<std::vector<StoreAnswer>>(tl::unexpected(fetched.error()));
        if (answers)
            read.answers.insert(read.answers.end(), answers->begin(), answers->end());
        else
            read.unread.push_back(file.path + ": " + answers.error().message);
    }
    std::stable_sort(read.answers.begin(), read.answers.end(),
                     [](auto const& left, auto const& right) { return left.at < right.at; });
    return read;
}

}  // namespace troupe::distribution
