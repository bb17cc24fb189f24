#include <unistd.h>

#include <iostream>
#include <string>
#include <vector>

#include "app/database.hpp"
#include "app/installation.hpp"
#include "app/interrupts.hpp"
#include "app/redis_reach.hpp"
#include "app/serving.hpp"
#include "base/log.hpp"
#include "base/text.hpp"
#include "cli/program.hpp"

namespace {

int report(troupe::Error const& error) {
    std::cerr << "troupe: " << error.message << "\n";
    return troupe::cli::exit_code(error.code);
}

/// Opens the installation when a command first asks for it.
class LazyStudio {
public:
    LazyStudio(troupe::Configuration const& configuration, std::filesystem::path home) : configuration_(configuration), home_(std::move(home)) {}
    troupe::Result<troupe::flow::Studio*> operator()() {
        if (!installation_) {
            troupe::log::open(TRY(log_file()), troupe::log::Level::info);
            installation_ = TRY(troupe::app::Installation::open(configuration_, home_));
        }
        return &installation_->studio();
    }
    troupe::Result<troupe::calls::Desk*> desk() {
        TRY((*this)());
        return installation_->desk();
    }
    /// Of what is open.
    std::optional<troupe::flow::ApprovalAsker::Parts> approvals() { return installation_ ? installation_->approvals() : std::nullopt; }
    troupe::catalog::AssetLinks* links() { return installation_ ? installation_->links() : nullptr; }
    troupe::app::Gauges& gauges() { return installation_->gauges(); }

private:
    /// Empty: standard error, where containers have their log.
    [[nodiscard]] troupe::Result<std::filesystem::path> log_file() const {
        auto const wanted = configuration_.get("TROUPE_LOG").value_or("file");
        if (wanted == "stderr") return std::filesystem::path();
        if (wanted == "file") return home_ / "troupe.log";
        return troupe::wrong_field("TROUPE_LOG", "expected file (troupe.log in TROUPE_HOME) or stderr");
    }

    troupe::Configuration const& configuration_;
    std::filesystem::path home_;
    std::unique_ptr<troupe::app::Installation> installation_;
};

/// Only "yes" is a yes.
bool confirm(std::string const& question) {
    std::cerr << question << " [yes/no] " << std::flush;
    std::string answer;
    return std::getline(std::cin, answer) && troupe::text::lower(troupe::text::trim(answer)) == "yes";
}

}  // namespace

int main(int argc, char** argv) {
    troupe::app::Interrupts const interrupts;
    auto const configuration = troupe::Configuration::load(".env", environ);
    if (!configuration) return report(configuration.error());
    auto const home = troupe::app::home_of(*configuration);
    if (!home) return report(home.error());
    auto const maintenance = troupe::app::make_maintenance(*configuration, *home);
    LazyStudio studio(*configuration, *home);
    auto const services = troupe::app::make_services(
        *configuration, *home, {[&studio] { return studio.desk(); }, [&studio] { return studio.approvals(); }, [&studio]() -> troupe::app::Gauges& { return studio.gauges(); },
                             [&studio] { return studio.links(); }});
    troupe::cli::Shell shell{*configuration, *home, [&studio] { return studio(); }, [&studio] { return studio.desk(); }, *maintenance, *services, std::cout, std::cerr,
                             ::isatty(STDERR_FILENO) == 1, false, interrupts.token()};
    shell.redis = [&configuration] { return troupe::app::reach_redis(*configuration); };
    if (::isatty(STDIN_FILENO) == 1) shell.confirm = &confirm;
    return troupe::cli::run({argv + 1, argv + argc}, shell);
}
