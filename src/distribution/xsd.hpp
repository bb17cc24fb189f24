#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/configuration.hpp"
#include "base/result.hpp"

/// Validates messages against DDEX's own schema files, which their licence keeps out of this project: whoever has them
/// points DDEX_XSD_DIR at their folder. Nothing is ever fetched from a network.
namespace troupe::distribution {

struct SchemaProblem {
    int line = 0;
    std::string message;
};

class MessageSchema {
public:
    /// Reads `ern-43/release-notification.xsd` or `release-notification.xsd` under `folder`, with what it imports.
    /// Errors: not_found (no such file, with the place to put it), invalid_input (no schema).
    [[nodiscard]] static Result<MessageSchema> load(std::filesystem::path const& folder);
    MessageSchema(MessageSchema&&) noexcept;
    MessageSchema& operator=(MessageSchema&&) = delete;
    ~MessageSchema();

    /// What the schema forbids; empty: valid. Text that is no XML at all is one problem.
    [[nodiscard]] std::vector<SchemaProblem> check(std::string_view xml) const;

private:
    struct Parsed;
    explicit MessageSchema(std::unique_ptr<Parsed> parsed);
    std::unique_ptr<Parsed> parsed_;
};

/// The folder of DDEX_XSD_DIR, or nothing.
[[nodiscard]] std::optional<std::filesystem::path> schema_folder(Configuration const& configuration);

}  // namespace troupe::distribution
