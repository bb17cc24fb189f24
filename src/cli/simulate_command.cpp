#include <fmt/format.h>

#include <ostream>

#include "base/files.hpp"
#include "base/text.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"
#include "evolution/market/plots.hpp"

namespace troupe::cli {
namespace {

namespace fs = std::filesystem;
namespace market = evolution::market;

struct SimulateOptions {
    std::string seeds = "1-20";
    int items = 300;
    std::string policy = "troupe";
    int roster = 1;
    std::optional<int> shock_at;
    std::string out;
};

void describe_simulate(CLI::App& sub, SimulateOptions& options) {
    sub.add_option("--seeds", options.seeds, "Markets to live in, such as 1001-1200, or one alone")->capture_default_str();
    sub.add_option("--items", options.items, "What an artist releases and posts, 1 to 5000; 300 are about two years")->capture_default_str();
    sub.add_option("--policy", options.policy, "troupe (what real artists use), no_forgetting, linucb, epsilon, commit, random, fixed")->capture_default_str();
    sub.add_option("--roster", options.roster, "Artists of one market who share what they learn, 1 to 64")->capture_default_str();
    sub.add_option("--shock-at", options.shock_at, "Item at which nearly all tastes change");
    sub.add_option("--out", options.out, "Folder for plots of audience, identity and regret (SVG)");
}

Result<market::SimulationRequest> request_of(SimulateOptions const& options) {
    market::SimulationRequest request;
    auto const seeds = market::parse_seeds(options.seeds);
    if (!seeds) return fail(seeds.error().code, "--" + seeds.error().message);
    request.seeds = *seeds;
    request.items = options.items;
    auto const policy = json::enum_from<market::PolicyName>(options.policy);
    if (!policy) return fail(policy.error().code, "--policy: " + policy.error().message);
    request.policy = *policy;
    request.roster = options.roster;
    request.shock_at = options.shock_at;
    TRY(market::validate(request));
    return request;
}

/// One line a tenth of the way, and on a terminal one that is written over.
market::Progress progress_to(Shell& shell) {
    return [&shell, told = 0](double share) mutable {
        auto const now = static_cast<int>(share * (shell.err_is_terminal ? 100 : 10));
        if (now == told) return;
        told = now;
        shell.err << fmt::format("{}{:3.0f} % of the markets{}", shell.err_is_terminal ? "\r" : "", share * 100, shell.err_is_terminal && share < 1 ? "" : "\n") << std::flush;
    };
}

std::string told(market::Summary const& summary, market::SimulationRequest const& request) {
    auto const windows = market::windows_of(request.items);
    std::vector<std::vector<std::string>> rows;
    auto const row = [&](std::string const& name, market::Measured const& value, int digits) {
        rows.push_back({name, fmt::format("{:.{}f}", value.mean, digits), fmt::format("{:.{}f}", value.error, digits)});
    };
    auto const window = [](market::Window const& each) { return fmt::format("% of the oracle, items {} to {}", each.from + 1, each.until); };
    row(window(windows.early), summary.oracle_percent.early, 1);
    row(window(windows.middle), summary.oracle_percent.middle, 1);
    row(window(windows.late), summary.oracle_percent.late, 1);
    row("% more saves than one who never changes", summary.gain_percent, 1);
    row("distance from the core, of at most " + fmt::format("{}", market::identity_limit), summary.distance, 3);
    row("changes of genre, mood or look per item", summary.changes_per_item, 2);
    row("people in the end", summary.audience, 0);
    rows.push_back({"worst 20 items in a row against never changing (p10)", fmt::format("{:.2f}", summary.worst_twenty_p10), ""});
    return fmt::format("{} artists, {} items each, policy {}.\n", summary.artists, request.items, json::enum_name(request.policy)) +
           table({"WHAT", "MEAN", "STANDARD ERROR"}, rows);
}

Result<std::vector<std::string>> write_plots(std::vector<market::Life> const& lives, SimulateOptions const& options) {
    std::vector<std::string> files;
    auto const who = fmt::format("{}, seeds {}, {} artists", options.policy, options.seeds, lives.size());
    for (auto const& plot : market::plots(lives, who)) {
        auto const file = fs::path(options.out) / (plot.name + ".svg");
        TRY(write_file(file, plot.svg));
        files.push_back(file.string());
    }
    return files;
}

/// `oracle_percent` holds the bare means, for programs that compare; their errors stand in `summary`.
json::Value value_of(market::Summary const& summary, market::SimulationRequest const& request, std::vector<std::string> const& files) {
    auto const& percent = summary.oracle_percent;
    return json::Object{{"policy", json::enum_name(request.policy)},
                        {"seeds", json::Array{request.seeds.first, request.seeds.last}},
                        {"items", request.items},
                        {"roster", request.roster},
                        {"oracle_percent", json::Object{{"early", percent.early.mean}, {"middle", percent.middle.mean}, {"late", percent.late.mean}}},
                        {"summary", json::to_value(summary)},
                        {"files", json::to_value(files)}};
}

Result<Answer> run_simulation(Shell& shell, SimulateOptions const& options) {
    auto const request = TRY(request_of(options));
    auto const lives = TRY(market::simulate(request, progress_to(shell), shell.stop));
    std::vector<std::string> files;
    if (!options.out.empty()) files = TRY(write_plots(lives, options));
    auto const summary = market::summarise(lives);
    auto text = told(summary, request);
    for (auto const& file : files) text += file + "\n";
    return Answer{value_of(summary, request, files), text};
}

}  // namespace

void add_simulate(Menu const& menu) {
    menu.add<SimulateOptions>(menu.app, "simulate", "Artists in a market of drifting tastes: what the learning policy is worth, against others", describe_simulate, run_simulation);
}

}  // namespace troupe::cli
