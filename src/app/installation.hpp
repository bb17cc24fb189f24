#pragma once

#include <filesystem>
#include <memory>
#include <optional>

#include "base/configuration.hpp"
#include "base/result.hpp"
#include "calls/call.hpp"
#include "cli/shell.hpp"
#include "flow/ask_approvals.hpp"
#include "flow/studio.hpp"

/// Connects everything: the one place that knows which adapter stands behind which port.
namespace troupe::app {

class Gauges;

/// $TROUPE_HOME, else $XDG_DATA_HOME/troupe, else ~/.local/share/troupe. Error: invalid_input when none is set.
[[nodiscard]] Result<std::filesystem::path> home_of(Configuration const& configuration);

class Installation {
public:
    /// Opens the database and reads the tables. Errors: invalid_input (a table or a setting; names it), unavailable.
    [[nodiscard]] static Result<std::unique_ptr<Installation>> open(Configuration const& configuration, std::filesystem::path const& home);
    ~Installation();

    [[nodiscard]] flow::Studio& studio();
    /// What asks people in a chat; nothing: no chat is set.
    [[nodiscard]] std::optional<flow::ApprovalAsker::Parts> approvals();
    /// What is told to whoever watches.
    [[nodiscard]] Gauges& gauges();
    /// The studio with keys, audit log, events and webhooks. Error: invalid_input, unavailable (the pepper of the keys).
    [[nodiscard]] Result<calls::Desk*> desk();

private:
    struct Parts;
    explicit Installation(std::unique_ptr<Parts> parts);
    std::unique_ptr<Parts> parts_;
};

}  // namespace troupe::app
