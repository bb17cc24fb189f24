#pragma once

#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <stop_token>
#include <string>
#include <string_view>
#include <vector>

#include "base/confinement.hpp"
#include "base/result.hpp"
#include "base/units.hpp"

namespace troupe {

/// What a child may take from this machine at most: for programs that read what strangers made. 0: as much as it wants.
struct ProcessLimits {
    std::uint64_t memory_bytes = 0;  ///< of addresses, the program's own libraries included
    std::uint64_t file_bytes = 0;    ///< of any file it writes
    Seconds cpu{0};                  ///< of all its threads together, in whole seconds; the kernel ends it then
    Seconds patience{0};             ///< without a byte from it while we read, or until it ends while we wait for that
    std::optional<Walls> walls = {};  ///< it touches these files alone, and no network; paths in its command must be absolute
};

/// A child process with a pipe to its standard input; its standard output is thrown away unless kept, its standard error kept (the
/// last 8 KB). It dies with us, even by kill -9. Movable; the destructor kills what still runs.
class Process {
public:
    /// Starts `command[0]`, found on the PATH. Errors: unavailable (no such program; names it).
    [[nodiscard]] static Result<Process> start(std::vector<std::string> const& command, ProcessLimits const& limits = {});

    Process(Process&& other) noexcept;
    Process& operator=(Process&&) = delete;
    Process(Process const&) = delete;
    ~Process();

    /// Writes all of it, waiting while the child is busy. Errors: unavailable (the child ended, with its last words).
    [[nodiscard]] Result<void> write(std::string_view bytes);

    /// Fills `into` with what the child prints next, waiting for it. How much came: less than asked for when it has ended.
    /// Not together with `keep_output`. Errors: unavailable (longer silent than the limits allow), cancelled.
    [[nodiscard]] Result<std::size_t> read(std::span<std::uint8_t> into, std::stop_token const& stop = {});

    /// Closes the pipe and waits for the end; kills the child when `stop` is asked for.
    /// Errors: internal (exit code other than 0, or ended by a limit, with its last words), unavailable (it does not end
    /// within the limits' patience), cancelled.
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
[[nodiscard]] Result<std::string> run_process(std::vector<std::string> const& command, ProcessLimits const& limits, std::stop_token stop);

/// The full path of a program on the PATH, or nothing.
[[nodiscard]] std::optional<std::filesystem::path> find_program(std::string_view name);

}  // namespace troupe
