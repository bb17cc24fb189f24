#include "access/pepper.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "access/key.hpp"
#include "base/files.hpp"
#include "base/text.hpp"

namespace troupe::access {
namespace fs = std::filesystem;
namespace {

constexpr std::size_t least = 32;
constexpr auto variable = "TROUPE_KEY_PEPPER";

tl::unexpected<Error> cannot_make(fs::path const& file, int error) {
    return fail(ErrorCode::unavailable, fmt::format("{}: cannot be written ({}): make room or choose a home that you may write, or set {}",
                                                    file.string(), std::strerror(error), variable));
}

/// Closes and removes: what `write_private` wrote has another name by then, or is of no use.
class Draft {
public:
    explicit Draft(fs::path path)
        : path_(std::move(path)), fd_(::open(path_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600)) {}
    ~Draft() {
        if (fd_ < 0) return;
        ::close(fd_);
        ::unlink(path_.c_str());
    }
    Draft(Draft const&) = delete;
    Draft& operator=(Draft const&) = delete;
    [[nodiscard]] bool write(std::string_view bytes) const {
        return fd_ >= 0 && ::write(fd_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()) && ::fsync(fd_) == 0;
    }
    /// Gives it its name, unless somebody was faster, which is as good.
    [[nodiscard]] bool name(fs::path const& file) const { return ::link(path_.c_str(), file.c_str()) == 0 || errno == EEXIST; }

private:
    fs::path path_;
    int fd_;
};

void sync_folder(fs::path const& folder) {
    auto const fd = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0) return;
    ::fsync(fd);
    ::close(fd);
}

Result<void> make(fs::path const& file) {
    TRY(make_folder(file.parent_path()));
    Draft const draft(file.parent_path() / fmt::format(".key-pepper.{}", random_secret().substr(0, 12)));
    if (!draft.write(random_secret() + "\n") || !draft.name(file)) return cannot_make(file, errno);
    sync_folder(file.parent_path());
    return {};
}

}  // namespace

Result<std::string> load_pepper(Configuration const& configuration, fs::path const& home) {
    if (auto const given = TRY(configuration.secret(variable))) {
        if (given->size() >= least) return *given;
        return fail(ErrorCode::invalid_input, fmt::format("{}: shorter than {} characters, use the output of: openssl rand -base64 32", variable, least));
    }
    auto const file = home / "key-pepper";
    if (std::error_code ignored; !fs::exists(file, ignored)) TRY(make(file));
    auto const bytes = TRY(read_file(file, 4096));
    std::string pepper(text::trim(bytes));
    if (pepper.size() >= least) return pepper;
    return fail(ErrorCode::invalid_input, fmt::format("{}: shorter than {} characters, restore it from a backup; without it all API keys must be"
                                                      " issued anew", file.string(), least));
}

}  // namespace troupe::access
