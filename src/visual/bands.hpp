#pragma once

#include <algorithm>
#include <atomic>
#include <exception>
#include <mutex>
#include <thread>
#include <vector>

/// Rows of a picture shared out between threads.
namespace troupe::visual {

/// What renders use unless told otherwise: two, or one on a machine of one core.
[[nodiscard]] inline int default_threads() { return std::thread::hardware_concurrency() > 1 ? 2 : 1; }

/// Calls `work(from, to)` for bands that cover rows 0 .. rows-1, on `threads` threads (the caller's is one of them).
/// A row must not depend on which band or thread made it: then the picture is the same with any number of threads.
template <class Work>
void for_bands(int rows, int threads, Work const& work) {
    constexpr int band = 16;
    std::atomic<int> next{0};
    auto const run = [&] {
        for (int from = next.fetch_add(band); from < rows; from = next.fetch_add(band)) work(from, std::min(from + band, rows));
    };
    auto const helpers = std::max(0, std::min(threads, (rows + band - 1) / band) - 1);
    std::exception_ptr problem;
    std::mutex guard;
    std::vector<std::jthread> pool;
    pool.reserve(static_cast<std::size_t>(helpers));
    for (int i = 0; i < helpers; ++i)
        pool.emplace_back([&] {
            try {
                run();
            } catch (...) {
                std::lock_guard const lock(guard);
                problem = std::current_exception();
            }
        });
    run();
    pool.clear();
    if (problem) std::rethrow_exception(problem);
}

}  // namespace troupe::visual
