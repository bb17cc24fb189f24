#pragma once

#include <filesystem>
#include <optional>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.hpp"

namespace troupe {

/// A child process with a pipe to its standard input; its standard output is thrown away unless kept, its standard error kept (the
/// last 8 KB). It dies with us, even by kill -9. Movable; the destructor kills what still runs.
class Process {
public:
    /// Starts `command[0]`, found on the PATH. Errors: unavailable (no such program; names it).
    [[nodiscard]] static Result<Process> start(std::vector<std::string> const& command);

    Process(Process&& other) noexcept;
    Process& operator=(Process&&) = delete;
    Process(Process const&) = delete;
    ~Process();

    /// Writes all of it, waiting while the child is busy. Errors: unavailable (the child ended, with its last words).
    [[nodiscard]] Result<void> write(std::string_view bytes);

    /// Closes the pipe and waits for the end; kills the child when `stop` is asked for.
    /// Errors: internal (exit code other than 0, with its last words), cancelled.
    [[nodiscard]] Result<void> finish(std::stop_token stop = {});

    /// From now on, keep what the child prints (at most 64 MB), for `output()` after `finish()`.
    void keep_output();
    [[nodiscard]] std::string output() const;

private:
    struct Child;
    explicit Process(Child* child) : child_(child) {}
    Child* child_;
};

/// Runs a command to its end and gives what it printed on standard output (at most 64 MB).
/// Errors: unavailable (no such program), internal (exit code other than 0, with its last words), cancelled.
[[nodiscard]] Result<std::string> run_process(std::vector<std::string> const& command, std::stop_token stop = {});

/// The full path of a program on the PATH, or nothing.
[[nodiscard]] std::optional<std::filesystem::path> find_program(std::string_view name);

}  // namespace troupe
