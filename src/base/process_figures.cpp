#include "base/process_figures.hpp"

#include <sys/resource.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <sstream>

#include "base/json.hpp"
#include "base/log.hpp"
#include "base/version.hpp"

namespace troupe {
namespace {

namespace fs = std::filesystem;

/// The number behind "btime" of /proc/stat: when the machine was started, in seconds since 1970.
double boot_time() {
    std::ifstream file("/proc/stat");
    for (std::string line; std::getline(file, line);)
        if (line.starts_with("btime ")) return std::stod(line.substr(6));
    return 0;
}

/// Fields of /proc/self/stat from the third on; the second is a name in parentheses that may hold anything (proc(5)).
std::vector<std::string> own_stat() {
    std::ifstream file("/proc/self/stat");
    std::string text((std::istreambuf_iterator<char>(file)), {});
    std::istringstream rest(text.substr(std::min(text.size(), text.rfind(')') + 2)));
    return {std::istream_iterator<std::string>(rest), {}};
}

double seconds_of(timeval const& time) {
    return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

void add_open_files(Figures& all) {
    std::error_code error;
    auto const open = std::distance(fs::directory_iterator("/proc/self/fd", error), fs::directory_iterator());
    if (!error) all.push_back({"process_open_fds", "Files and sockets that are open", static_cast<double>(open)});
    rlimit limit{};
    if (::getrlimit(RLIMIT_NOFILE, &limit) == 0)
        all.push_back({"process_max_fds", "Files and sockets that may be open", static_cast<double>(limit.rlim_cur)});
}

/// proc(5): 20 is the number of threads, 22 the start in ticks since the boot, 23 and 24 the memory.
void add_memory_and_start(Figures& all) {
    auto const stat = own_stat();
    if (stat.size() < 22) return;
    auto const at = [&](std::size_t field) { return std::stod(stat[field - 3]); };
    all.push_back({"process_threads", "Threads", at(20)});
    all.push_back({"process_virtual_memory_bytes", "Memory that is mapped", at(23)});
    all.push_back(
        {"process_resident_memory_bytes", "Memory in use", at(24) * static_cast<double>(::sysconf(_SC_PAGESIZE))});
    all.push_back({"process_start_time_seconds", "When the process began, in seconds since 1970",
                   boot_time() + at(22) / static_cast<double>(::sysconf(_SC_CLK_TCK))});
}

}  // namespace

Figures process_figures() {
    Figures all;
    rusage used{};
    if (::getrusage(RUSAGE_SELF, &used) == 0)
        all.push_back({"process_cpu_seconds_total",
                       "Processor time, without that of programs it started",
                       seconds_of(used.ru_utime) + seconds_of(used.ru_stime),
                       {},
                       Figure::Kind::counter});
    add_open_files(all);
    add_memory_and_start(all);
    all.push_back({"troupe_build_info",
                   "1; the labels say which build this is",
                   1,
                   {{"version", program_version}, {"compiler", __VERSION__}}});
    for (auto const& each : log::counts())
        all.push_back({"troupe_log_events_total",
                       "Lines of the log by event.action and level",
                       static_cast<double>(each.times),
                       {{"event", each.event}, {"level", json::enum_name(each.level)}},
                       Figure::Kind::counter});
    return all;
}

Figures disk_figures(fs::path const& folder) {
    std::error_code error;
    auto const space = fs::space(folder, error);
    if (error) return {};
    return {{"troupe_home_disk_free_bytes", "What is left of the disk of TROUPE_HOME",
             static_cast<double>(space.available)},
            {"troupe_home_disk_size_bytes", "Size of the disk of TROUPE_HOME", static_cast<double>(space.capacity)}};
}

}  // namespace troupe
