#pragma once

#include <filesystem>

#include "base/result.hpp"

namespace troupe::calls {

/// A file that came with a request, under the name that it has at the sender's: messages and reports then speak of
/// "may.csv", and statements that come in pieces are told apart by their names. The name is a second one of the same
/// bytes, gone with this.
class NamedUpload {
public:
    /// An empty name: messages say "the file". Only what stands behind the last slash counts. Errors: invalid_input
    /// (names the field file_name), unavailable.
    [[nodiscard]] static Result<NamedUpload> open(std::filesystem::path const& upload, std::string const& name);
    NamedUpload(NamedUpload&& other) noexcept;
    NamedUpload(NamedUpload const&) = delete;
    NamedUpload& operator=(NamedUpload const&) = delete;
    NamedUpload& operator=(NamedUpload&&) = delete;
    ~NamedUpload();

    [[nodiscard]] std::filesystem::path const& file() const { return file_; }

private:
    NamedUpload(std::filesystem::path folder, std::filesystem::path file);
    std::filesystem::path folder_;  ///< ours alone; empty: nothing to remove
    std::filesystem::path file_;
};

/// For `Call::about`.
inline constexpr auto about_file_name = "What the file is called; messages use it";

}  // namespace troupe::calls
