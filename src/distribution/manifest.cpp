#include "distribution/manifest.hpp"

#include <fmt/format.h>

#include <pugixml.hpp>
#include <sstream>

#include "base/text.hpp"
#include "distribution/impl/strict_xml.hpp"
#include "distribution/impl/xml_build.hpp"

namespace troupe::distribution {
namespace {

using impl::add;
using impl::StrictElement;

constexpr char const* root_name = "ern-c-sftp:ManifestMessage";
constexpr char const* manifest_namespace = "http://ddex.net/xml/ern-c-sftp/16";

void add_manifest_party(pugi::xml_node parent, char const* name, MessageParty const& party) {
    auto node = add(parent, name);
    impl::set(add(node, "PartyId", party.dpid.empty() ? no_dpid : party.dpid.c_str()), "IsDPID",
              party.dpid.empty() ? "false" : "true");
    if (!party.name.empty()) add(add(node, "PartyName"), "FullName", party.name);
}

void add_message_in_batch(pugi::xml_node root, Manifest const& manifest) {
    auto node = add(root, "MessageInBatch");
    add(node, "MessageType", "NewReleaseMessage");
    add(node, "MessageId", manifest.message_id);
    add(node, "URL", manifest.url);
    auto id = add(add(node, "IncludedReleaseId"), manifest.id_kind.c_str(), manifest.release_id);
    if (manifest.id_kind == "ProprietaryId")
        impl::set(id, "Namespace", manifest.sender.dpid.empty() ? no_dpid : manifest.sender.dpid.c_str());
    add(node, "DeliveryType", manifest.delivery_type);
    add(node, "ProductType", manifest.product_type);
    auto hash = add(node, "HashSum");
    add(hash, "HashSum", manifest.hash);
    add(hash, "HashSumAlgorithmType", manifest.hash_type);
}

MessageParty read_party(StrictElement& parent, char const* name) {
    auto node = parent.take(name);
    MessageParty party;
    auto id = node.take("PartyId");
    auto const is_dpid = id.attribute("IsDPID");
    party.dpid = id.text();
    if (is_dpid != (party.dpid == no_dpid ? "false" : "true")) id.complain("IsDPID says otherwise");
    if (party.dpid == no_dpid) party.dpid.clear();
    if (auto full = node.take_if("PartyName")) party.name = full->take("FullName").text();
    return party;
}

void read_message_in_batch(StrictElement& root, Manifest& manifest) {
    auto node = root.take("MessageInBatch");
    node.take("MessageType").expect("NewReleaseMessage");
    manifest.message_id = node.take("MessageId").text();
    manifest.url = node.take("URL").text();
    auto ids = node.take("IncludedReleaseId");
    for (auto const* kind : {"GRid", "ICPN", "ProprietaryId"})
        if (auto id = ids.take_if(kind)) {
            manifest.id_kind = kind;
            manifest.release_id = id->text();
            auto const owner = manifest.sender.dpid.empty() ? std::string(no_dpid) : manifest.sender.dpid;
            if (manifest.id_kind == "ProprietaryId" && id->attribute("Namespace") != owner)
                id->complain("Namespace is not the sender's");
        }
    manifest.delivery_type = node.take("DeliveryType").text();
    manifest.product_type = node.take("ProductType").text();
    auto hash = node.take("HashSum");
    manifest.hash = hash.take("HashSum").text();
    manifest.hash_type = hash.take("HashSumAlgorithmType").text();
}

}  // namespace

std::string manifest_name(std::string const& batch_id) { return "BatchComplete_" + batch_id + ".xml"; }

std::string write_manifest(Manifest const& manifest) {
    pugi::xml_document document;
    impl::set(document.append_child(pugi::node_declaration), "version", "1.0");
    impl::set(document.first_child(), "encoding", "UTF-8");
    auto root = add(document, root_name);
    impl::set(root, "xmlns:ern-c-sftp", manifest_namespace);
    impl::set(root, "MessageVersionId", "1.6");
    auto header = add(root, "MessageHeader");
    add_manifest_party(header, "MessageSender", manifest.sender);
    add_manifest_party(header, "MessageRecipient", manifest.recipient);
    add(header, "MessageCreatedDateTime", format_time(manifest.created));
    add(root, "IsTestFlag", manifest.is_test);
    add(root, "RootDirectory", "/" + manifest.batch);
    add(root, "NumberOfMessages", 1);
    add_message_in_batch(root, manifest);
    std::ostringstream out;
    document.save(out, "  ", pugi::format_default, pugi::encoding_utf8);
    return out.str();
}

Result<Manifest> read_manifest(std::string_view xml) {
    auto document = TRY(impl::parse_strict(xml, 1U << 20U));
    impl::Complaint complaint;
    StrictElement root(document->document_element(), complaint);
    Manifest manifest;
    if (root.name() != root_name) root.complain(fmt::format("expected {}", root_name));
    if (root.attribute("xmlns:ern-c-sftp") != manifest_namespace) root.complain("is of another version than 1.6");
    if (root.attribute("MessageVersionId") != "1.6") root.complain("MessageVersionId is not 1.6");
    auto header = root.take("MessageHeader");
    manifest.sender = read_party(header, "MessageSender");
    manifest.recipient = read_party(header, "MessageRecipient");
    auto created = header.take("MessageCreatedDateTime");
    auto const time = parse_time(created.text());
    if (!time) created.complain("is no time");
    manifest.created = time.value_or(TimePoint{});
    auto test = root.take("IsTestFlag");
    manifest.is_test = test.text() == "true";
    if (!manifest.is_test) test.expect("false");
    auto folder = root.take("RootDirectory");
    manifest.batch = folder.text().substr(folder.text().starts_with('/') ? 1 : 0);
    if (!folder.text().starts_with('/')) folder.complain("expected / and the batch's name");
    root.take("NumberOfMessages").expect("1");
    read_message_in_batch(root, manifest);
    root.finish();
    if (!complaint.text.empty()) return fail(ErrorCode::invalid_input, complaint.text);
    return manifest;
}

}  // namespace troupe::distribution
