#include "base/process.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <poll.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstdlib>
#include <cstring>
#include <memory>

#include "base/text.hpp"

namespace troupe {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t kept_words = 8192;
constexpr std::size_t kept_output = std::size_t{64} << 20;

class Descriptor {
public:
    explicit Descriptor(int fd = -1) : fd_(fd) {}
    Descriptor(Descriptor&& other) noexcept : fd_(std::exchange(other.fd_, -1)) {}
    Descriptor& operator=(Descriptor&& other) noexcept {
        close();
        fd_ = std::exchange(other.fd_, -1);
        return *this;
    }
    ~Descriptor() { close(); }
    void close() {
        if (fd_ >= 0) ::close(std::exchange(fd_, -1));
    }
    [[nodiscard]] int get() const { return fd_; }

private:
    int fd_;
};

struct Pipe {
    Descriptor read, write;
};

Result<Pipe> make_pipe() {
    std::array<int, 2> ends{};
    if (::pipe2(ends.data(), O_CLOEXEC) != 0)
        return fail(ErrorCode::unavailable, fmt::format("no pipe to a child process: {}", std::strerror(errno)));
    return Pipe{Descriptor(ends[0]), Descriptor(ends[1])};
}

/// In the child between fork and exec, as `become`. A core file would be a copy of what strangers made: none is written.
void submit_to(ProcessLimits const& limits) {
    auto const set = [](auto which, std::uint64_t most) {
        rlimit const limit{most, most};
        if (most > 0 && ::setrlimit(which, &limit) != 0) ::_exit(127);
    };
    set(RLIMIT_AS, limits.memory_bytes);
    set(RLIMIT_FSIZE, limits.file_bytes);
    // A second between the signal that can be told from others and the one that cannot be refused.
    auto const seconds = static_cast<rlim_t>(limits.cpu.count() + 0.999);
    rlimit const time{seconds, seconds + 1};
    if (seconds > 0 && ::setrlimit(RLIMIT_CPU, &time) != 0) ::_exit(127);
    rlimit const none{0, 0};
    if (limits.memory_bytes > 0) ::setrlimit(RLIMIT_CORE, &none);
}

/// In the child between fork and exec: async-signal-safe calls alone.
[[noreturn]] void become(char* const* arguments, char const* path, int in, int out, int err, pid_t parent, ProcessLimits const& limits,
                         impl::Confinement const* confinement) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(127);
    ::setpgid(0, 0);  // Ctrl-C reaches us alone: we decide when the child ends.
    ::dup2(in, STDIN_FILENO);
    ::dup2(out, STDOUT_FILENO);
    ::dup2(err, STDERR_FILENO);
    ::signal(SIGPIPE, SIG_DFL);
    sigset_t nothing_blocked;
    ::sigemptyset(&nothing_blocked);
    ::sigprocmask(SIG_SETMASK, &nothing_blocked, nullptr);
    submit_to(limits);
    if (confinement == nullptr) ::execv(path, arguments);
    else if (confinement->enter()) ::execve(path, arguments, confinement->environment());
    ::_exit(127);
}

}  // namespace

struct Process::Child {
    pid_t pid = -1;
    std::string program;
    Descriptor in, out, err;
    std::string words;   ///< end of standard error
    std::string output;  ///< standard output, where it is kept
    bool keeps_output = false;
    ProcessLimits limits;

    ~Child() {
        if (pid <= 0) return;
        ::kill(pid, SIGKILL);
        ::waitpid(pid, nullptr, 0);
    }

    /// Reads what the child has said. False when `source` is at its end.
    static bool drain(Descriptor& source, std::string& into, std::size_t keep) {
        std::array<char, 16384> block{};
        auto const count = ::read(source.get(), block.data(), block.size());
        if (count < 0) return errno == EINTR || errno == EAGAIN;
        into.append(block.data(), static_cast<std::size_t>(count));
        if (into.size() > keep) into.erase(0, into.size() - keep);
        return count > 0;
    }

    /// Whether it has been waited for longer than it may take since then.
    [[nodiscard]] bool is_overdue(std::chrono::steady_clock::time_point since) const {
        return limits.patience.count() > 0 && std::chrono::steady_clock::now() - since > limits.patience;
    }

    /// Waits up to 100 ms until there is something to read on standard output; hears complaints meanwhile.
    bool wait_for_output() {
        std::array<pollfd, 2> fds{{{err.get(), POLLIN, 0}, {out.get(), POLLIN, 0}}};
        ::poll(fds.data(), fds.size(), 100);
        if ((fds[0].revents & (POLLIN | POLLHUP)) != 0 && !drain(err, words, kept_words)) err.close();
        return (fds[1].revents & (POLLIN | POLLHUP)) != 0;
    }

    /// Waits up to 100 ms until the child reads or says something. True when its input takes bytes.
    bool wait(bool wants_to_write) {
        std::array<pollfd, 3> fds{{{err.get(), POLLIN, 0}, {out.get(), POLLIN, 0}, {wants_to_write ? in.get() : -1, POLLOUT, 0}}};
        ::poll(fds.data(), fds.size(), 100);
        if ((fds[0].revents & (POLLIN | POLLHUP)) != 0 && !drain(err, words, kept_words)) err.close();
        if ((fds[1].revents & (POLLIN | POLLHUP)) != 0 && !drain(out, output, keeps_output ? kept_output : 0)) out.close();
        return (fds[2].revents & (POLLOUT | POLLERR)) != 0;
    }

    [[nodiscard]] std::string last_words() const {
        auto const trimmed = text::trim(words);
        auto const start = trimmed.size() > 400 ? trimmed.size() - 400 : 0;
        return trimmed.empty() ? "it said nothing" : text::excerpt(trimmed.substr(start), 400);
    }
};

