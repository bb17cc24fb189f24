#include "base/confinement.hpp"

#include <fcntl.h>
#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/landlock.h>
#include <linux/seccomp.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

namespace troupe::impl {
namespace fs = std::filesystem;
namespace {

/// The kernel's own list grew, and the headers of Debian 12 end with its third version.
struct RulesetAttributes {
    std::uint64_t files = 0;
    std::uint64_t network = 0;  // since version 4
    std::uint64_t scoped = 0;   // since version 6
};

constexpr std::uint64_t reading = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t of_files = LANDLOCK_ACCESS_FS_EXECUTE | LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_WRITE_FILE;
constexpr std::uint64_t in_folders = LANDLOCK_ACCESS_FS_REMOVE_FILE | LANDLOCK_ACCESS_FS_MAKE_REG | LANDLOCK_ACCESS_FS_MAKE_DIR |
                                     LANDLOCK_ACCESS_FS_REMOVE_DIR;
constexpr std::uint64_t never = LANDLOCK_ACCESS_FS_MAKE_CHAR | LANDLOCK_ACCESS_FS_MAKE_SOCK | LANDLOCK_ACCESS_FS_MAKE_FIFO |
                                LANDLOCK_ACCESS_FS_MAKE_BLOCK | LANDLOCK_ACCESS_FS_MAKE_SYM;
constexpr std::uint64_t refer = 1U << 13, truncating = 1U << 14;  // since versions 2 and 3
constexpr std::uint64_t bind_and_connect = 3;                     // of TCP
constexpr std::uint64_t sockets_and_signals = 3;                  // to processes outside

/// Where programs, their libraries and what these look up lie; where one has none of these it is not missed.
constexpr char const* of_the_system[] = {"/usr", "/lib", "/lib32", "/lib64", "/bin", "/opt", "/nix/store", "/gnu/store", "/etc/ld.so.cache",
                                         "/etc/ld.so.preload", "/etc/alternatives", "/dev/null", "/dev/zero", "/dev/urandom", "/dev/random",
                                         "/sys/devices/system/cpu"};

constexpr std::string_view kept_variables[] = {"PATH=", "LANG=", "LC_", "TZ=", "LD_LIBRARY_PATH=", "ASAN_OPTIONS=", "UBSAN_OPTIONS=", "TSAN_OPTIONS="};

std::uint64_t handled_by(long version) {
    auto all = reading | of_files | in_folders | never;
    if (version >= 2) all |= refer;
    if (version >= 3) all |= truncating;
    return all;
}

int make_ruleset(long version) {
    RulesetAttributes const attributes{handled_by(version), version >= 4 ? bind_and_connect : 0, version >= 6 ? sockets_and_signals : 0};
    auto const size = version >= 6 ? sizeof attributes : version >= 4 ? offsetof(RulesetAttributes, scoped) : offsetof(RulesetAttributes, network);
    return static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, size, 0));
}

void allow(int ruleset, fs::path const& path, std::uint64_t access) {
    auto const handle = ::open(path.c_str(), O_PATH | O_CLOEXEC);
    if (handle < 0) return;
    struct stat facts {};
    // Rights of folders are refused by the kernel where a file is meant.
    if (::fstat(handle, &facts) == 0 && !S_ISDIR(facts.st_mode)) access &= of_files | truncating;
    landlock_path_beneath_attr const rule{access, handle};
    (void)::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0);
    ::close(handle);
}

bool is_kept(std::string_view variable) {
    for (auto const name : kept_variables)
        if (variable.starts_with(name)) return true;
    return false;
}

#if defined(__x86_64__)
constexpr std::uint32_t this_architecture = AUDIT_ARCH_X86_64;
#elif defined(__aarch64__)
constexpr std::uint32_t this_architecture = AUDIT_ARCH_AARCH64;
#else
constexpr std::uint32_t this_architecture = 0;  // nothing is filtered
#endif

constexpr std::uint32_t refused_calls[] = {SYS_socket, SYS_socketpair, SYS_connect, SYS_bind, SYS_sendto, SYS_ptrace, SYS_process_vm_readv,
                                           SYS_process_vm_writev, SYS_io_uring_setup, SYS_bpf, SYS_perf_event_open, SYS_userfaultfd,
                                           SYS_keyctl, SYS_add_key, SYS_mount, SYS_unshare, SYS_setns};
constexpr std::size_t count = std::size(refused_calls);

/// Refuses those calls with EACCES, and all calls of another architecture than the one whose numbers these are. False where
/// the kernel filters none.
bool filter_calls() {
    if (this_architecture == 0) return false;
    sock_filter program[count + 7] = {
        {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, arch)},
        {BPF_JMP | BPF_JEQ | BPF_K, 1, 0, this_architecture},
        {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | ENOSYS},
        {BPF_LD | BPF_W | BPF_ABS, 0, 0, offsetof(seccomp_data, nr)},
        // The numbers of x32 have this bit.
        {BPF_JMP | BPF_JGE | BPF_K, static_cast<std::uint8_t>(count + 1), 0, 0x40000000U},
    };
    for (std::size_t i = 0; i < count; ++i)
        program[5 + i] = {BPF_JMP | BPF_JEQ | BPF_K, static_cast<std::uint8_t>(count - i), 0, refused_calls[i]};
    program[5 + count] = {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ALLOW};
    program[6 + count] = {BPF_RET | BPF_K, 0, 0, SECCOMP_RET_ERRNO | EACCES};
    sock_fprog const whole{static_cast<unsigned short>(std::size(program)), program};
    return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &whole) == 0;
}

}  // namespace

Confinement::Confinement(Walls const& walls, fs::path const& program) {
    for (auto variable = environ; *variable != nullptr; ++variable)
        if (is_kept(*variable)) variables_.emplace_back(*variable);
    for (auto& variable : variables_) pointers_.push_back(variable.data());
    pointers_.push_back(nullptr);

    auto const version = ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
    if (version < 1) return;
    ruleset_ = make_ruleset(version);
    if (ruleset_ < 0) return;
    ::fcntl(ruleset_, F_SETFD, FD_CLOEXEC);
    for (auto const* path : of_the_system) allow(ruleset_, path, reading);
    allow(ruleset_, program, reading);
    for (auto const& path : walls.readable) allow(ruleset_, path, reading & ~std::uint64_t{LANDLOCK_ACCESS_FS_EXECUTE});
    auto const writing = (of_files & ~std::uint64_t{LANDLOCK_ACCESS_FS_EXECUTE}) | LANDLOCK_ACCESS_FS_READ_DIR | in_folders;
    for (auto const& path : walls.writable) allow(ruleset_, path, writing | (version >= 3 ? truncating : 0));
}

Confinement::~Confinement() {
    if (ruleset_ >= 0) ::close(ruleset_);
}

bool Confinement::enter() const {
    if (::chdir("/") != 0 || ::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return false;
    if (ruleset_ >= 0 && ::syscall(SYS_landlock_restrict_self, ruleset_, 0) != 0) return false;
    (void)filter_calls();
    return true;
}

}  // namespace troupe::impl
