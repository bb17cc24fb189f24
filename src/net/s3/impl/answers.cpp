#include "net/s3/impl/answers.hpp"

#include <fmt/format.h>

#include <charconv>
#include <pugixml.hpp>

#include "base/text.hpp"
#include "net/http_server.hpp"

namespace troupe::net::s3::impl {
namespace {

/// What is no XML has no elements.
pugi::xml_node parse_answer(pugi::xml_document& document, std::string const& body) {
    document.load_buffer(body.data(), body.size(), pugi::parse_default);
    return document.document_element();
}

std::string child_text(pugi::xml_node node, char const* name) { return node.child(name).text().get(); }

bool is_called(pugi::xml_node node, std::string_view name) { return node.name() == name; }

/// Names come percent-encoded, blanks as "+".
Result<std::string> decoded(std::string const& name) { return percent_decoded(text::replace_all(name, "+", "%20")); }

}  // namespace

Refusal read_refusal(HttpResponse const& response) {
    pugi::xml_document document;
    auto const answer = parse_answer(document, response.body);
    Refusal refusal{text::excerpt(child_text(answer, "Code")), child_text(answer, "Region")};
    if (auto const region = response.header("x-amz-bucket-region")) refusal.region = *region;
    refusal.region = text::excerpt(refusal.region);
    return refusal;
}

bool is_refusal(std::string const& body) {
    pugi::xml_document document;
    return is_called(parse_answer(document, body), "Error");
}

Result<Page> read_page(std::string const& body) {
    pugi::xml_document document;
    auto const root = parse_answer(document, body);
    if (!is_called(root, "ListBucketResult")) return fail(ErrorCode::bad_response, "gave no list of files");
    auto const is_encoded = child_text(root, "EncodingType") == "url";
    Page page;
    for (auto const node : root.children("Contents")) {
        auto key = child_text(node, "Key");
        if (is_encoded) key = TRY(decoded(key));
        page.objects.push_back({std::move(key), node.child("Size").text().as_ullong(), child_text(node, "ETag"), {}});
    }
    if (child_text(root, "IsTruncated") != "true") return page;
    page.next = child_text(root, "NextContinuationToken");
    if (page.next.empty()) return fail(ErrorCode::bad_response, "gave a list that goes on, and no word where");
    return page;
}

std::string read_upload_id(std::string const& body) {
    pugi::xml_document document;
    return child_text(parse_answer(document, body), "UploadId");
}

std::string read_kept(std::string const& body) {
    pugi::xml_document document;
    auto const root = parse_answer(document, body);
    if (!is_called(root, "DeleteResult")) return "an answer that is none";
    auto const error = root.child("Error");
    return error ? fmt::format("{} ({})", text::excerpt(child_text(error, "Key")),
                               text::excerpt(child_text(error, "Code")))
                 : std::string();
}

Result<Object> read_object(std::string const& key, HttpResponse const& response) {
    Object object{key, 0, response.header("etag").value_or(""), {}};
    auto const length = response.header("content-length").value_or("");
    auto const [end, error] = std::from_chars(length.data(), length.data() + length.size(), object.size_bytes);
    if (length.empty() || error != std::errc() || end != length.data() + length.size())
        return fail(ErrorCode::bad_response, fmt::format("told no length of {}", key));
    constexpr std::string_view prefix = "x-amz-meta-";
    for (auto const& [name, value] : response.headers)
        if (auto const lowered = text::lower(name); lowered.starts_with(prefix))
            object.metadata[lowered.substr(prefix.size())] = value;
    return object;
}

}  // namespace troupe::net::s3::impl