Result<Process> Process::start(std::vector<std::string> const& command, ProcessLimits const& limits) {
    auto const path = find_program(command.front());
    if (!path)
        return fail(ErrorCode::unavailable,
                    fmt::format("{0} is not installed or not on the PATH: install it (apt-get install {0}) and run the command again",
                                command.front()));
    // A write to a child that has ended must be an error of that write, not the end of us.
    static auto const ignored = ::signal(SIGPIPE, SIG_IGN);
    (void)ignored;
    auto child = std::make_unique<Child>();
    auto in = TRY(make_pipe());
    auto out = TRY(make_pipe());
    auto err = TRY(make_pipe());
    std::vector<char*> arguments;
    for (auto const& argument : command) arguments.push_back(const_cast<char*>(argument.c_str()));
    arguments.push_back(nullptr);
    std::optional<impl::Confinement> confinement;
    if (limits.walls) confinement.emplace(*limits.walls, *path);
    auto const parent = ::getpid();
    child->program = command.front();
    child->limits = limits;
    child->pid = ::fork();
    if (child->pid < 0) return fail(ErrorCode::unavailable, fmt::format("{}: cannot be started ({})", command.front(), std::strerror(errno)));
    if (child->pid == 0) become(arguments.data(), path->c_str(), in.read.get(), out.write.get(), err.write.get(), parent, limits, confinement ? &*confinement : nullptr);
    child->in = std::move(in.write);
    child->out = std::move(out.read);
    child->err = std::move(err.read);
    ::fcntl(child->in.get(), F_SETFL, O_NONBLOCK);
    ::fcntl(child->in.get(), F_SETPIPE_SZ, 1 << 20);
    ::fcntl(child->out.get(), F_SETPIPE_SZ, 1 << 20);
    return Process(child.release());
}

Process::Process(Process&& other) noexcept : child_(std::exchange(other.child_, nullptr)) {}
Process::~Process() { delete child_; }

void Process::keep_output() { child_->keeps_output = true; }
std::string Process::output() const { return child_->output; }

Result<void> Process::write(std::string_view bytes) {
    while (!bytes.empty()) {
        auto const count = ::write(child_->in.get(), bytes.data(), bytes.size());
        if (count >= 0) {
            bytes.remove_prefix(static_cast<std::size_t>(count));
        } else if (errno == EAGAIN) {
            child_->wait(true);
        } else if (errno != EINTR) {
            while (child_->err.get() >= 0) child_->wait(false);
            return fail(ErrorCode::unavailable, fmt::format("{} ended early: {}", child_->program, child_->last_words()));
        }
    }
    return {};
}

Result<std::size_t> Process::read(std::span<std::uint8_t> into, std::stop_token const& stop) {
    std::size_t have = 0;
    for (auto since = std::chrono::steady_clock::now(); have < into.size() && child_->out.get() >= 0;) {
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, fmt::format("{} was stopped", child_->program));
        if (child_->is_overdue(since)) return fail(ErrorCode::unavailable, fmt::format("{} takes too long and is given up", child_->program));
        if (!child_->wait_for_output()) continue;
        auto const count = ::read(child_->out.get(), into.data() + have, into.size() - have);
        if (count < 0 && errno == EINTR) continue;
        if (count <= 0) child_->out.close();
        else have += static_cast<std::size_t>(count);
        since = std::chrono::steady_clock::now();
    }
    return have;
}

Result<void> Process::finish(std::stop_token stop) {
    child_->in.close();
    auto const since = std::chrono::steady_clock::now();
    while (child_->err.get() >= 0 || child_->out.get() >= 0) {
        if (child_->is_overdue(since)) return fail(ErrorCode::unavailable, fmt::format("{} takes too long and is given up", child_->program));
        if (stop.stop_requested()) return fail(ErrorCode::cancelled, fmt::format("{} was stopped", child_->program));
        child_->wait(false);
    }
    int status = 0;
    ::waitpid(child_->pid, &status, 0);
    child_->pid = -1;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return {};
    if (WIFSIGNALED(status) && (WTERMSIG(status) == SIGXCPU || WTERMSIG(status) == SIGXFSZ))
        return fail(ErrorCode::internal, fmt::format("{} was ended: it took more {} than it may", child_->program,
                                                     WTERMSIG(status) == SIGXCPU ? "time" : "room on the disk"));
    return fail(ErrorCode::internal, fmt::format("{} failed: {}", child_->program, child_->last_words()));
}

Result<std::string> run_process(std::vector<std::string> const& command, std::stop_token stop) {
    return run_process(command, {}, std::move(stop));
}

Result<std::string> run_process(std::vector<std::string> const& command, ProcessLimits const& limits, std::stop_token stop) {
    auto process = TRY(Process::start(command, limits));
    process.keep_output();
    TRY(process.finish(std::move(stop)));
    return process.output();
}

std::optional<fs::path> find_program(std::string_view name) {
    auto const runnable = [](fs::path const& file) { return fs::is_regular_file(file) && ::access(file.c_str(), X_OK) == 0; };
    if (name.find('/') != std::string_view::npos) return runnable(name) ? std::optional(fs::path(name)) : std::nullopt;
    auto const* path = std::getenv("PATH");
    for (auto const& folder : text::split(path == nullptr ? "/usr/local/bin:/usr/bin:/bin" : path, ':')) {
        auto const file = fs::path(folder.empty() ? "." : folder) / name;
        if (runnable(file)) return file;
    }
    return std::nullopt;
}

}  // namespace troupe
