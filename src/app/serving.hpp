#pragma once

#include <filesystem>
#include <memory>

#include "base/configuration.hpp"
#include "calls/call.hpp"
#include "cli/shell.hpp"
#include "flow/ask_approvals.hpp"

namespace troupe::app {

class Gauges;

/// `troupe serve` and `troupe work`: the installation behind the HTTP server, and the runner of its jobs. `desk` is
/// asked for when one of them begins, and then `approvals`, nothing where no chat is set, and `gauges`.
struct Opened {
    std::function<Result<calls::Desk*>()> desk;
    std::function<std::optional<flow::ApprovalAsker::Parts>()> approvals;
    std::function<Gauges&()> gauges;
};
[[nodiscard]] std::unique_ptr<cli::Services> make_services(Configuration const& configuration, std::filesystem::path home, Opened opened);

}  // namespace troupe::app
