// A stream tells the same events however it is cut into pieces, and ends when one of them is larger than it may be.
#include "net/server_sent_events.hpp"

#include <algorithm>
#include <vector>

#include "demand.hpp"

using namespace troupe;

namespace {

constexpr std::size_t most_bytes = 512;

struct Heard {
    std::vector<std::pair<std::string, std::string>> events;
    bool is_refused = false;
    bool operator==(Heard const&) const = default;
};

Heard hear(std::string_view bytes, std::size_t piece) {
    Heard heard;
    net::EventStreamParser parser(most_bytes);
    for (std::size_t at = 0; at < bytes.size() && !heard.is_refused; at += piece) {
        auto const fed = parser.feed(bytes.substr(at, piece), [&](net::ServerSentEvent const& event) { heard.events.emplace_back(event.type, event.data); });
        heard.is_refused = !fed;
        if (!fed) demand(fed.error().code == ErrorCode::bad_response);
    }
    return heard;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    auto const bytes = text_of(data, size);
    auto const whole = hear(bytes, std::max<std::size_t>(size, 1));
    for (auto const& [type, words] : whole.events) demand(!type.empty() && words.size() <= most_bytes + 1);
    for (std::size_t const piece : {1, 2, 7}) demand(hear(bytes, piece) == whole);
    return 0;
}
