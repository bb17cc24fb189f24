#include "distribution/impl/strict_xml.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "base/text.hpp"
#include "distribution/impl/message_shape.hpp"

namespace troupe::distribution::impl {
namespace {

/// What only documents of people have.
std::string foreign_part(pugi::xml_node node, int depth) {
    if (depth > 32) return "is too deep";
    for (auto const child : node.children()) {
        if (child.type() == pugi::node_doctype) return "has a document type declaration; messages have none";
        if (child.type() == pugi::node_pi || child.type() == pugi::node_comment || child.type() == pugi::node_cdata)
            return "has a comment, an instruction or raw text; messages have none";
        if (auto const found = foreign_part(child, depth + 1); !found.empty()) return found;
    }
    return {};
}

/// The reader passes over texts that stand outside of the root.
bool has_text_outside(std::string_view xml) {
    auto const first = xml.find("?>");
    auto const last = xml.rfind('>');
    if (first == xml.npos || last == xml.npos) return true;
    auto const behind = xml.substr(first + 2);
    auto const root = std::min(behind.find('<'), behind.size());
    return !xml.starts_with("<?xml ") || !text::trim(behind.substr(0, root)).empty() ||
           !text::trim(xml.substr(last + 1)).empty();
}

}  // namespace

Result<std::unique_ptr<pugi::xml_document>> parse_strict(std::string_view xml, std::size_t most_bytes) {
    if (xml.size() > most_bytes)
        return fail(ErrorCode::invalid_input, fmt::format("has more than {} bytes", most_bytes));
    if (!text::is_valid_utf8(xml)) return fail(ErrorCode::invalid_input, "is not UTF-8");
    if (has_text_outside(xml))
        return fail(ErrorCode::invalid_input, "has a text outside of its root, or no declaration");
    auto document = std::make_unique<pugi::xml_document>();
    constexpr unsigned flags = pugi::parse_full & ~static_cast<unsigned>(pugi::parse_eol);
    auto const parsed = document->load_buffer(xml.data(), xml.size(), flags, pugi::encoding_utf8);
    if (!parsed)
        return fail(ErrorCode::invalid_input,
                    fmt::format("is no XML: {} at byte {}", parsed.description(), parsed.offset));
    if (auto const found = foreign_part(*document, 0); !found.empty()) return fail(ErrorCode::invalid_input, found);
    std::string declared;
    for (auto const part : document->first_child().attributes())
        declared += fmt::format("{}={} ", part.name(), part.value());
    if (document->first_child().type() != pugi::node_declaration || declared != "version=1.0 encoding=UTF-8 ")
        return fail(ErrorCode::invalid_input, "does not begin as XML 1.0 in UTF-8");
    return document;
}

StrictElement::StrictElement(pugi::xml_node node, Complaint& complaint)
    : node_(node), next_(node.first_child()), complaint_(&complaint) {}

StrictElement::StrictElement(StrictElement&& other) noexcept
    : node_(std::exchange(other.node_, {})),
      next_(std::exchange(other.next_, {})),
      complaint_(other.complaint_),
      attributes_(std::move(other.attributes_)),
      text_(std::move(other.text_)) {}

std::optional<StrictElement> StrictElement::take_if(char const* name) {
    while (next_.type() == pugi::node_pcdata && text::trim(std::string_view(next_.value())).empty())
        next_ = next_.next_sibling();
    if (std::string_view(next_.name()) != name) return std::nullopt;
    return StrictElement(std::exchange(next_, next_.next_sibling()), *complaint_);
}

StrictElement StrictElement::take(char const* name) {
    auto taken = take_if(name);
    if (taken) return std::move(*taken);
    complain(fmt::format("has no {}{}", name,
                         next_ ? fmt::format(" before {}", text::excerpt(next_.name())) : std::string()));
    return {pugi::xml_node(), *complaint_};
}

std::string const& StrictElement::text() {
    if (text_) return *text_;
    text_ = next_.type() == pugi::node_pcdata ? next_.value() : "";
    if (text_->empty() && node_) complain("is empty");
    if (next_) next_ = next_.next_sibling();
    return *text_;
}

std::string StrictElement::attribute(char const* name) {
    attributes_.insert(name);
    return node_.attribute(name).value();
}

void StrictElement::expect(std::string_view value) {
    if (text() != value) complain(fmt::format("is {}, expected {}", text::excerpt(text()), value));
}

void StrictElement::complain(std::string const& what) {
    if (complaint_->text.empty())
        complaint_->text = fmt::format("{} {}", node_ ? xpath_of(node_) : "the document", what);
}

void StrictElement::finish() {
    if (!node_) return;
    while (next_.type() == pugi::node_pcdata && text::trim(std::string_view(next_.value())).empty())
        next_ = next_.next_sibling();
    if (next_)
        complain(fmt::format("holds {}, which does not belong there",
                             next_.type() == pugi::node_pcdata ? std::string("a text") : text::excerpt(next_.name())));
    for (auto const attribute : node_.attributes())
        if (!attributes_.contains(attribute.name()))
            complain(fmt::format("has the attribute {}, which does not belong there", text::excerpt(attribute.name())));
    node_ = {};
}

}  // namespace troupe::distribution::impl
