#include "cli/ask.hpp"

#include "calls/catalogue.hpp"

namespace troupe::cli {

Result<json::Value> ask(Shell& shell, std::string const& name, json::Object const& input) {
    static auto const catalogue = calls::Catalogue::complete();
    auto& desk = *TRY(shell.desk());
    calls::Context context{desk, {"owner", access::Role::admin, "", ""}, "", shell.stop, std::nullopt, std::nullopt};
    auto const answer = TRY(calls::perform(*catalogue.find(name), context, input));
    return std::get<json::Value>(answer.body);
}

}  // namespace troupe::cli
