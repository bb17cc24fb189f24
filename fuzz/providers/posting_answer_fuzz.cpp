// However a platform refuses a post: a reason of one line without the key, and a wait that is none or at most an hour.
#include "answers.hpp"
#include "providers/impl/posting.hpp"

using namespace troupe;
using namespace troupe::providers::impl;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    FixedClock const clock{*parse_time("2026-11-22T08:30:00Z")};
    Posting const posting{.service = "service", .secrets = {"the-secret"}, .advice = "check the key", .backoff = Seconds(0), .most_tries = 1};
    net::HttpRequest const request{.method = "POST", .url = "https://social.example.com/posts"};
    Answers http(text_of(data, size));
    for (int i = 0; i < 4; ++i) {
        auto const answered = send(posting, {http, clock}, request, Repeat::safely, is_well, {});
        if (answered) {
            if (auto const body = json_of(posting, *answered); !body) demand_one_line(body.error().message);
            continue;
        }
        auto const& error = answered.error();
        demand(!error.message.empty() && error.message.find("the-secret") == std::string::npos);
        demand_one_line(error.message);
        if (error.wait) demand(error.wait->count() >= 0 && error.wait->count() <= 3600);
    }
    return 0;
}
