#include "llm/ledger.hpp"

#include <fmt/format.h>

namespace troupe::llm {

std::string format_money(std::int64_t micros) { return fmt::format("{:.4f}", static_cast<double>(micros) / 1e6); }

tl::unexpected<Error> over_cap(std::string const& which, std::int64_t spent, std::int64_t most, std::int64_t cap) {
    return fail(ErrorCode::rate_limited,
                fmt::format("the cap for {} is {}, {} are spent or reserved and this call may cost {}: raise TROUPE_LLM_{}_CAP or wait",
                            which, format_money(cap), format_money(spent), format_money(most),
                            which == "the day" ? "DAY" : which == "the artist" ? "ARTIST" : "TASK"));
}

}  // namespace troupe::llm
