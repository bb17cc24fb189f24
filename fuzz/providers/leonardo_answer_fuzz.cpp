// Whatever the service answers: a verdict comes of it, no id that would change an address, and no word that would break a
// line.
#include <algorithm>
#include <cstdlib>
#include <string>

#include "demand.hpp"
#include "providers/leonardo/impl/answers.hpp"

using namespace troupe::providers::leonardo::impl;

extern "C" int LLVMFuzzerTestOneInput(unsigned char const* data, std::size_t size) {
    for (auto const status : {200, 400, 500}) {
        troupe::net::HttpResponse const response{status, {}, std::string(reinterpret_cast<char const*>(data), size)};
        auto const sent = read_submission(response);
        if ((sent.verdict == Verdict::ok) != is_id(sent.task)) std::abort();
        if (sent.price && sent.price->micros < 0) std::abort();
        demand_one_line(sent.message, 2000);
        demand_one_line(read_generation(response).message, 2000);
        auto const called = read_call(response.body);
        if (!called.empty() && !is_id(called)) std::abort();
    }
    return 0;
}
