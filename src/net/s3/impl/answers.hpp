#pragma once

#include <string>
#include <vector>

#include "base/result.hpp"
#include "net/http_client.hpp"
#include "net/s3/bucket.hpp"

/// What a service answers, as XML and in headers.
namespace troupe::net::s3::impl {

struct Refusal {
    std::string code, region;  ///< of its region, where it told
};
/// What an <Error> says; nothing in it where the body is none.
[[nodiscard]] Refusal read_refusal(HttpResponse const& response);
[[nodiscard]] bool is_refusal(std::string const& body);

struct Page {
    std::vector<Object> objects;
    std::string next;  ///< token of the page after it; empty: this is the last one
};
/// Error: bad_response.
[[nodiscard]] Result<Page> read_page(std::string const& body);
/// Empty where there is none.
[[nodiscard]] std::string read_upload_id(std::string const& body);
/// The first file that a DeleteObjects did not remove, and why: "a/b (AccessDenied)". Empty: all are gone.
[[nodiscard]] std::string read_kept(std::string const& body);

/// Size, tag and metadata from the headers of an answer. Error: bad_response (no length).
[[nodiscard]] Result<Object> read_object(std::string const& key, HttpResponse const& response);

}  // namespace troupe::net::s3::impl
