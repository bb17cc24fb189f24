#pragma once

#include <fmt/format.h>

#include <chrono>

/// One line a number: NAME value target ok|short.
namespace troupe::planning::benchmark {

inline bool at_most(std::string const& name, double value, double target) {
    bool const ok = value <= target;
    fmt::print("{} {:.3f} {} {}\n", name, value, target, ok ? "ok" : "short");
    return ok;
}

inline bool at_least(std::string const& name, double value, double target) {
    bool const ok = value >= target;
    fmt::print("{} {:.3f} {} {}\n", name, value, target, ok ? "ok" : "short");
    return ok;
}

template <class Work>
double seconds(Work const& work) {
    auto const begin = std::chrono::steady_clock::now();
    work();
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
}

/// Parts of the benchmark; false when a number falls short.
bool rosters(bool with_largest);
bool calendars();
bool hours();
bool arcs();  ///< where the writer is built, too

}  // namespace troupe::planning::benchmark
