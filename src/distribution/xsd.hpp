#pragma once

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/configuration.hpp"
#include "base/result.hpp"
#include "distribution/ern.hpp"

/// Validates messages against DDEX's own schema files, which their licence keeps out of this project: whoever has them
/// points DDEX_XSD_DIR at their folder. Nothing is ever fetched from a network.
namespace troupe::distribution {

struct SchemaProblem {
    int line = 0;
    std::string message;
};

class MessageSchema {
public:
    /// Reads `ern-43/release-notification.xsd` under `folder` (`ern-382`, `ern-432` for the others), or of 4.3 simply
    /// `release-notification.xsd`, with what it imports. That takes longer than checking a message: load it once.
    /// Errors: not_found (no such file, with the place to put it), invalid_input (no schema).
    [[nodiscard]] static Result<MessageSchema> load(std::filesystem::path const& folder,
                                                    ErnVersion version = ErnVersion::ern_43);
    MessageSchema(MessageSchema&&) noexcept;
    MessageSchema& operator=(MessageSchema&&) = delete;
    ~MessageSchema();

    /// What the schema forbids; empty: valid. Text that is no XML at all is one problem. May run in several threads.
    [[nodiscard]] std::vector<SchemaProblem> check(std::string_view xml) const;

private:
    struct Parsed;
    explicit MessageSchema(std::unique_ptr<Parsed> parsed);
    std::unique_ptr<Parsed> parsed_;
};

/// The folder of DDEX_XSD_DIR, or nothing.
[[nodiscard]] std::optional<std::filesystem::path> schema_folder(Configuration const& configuration);

}  // namespace troupe::distribution
