#include "distribution/semantic.hpp"

#include <fmt/format.h>

#include "base/text.hpp"
#include "distribution/impl/problems.hpp"

namespace troupe::distribution {
namespace impl {

std::string xpath_of(pugi::xml_node node) {
    std::string path;
    for (; node.type() == pugi::node_element; node = node.parent()) {
        std::string const name = node.name();
        int place = 1;
        for (auto s = node.previous_sibling(node.name()); s; s = s.previous_sibling(node.name())) ++place;
        bool const is_one_of_many = place > 1 || node.next_sibling(node.name());
        path = "/" + name + (is_one_of_many ? fmt::format("[{}]", place) : "") + path;
    }
    return path.empty() ? "/" : path;
}

std::vector<pugi::xml_node> find_all(pugi::xml_node root, std::vector<std::string> const& names) {
    std::vector<pugi::xml_node> found;
    auto const is_wanted = [&](pugi::xml_node node) {
        for (auto const& name : names)
            if (name == node.name()) return true;
        return false;
    };
    // Without recursion: a hostile message may be nested as deep as it likes.
    for (auto node = root.first_child(); node;) {
        if (node.type() == pugi::node_element && is_wanted(node)) found.push_back(node);
        if (node.first_child()) {
            node = node.first_child();
            continue;
        }
        while (node && node != root && !node.next_sibling()) node = node.parent();
        if (!node || node == root) break;
        node = node.next_sibling();
    }
    return found;
}

void Problems::blocker(char const* rule, pugi::xml_node node, std::string message, std::string fix) {
    found_.push_back({rule, Severity::blocker, xpath_of(node), std::move(message), std::move(fix)});
}

void Problems::warning(char const* rule, pugi::xml_node node, std::string message, std::string fix) {
    found_.push_back({rule, Severity::warning, xpath_of(node), std::move(message), std::move(fix)});
}

}  // namespace impl

namespace {

constexpr char const* ern_43 = "http://ddex.net/xml/ern/43";

bool is_ern_43(pugi::xml_node root) {
    std::string const name = root.name();
    auto const colon = name.find(':');
    auto const prefix = colon == std::string::npos ? std::string() : name.substr(0, colon);
    auto const local = colon == std::string::npos ? name : name.substr(colon + 1);
    auto const attribute = prefix.empty() ? "xmlns" : "xmlns:" + prefix;
    return local == "NewReleaseMessage" && std::string_view(root.attribute(attribute.c_str()).value()) == ern_43;
}

}  // namespace

std::vector<MessageProblem> check_message(std::string_view xml, std::filesystem::path const& folder) {
    impl::Problems problems;
    pugi::xml_document document;
    auto const parsed = document.load_buffer(xml.data(), xml.size(), pugi::parse_default | pugi::parse_doctype);
    auto const root = document.document_element();
    if (!parsed || !text::is_valid_utf8(xml)) {
        auto const why =
            parsed ? "is no valid UTF-8" : fmt::format("{} at byte {}", parsed.description(), parsed.offset);
        problems.blocker("MS01", root, "the message is no XML: " + why, "write it anew");
        return problems.take();
    }
    for (auto const node : document)
        if (node.type() == pugi::node_doctype)
            problems.blocker("MS01", root, "the message has a document type declaration",
                             "remove <!DOCTYPE>: messages have none");
    if (!is_ern_43(root)) {
        problems.blocker("MS01", root,
                         fmt::format("<{}> is no NewReleaseMessage of {}", text::excerpt(root.name()), ern_43),
                         "only ERN 4.3 is read here");
        return problems.take();
    }
    impl::check_profile(root, problems);
    impl::check_references(root, problems);
    impl::check_sequences(root, problems);
    impl::check_codes(root, problems);
    impl::check_recordings(root, problems);
    impl::check_dates(root, problems);
    impl::check_delivery_files(root, folder, problems);
    return problems.take();
}

}  // namespace troupe::distribution
