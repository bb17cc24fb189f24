// What a request asks of a call is refused with the parameter or the place, or is one JSON object; a range of a file lies
// within it, and its length is what the answer says.
#include <algorithm>

#include "api/input.hpp"
#include "api/replies.hpp"
#include "base/random.hpp"
#include "base/text.hpp"
#include "calls/catalogue.hpp"
#include "demand.hpp"
#include "memory_file.hpp"

using namespace troupe;

namespace {

calls::Catalogue const& catalogue() {
    static auto const made = calls::Catalogue::complete();
    return made;
}

/// The first line: which call, and its query; then headers, an empty line, the body.
net::ServerRequest request_of(std::string_view text) {
    net::ServerRequest request{.method = "GET", .path = "/api/x"};
    auto const head = text.substr(0, std::min(text.find("\n\n"), text.size()));
    request.body = std::string(text.substr(std::min(head.size() + 2, text.size())));
    auto const lines = text::split(head, '\n');
    request.query = lines[0];
    for (std::size_t i = 1; i < lines.size(); ++i)
        if (auto const colon = lines[i].find(':'); colon != std::string::npos)
            request.headers.push_back({lines[i].substr(0, colon), std::string(text::trim(std::string_view(lines[i]).substr(colon + 1)))});
    return request;
}

void check_input(net::ServerRequest const& request) {
    auto const& all = catalogue().calls();
    auto const& call = all[stable_hash(request.query.substr(0, 1)) % all.size()];
    auto const input = api::input_of(call, {{"artist_id", "018f3c1e-7b2a-7c3d-9e4f-0123456789ab"}}, request);
    if (!input) return demand_refusal(input.error());
    demand(input->is_object() && json::parse_value(json::print(*input)).has_value());
}

void check_file(net::ServerRequest const& request) {
    static unsigned char const bytes[1000] = {};
    static MemoryFile const file(bytes, sizeof bytes);
    auto const answer = api::file_reply(request, {file.path(), "image/jpeg", "abc", request.query});
    for (auto const& header : answer.headers) demand_one_line(header.value, 100'000);
    auto const* body = std::get_if<net::FileBody>(&answer.body);
    demand(answer.status == 304 || answer.status == 416 || body != nullptr);
    if (body == nullptr) return;
    demand(answer.status == 200 || answer.status == 206);
    demand(body->length >= 1 && body->offset + body->length <= sizeof bytes);
    demand(answer.status == 206 || body->length == sizeof bytes);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const request = request_of(text_of(data, size));
    check_input(request);
    check_file(request);
    auto const version = api::version_of(request.header("if-match"));
    if (version && *version) demand(**version >= 0);
    if (!version) demand_refusal(version.error());
    (void)api::has_etag(request, "\"abc\"");
    (void)api::takes_gzip(request);
    return 0;
}
