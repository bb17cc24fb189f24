#include <cstdio>
#include <cstdlib>

#include "net/curl_http_client.hpp"
#include "providers/pexels/pexels_footage.hpp"
#include "providers/pixabay/pixabay_footage.hpp"
#include "visual/footage/testing/memory_footage.hpp"

/// Asks a service of stock footage once and fetches the first clip: `footage_probe pexels|pixabay URL KEY WORDS FILE`.
/// Prints what came as one line of JSON.
using namespace troupe;

namespace {

std::unique_ptr<visual::StockFootage> service_of(std::string const& name, char** rest, providers::impl::StockService::Parts const& parts) {
    if (name == "pexels")
        return std::make_unique<providers::pexels::PexelsFootage>(
            providers::pexels::Settings{.api_key = rest[1], .base_url = rest[0], .backoff = Seconds(0.01), .longest_wait = Seconds(1.5)}, parts);
    return std::make_unique<providers::pixabay::PixabayFootage>(
        providers::pixabay::Settings{.api_key = rest[1], .base_url = rest[0], .backoff = Seconds(0.01), .longest_wait = Seconds(1.5)}, parts);
}

json::Object told(Error const& error) { return {{"error", error.message}, {"code", json::enum_name(error.code)}}; }

json::Object run(visual::StockFootage& service, std::string const& words, std::filesystem::path const& file) {
    auto const page = service.search({.words = words}, {});
    if (!page) return told(page.error());
    json::Object out{{"clips", page->clips.size()}, {"first", page->clips.empty() ? json::Value() : json::to_value(page->clips[0])}};
    if (page->clips.empty()) return out;
    auto const fetched = service.fetch(page->clips[0], page->clips[0].renditions[0], file, {});
    if (!fetched) return told(fetched.error());
    out["bytes"] = fetched->bytes;
    out["sha256"] = fetched->sha256;
    return out;
}

}  // namespace

int main(int count, char** arguments) {
    if (count != 6) return 2;
    ::setenv("no_proxy", "127.0.0.1", 1);
    net::CurlHttpClient http;
    visual::testing::MemoryFootageMemory memory;
    SystemClock const clock;
    auto const service = service_of(arguments[1], arguments + 2, {http, memory, clock});
    std::printf("%s\n", json::print(json::Value(run(*service, arguments[4], arguments[5]))).c_str());
    return 0;
}
