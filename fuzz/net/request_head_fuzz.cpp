#include "net/impl/request_head.hpp"

#include <cstdlib>

/// Whatever comes over a socket is a head or is refused; and a head that is taken says one thing alone about its body.
extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    std::string_view const bytes(reinterpret_cast<char const*>(data), size);
    auto const head = troupe::net::impl::read_head(bytes);
    if (!head) return head.error().status >= 400 && !head.error().why.empty() ? 0 : (std::abort(), 0);
    auto const& request = head->request;
    if (request.path.empty() || (request.path.front() != '/' && request.path != "*")) std::abort();
    if (head->is_chunked && (head->content_length > 0 || request.header("content-length"))) std::abort();
    for (auto const& header : request.headers)
        if (header.name.empty() || header.value.find_first_of(std::string_view("\r\n\0", 3)) != std::string::npos)
            std::abort();
    auto const decoded = troupe::net::percent_decoded(request.path);
    auto const query = troupe::net::read_query(request.query);
    (void)decoded;
    (void)query;
    return 0;
}
