#pragma once

#include <filesystem>
#include <functional>
#include <iosfwd>
#include <map>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "base/configuration.hpp"
#include "base/json.hpp"
#include "calls/call.hpp"
#include "flow/studio.hpp"

/// What commands are given and what they answer. A command is a function of a Shell and its own options; it prints
/// nothing itself.
namespace troupe::cli {

/// Care of the database, which only the storage knows. Implemented in app/.
class Maintenance {
public:
    virtual ~Maintenance() = default;
    virtual Result<json::Value> migrate() = 0;  ///< creates it when there is none
    virtual Result<json::Value> check() = 0;
    virtual Result<json::Value> backup(std::filesystem::path const& file) = 0;
    virtual Result<json::Value> restore(std::filesystem::path const& file) = 0;
};

struct ServeOptions {
    std::string address = "127.0.0.1";
    int port = 8000;
    int threads = 32;  ///< requests at a time; those that write share a transaction, so more of them cost less each
    bool works = true;  ///< does the jobs, too
};
struct WorkOptions {
    std::vector<std::string> classes;  ///< empty: all
    bool until_idle = false;
};
struct McpOptions {
    bool works = true;  ///< does the jobs, too
};

/// Long-running faces, which only app/ can put together. Both return when `stop` is asked for; `say` is given a line for
/// people when it is ready.
class Services {
public:
    virtual ~Services() = default;
    virtual Result<void> serve(ServeOptions const& options, std::stop_token stop, std::function<void(std::string const&)> const& say) = 0;
    virtual Result<void> work(WorkOptions const& options, std::stop_token stop, std::function<void(std::string const&)> const& say) = 0;
    /// The Model Context Protocol over standard input and output, which belong to it alone, until the input ends.
    virtual Result<void> converse(McpOptions const& options, std::stop_token stop) = 0;
};

struct Shell {
    Configuration const& configuration;
    std::filesystem::path home;                     ///< TROUPE_HOME or its default
    std::function<Result<flow::Studio*>()> studio;  ///< opened on first use: `--help` and `config` need none
    std::function<Result<calls::Desk*>()> desk;     ///< the same with keys, audit log and webhooks
    Maintenance& maintenance;
    Services& services;
    std::ostream& out;
    std::ostream& err;
    bool err_is_terminal = false;
    bool is_json = false;
    std::stop_token stop;
    /// Asks the person at the terminal and says whether the answer was yes; empty where nobody sits.
    std::function<bool(std::string const& question)> confirm = {};
    /// Reaches the Redis server that is set and names it; nothing where none is.
    std::function<Result<std::optional<std::string>>()> redis = {};
};

/// What a command answers: `value` for --json, `text` for people.
struct Answer {
    json::Value value;
    std::string text;
    int exit_code = 0;  ///< 1 where the command did its work and the result is bad news (`release check`)
};

using Command = std::function<Result<Answer>(Shell&)>;

/// 0 done, 1 failed, 2 wrong use, 3 not found: chosen by the code alone.
[[nodiscard]] int exit_code(ErrorCode code);

}  // namespace troupe::cli
