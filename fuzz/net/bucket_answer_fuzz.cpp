#include <cstddef>
#include <cstdint>
#include <string>

#include "net/s3/impl/answers.hpp"

using namespace troupe::net;

/// What a service says in answer to questions about a bucket: XML, and nothing of it is ours.
extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
    std::string const body(reinterpret_cast<char const*>(data), size);
    (void)s3::impl::read_page(body);
    (void)s3::impl::read_upload_id(body);
    (void)s3::impl::read_kept(body);
    HttpResponse const response{
        200, {{"Content-Length", body}, {"x-amz-meta-" + body, body}, {"x-amz-bucket-region", body}}, body};
    auto const refusal = s3::impl::read_refusal(response);
    if (refusal.code.size() > 1000 || refusal.region.size() > 1000) __builtin_trap();  // goes into messages for people
    (void)s3::impl::read_object("key", response);
    return 0;
}
