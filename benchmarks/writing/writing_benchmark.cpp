#include <chrono>
#include <cstdio>

#include "measures.hpp"
#include "writing/builtin/builtin_writer.hpp"

namespace troupe::benchmark {

void print(char const* name, double value, double target, Better better) {
    bool const reached = better == Better::lower ? value <= target : value >= target;
    std::printf("%s %.2f %.2f %s\n", name, value, target, reached ? "ok" : "short");
    std::fflush(stdout);
}

}  // namespace troupe::benchmark

/// NAME value target ok|short, a line each: what the embedded writer is worth and what it costs. About a minute.
int main() {
    using namespace troupe;
    auto const start = std::chrono::steady_clock::now();
    auto const writer = writing::builtin::open_writer({});
    if (!writer) return std::fprintf(stderr, "%s\n", writer.error().message.c_str()), 1;
    auto const opened = std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start).count();
    benchmark::print("start_ms", opened, 100, benchmark::Better::lower);
    benchmark::measure_identities(**writer);
    benchmark::measure_reading();
    benchmark::measure_songs(**writer);
    benchmark::measure_variety(**writer);
    return 0;
}
