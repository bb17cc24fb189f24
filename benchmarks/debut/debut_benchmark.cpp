// How long a debut takes from outside: the finished program in a folder of its own, its steps, its memory with all
// children. `debut_benchmark PATH/TO/troupe`.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <thread>

#include "base/json.hpp"
#include "base/process.hpp"

namespace {

namespace fs = std::filesystem;
using namespace troupe;

constexpr auto prompt = "A mysterious electronic music producer with dark, atmospheric soundscapes and minimal public presence";

/// Resident memory of a process and all its descendants, in megabytes.
double memory_of_tree(int root) {
    double pages = 0;
    std::map<int, int> parents;
    std::map<int, double> resident;
    for (auto const& entry : fs::directory_iterator("/proc")) {
        auto const name = entry.path().filename().string();
        if (name.find_first_not_of("0123456789") != std::string::npos) continue;
        std::ifstream stat(entry.path() / "stat");
        std::string line;
        if (!std::getline(stat, line)) continue;
        auto const after = line.substr(line.rfind(')') + 2);
        parents[std::stoi(name)] = std::stoi(after.substr(2));
        std::ifstream statm(entry.path() / "statm");
        double size = 0;
        statm >> size >> resident[std::stoi(name)];
    }
    for (auto const& [process, size] : resident) {
        auto ancestor = process;
        while (ancestor != root && parents.contains(ancestor) && parents[ancestor] > 0) ancestor = parents[ancestor];
        if (ancestor == root) pages += size;
    }
    return pages * 4096 / 1e6;
}

void print_bar(std::string const& name, double value, double target) {
    fmt::print("{} {:.1f} {:.0f} {}\n", name, value, target, value <= target ? "ok" : "short");
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) return 2;
    auto const folder = fs::temp_directory_path() / fmt::format("troupe-debut-bench-{}", ::getpid());
    fs::create_directories(folder);
    ::setenv("TROUPE_HOME", (folder / "state").c_str(), 1);
    auto const begun = std::chrono::steady_clock::now();
    std::atomic<bool> ended{false};
    double most = 0;
    std::thread watcher([&] {
        for (; !ended; std::this_thread::sleep_for(std::chrono::milliseconds(100))) most = std::max(most, memory_of_tree(::getpid()));
    });
    auto const printed = run_process({fs::absolute(argv[1]).string(), "debut", "--prompt", prompt, "--seed", "7", "--out", (folder / "out").string(), "--json"});
    auto const seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begun).count();
    ended = true;
    watcher.join();
    std::error_code ignored;
    fs::remove_all(folder, ignored);
    if (!printed) {
        fmt::print(stderr, "debut failed: {}\n", printed.error().message);
        return 1;
    }
    auto const value = json::parse_value(*printed);
    for (auto const& step : value->at("steps").as_array())
        fmt::print("# {:<14} {:6.2f} s\n", std::string(step.at("step").as_string()), step.at("seconds").to_number<double>());
    print_bar("debut.seconds", seconds, 60);
    print_bar("debut.peak_mb", most, 700);
    return 0;
}
