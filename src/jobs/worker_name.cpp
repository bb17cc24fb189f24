#include "jobs/worker_name.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <charconv>
#include <fstream>
#include <optional>

#include "base/text.hpp"

namespace troupe::jobs {
namespace {

std::string host_name() {
    std::array<char, 256> name{};
    ::gethostname(name.data(), name.size() - 1);
    // Containers may share a host name; each has a process namespace of its own.
    std::array<char, 64> space{};
    auto const length = ::readlink("/proc/self/ns/pid", space.data(), space.size() - 1);
    return fmt::format("{}+{}", name.data(), length > 0 ? std::string(space.data(), static_cast<std::size_t>(length)) : "");
}

/// Clock ticks since boot at which the process started; nothing when there is none of that number.
std::optional<std::uint64_t> start_time_of(int process) {
    std::ifstream in(fmt::format("/proc/{}/stat", process));
    std::string line;
    if (!std::getline(in, line)) return std::nullopt;
    // The name, in parentheses, may hold anything; the fields after it are single words: state is the first, field 3.
    auto const fields = text::split(std::string_view(line).substr(std::min(line.rfind(')') + 2, line.size())), ' ');
    if (fields.size() < 20 || fields[0] == "Z" || fields[0] == "X") return std::nullopt;
    std::uint64_t ticks = 0;
    std::from_chars(fields[19].data(), fields[19].data() + fields[19].size(), ticks);
    return ticks;
}

template <class Number>
std::optional<Number> number(std::string_view text) {
    Number value{};
    auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional(value) : std::nullopt;
}

/// The host may hold colons: the other fields are counted from the end.
std::optional<WorkerName> parse(std::string_view text) {
    auto const slash = text.rfind('/');
    auto const second = text.substr(0, slash).rfind(':');
    if (slash == std::string_view::npos || second == std::string_view::npos) return std::nullopt;
    auto const first = text.substr(0, second).rfind(':');
    if (first == std::string_view::npos) return std::nullopt;
    auto const process = number<int>(text.substr(first + 1, second - first - 1));
    auto const started = number<std::uint64_t>(text.substr(second + 1, slash - second - 1));
    auto const thread = number<int>(text.substr(slash + 1));
    if (!process || !started || !thread) return std::nullopt;
    return WorkerName{std::string(text.substr(0, first)), *process, *started, *thread};
}

}  // namespace

WorkerName WorkerName::of_this_process(int thread) {
    auto const process = static_cast<int>(::getpid());
    return {host_name(), process, start_time_of(process).value_or(0), thread};
}

std::string WorkerName::text() const { return fmt::format("{}:{}:{}/{}", host, process, started, thread); }

bool is_dead(std::string_view worker) {
    auto const name = parse(worker);
    if (!name || name->host != host_name()) return false;
    return start_time_of(name->process) != name->started;
}

}  // namespace troupe::jobs
