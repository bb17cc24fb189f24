#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace troupe {

/// What a confined child may touch of this machine's files, beside the programs and libraries of the system.
struct Walls {
    std::vector<std::filesystem::path> readable;  ///< files, or folders with all that is in them
    std::vector<std::filesystem::path> writable;  ///< files that are there already, or folders
};

namespace impl {

/// Walls around a child that reads what strangers made, built before it is forked:
/// - no socket of any kind, no other process looked into, no new privileges (seccomp);
/// - no file but those of `Walls` (Landlock, Linux 5.13);
/// - of our environment what programs need to find their parts and their language: no key;
/// - the root folder as its working folder.
/// A kernel or a container that lacks one of the first two leaves it out: the child's own settings and limits still hold.
class Confinement {
public:
    /// `program` is what will be run.
    Confinement(Walls const& walls, std::filesystem::path const& program);
    Confinement(Confinement const&) = delete;
    Confinement& operator=(Confinement const&) = delete;
    ~Confinement();

    /// For the child's exec.
    [[nodiscard]] char* const* environment() const { return pointers_.data(); }
    /// In the child between fork and exec: async-signal-safe calls alone. False: a wall that was built does not stand.
    [[nodiscard]] bool enter() const;

private:
    int ruleset_ = -1;  ///< of Landlock; below 0: this kernel has none
    std::vector<std::string> variables_;
    mutable std::vector<char*> pointers_;
};

}  // namespace impl
}  // namespace troupe
