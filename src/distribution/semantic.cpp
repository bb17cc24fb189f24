#include "distribution/semantic.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "base/text.hpp"
#include "distribution/impl/problems.hpp"

namespace troupe::distribution {
namespace {

using impl::MessageShape;
using impl::Problems;
using impl::value_of;

constexpr int deepest = 64;  ///< levels; the deepest place of ERN has 15

bool is_too_deep(pugi::xml_node root) {
    int depth = 1;
    for (auto node = root; node;) {
        if (depth > deepest) return true;
        if (node.first_child()) {
            node = node.first_child();
            ++depth;
            continue;
        }
        while (node && node != root && !node.next_sibling()) {
            node = node.parent();
            --depth;
        }
        if (!node || node == root) return false;
        node = node.next_sibling();
    }
    return false;
}

/// A message that can be looked at. Without one `problems` says why.
std::optional<MessageShape> read(std::string_view xml, pugi::xml_document& document, Problems& problems) {
    auto const refuse = [&](std::string const& why, char const* fix) {
        problems.blocker("MS01", document.document_element(), why, fix);
        return std::nullopt;
    };
    if (xml.size() > largest_message_bytes)
        return refuse(fmt::format("the message has {} bytes, more than {}", xml.size(), largest_message_bytes),
                      "send releases one by one");
    if (!text::is_valid_utf8(xml)) return refuse("the message is no XML: is no valid UTF-8", "write it anew");
    auto const parsed =
        document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_doctype, pugi::encoding_utf8);
    if (!parsed) {
        auto const why = fmt::format("the message is no XML: {} at byte {}", parsed.description(), parsed.offset);
        document.reset();
        return refuse(why, "write it anew");
    }
    for (auto const node : document)
        if (node.type() == pugi::node_doctype)
            return refuse("the message has a document type declaration", "remove <!DOCTYPE>: messages have none");
    if (is_too_deep(document.document_element())) {
        document.reset();
        return refuse(fmt::format("the message is nested more than {} levels deep", deepest), "write it anew");
    }
    auto const shape = impl::shape_of(document.document_element());
    if (!shape)
        return refuse(fmt::format("<{}> is no message of ERN 3.8.2, 4.3 or 4.3.2",
                                  text::excerpt(document.document_element().name())),
                      "only NewReleaseMessage and PurgeReleaseMessage of these are read here");
    return shape;
}

void check_header(MessageShape const& shape, Problems& problems) {
    auto const header = shape.header();
    for (auto const* name : {"MessageId", "MessageSender", "MessageRecipient", "MessageCreatedDateTime"})
        if (!header.child(name))
            problems.blocker("MS01", header ? header : shape.root, fmt::format("has no {}", name), "add it");
    if (header.child("MessageId") && text::trim(std::string_view(header.child("MessageId").text().get())).empty())
        problems.blocker("ID06", header.child("MessageId"), "is empty", "every message has an id of its own");
    if (!header.child("MessageThreadId"))
        problems.warning("ID06", header, "has no MessageThreadId", "add one: it ties updates to the first message");
}

}  // namespace

std::vector<MessageProblem> check_message(std::string_view xml, std::filesystem::path const& folder) {
    Problems problems;
    pugi::xml_document document;
    auto const shape = read(xml, document, problems);
    if (!shape) return problems.take();
    check_header(*shape, problems);
    impl::check_codes(*shape, problems);
    if (shape->is_purge) return problems.take();
    impl::check_profile(*shape, problems);
    impl::check_references(*shape, problems);
    impl::check_sequences(*shape, problems);
    impl::check_recordings(*shape, problems);
    impl::check_ai(*shape, problems);
    impl::check_dates(*shape, problems);
    impl::check_deals(*shape, problems);
    impl::check_delivery_files(*shape, folder, problems);
    return problems.take();
}

namespace {

/// What must stay: the element's text, wherever each message has it.
void check_same(char const* what, pugi::xml_node before, pugi::xml_node after, pugi::xml_node place,
                Problems& problems) {
    if (!before || !after || value_of(before) == value_of(after)) return;
    problems.blocker(
        "ID06", after ? after : place,
        fmt::format("the {} was {} and is {}", what, text::excerpt(value_of(before)), text::excerpt(value_of(after))),
        "an update keeps it; what is another thing is a release of its own");
}

void check_same_ids(char const* what, std::vector<pugi::xml_node> const& before,
                    std::vector<pugi::xml_node> const& after, Problems& problems) {
    for (std::size_t i = 0; i < std::min(before.size(), after.size()); ++i)
        check_same(what, before[i], after[i], after[i], problems);
}

void compare_headers(MessageShape const& before, MessageShape const& after, Problems& problems) {
    auto const old_header = before.header();
    auto const header = after.header();
    if (value_of(old_header.child("MessageId")) == value_of(header.child("MessageId")))
        problems.blocker("ID06", header.child("MessageId"), "is that of the message before",
                         "every message has an id of its own");
    if (value_of(old_header.child("MessageCreatedDateTime")) >= value_of(header.child("MessageCreatedDateTime")))
        problems.blocker("ID06", header.child("MessageCreatedDateTime"), "is not later than the message before",
                         "stores keep the latest");
    check_same("thread", old_header.child("MessageThreadId"), header.child("MessageThreadId"), header, problems);
    for (auto const* party : {"MessageSender", "MessageRecipient"})
        check_same(party, old_header.child(party).child("PartyId"), header.child(party).child("PartyId"), header,
                   problems);
}

}  // namespace

std::vector<MessageProblem> check_update(std::string_view before, std::string_view after) {
    Problems problems;
    pugi::xml_document old_document, document;
    auto const old_shape = read(before, old_document, problems);
    auto const shape = read(after, document, problems);
    if (!old_shape || !shape) return problems.take();
    compare_headers(*old_shape, *shape, problems);
    auto const old_id = old_shape->release().child("ReleaseId");
    auto const id = shape->release().child("ReleaseId");
    for (auto const* name : {"GRid", "ICPN", "ProprietaryId"})
        check_same(name, old_id.child(name), id.child(name), id, problems);
    auto const ids = [](MessageShape const& of, char const* list, std::vector<std::string> const& names) {
        return impl::find_all(of.root.child(list), names);
    };
    if (ids(*old_shape, "ResourceList", {"ISRC"}).size() == ids(*shape, "ResourceList", {"ISRC"}).size())
        check_same_ids("ISRC", ids(*old_shape, "ResourceList", {"ISRC"}), ids(*shape, "ResourceList", {"ISRC"}),
                       problems);
    auto const old_tracks = old_shape->track_releases();
    auto const tracks = shape->track_releases();
    for (std::size_t i = 0; i < std::min(old_tracks.size(), tracks.size()); ++i)
        check_same("track's id", old_tracks[i].child("ReleaseId").child("ProprietaryId"),
                   tracks[i].child("ReleaseId").child("ProprietaryId"), tracks[i], problems);
    return problems.take();
}

}  // namespace troupe::distribution
