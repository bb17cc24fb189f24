#include <fmt/format.h>

#include <ostream>

#include "base/log.hpp"
#include "cli/commands.hpp"
#include "cli/table.hpp"

/// Troupe for others: over HTTP, as a worker, and who may ask.
namespace troupe::cli {
namespace {

/// To people; a log that goes the same way has its own line for it.
void say(Shell& shell, std::string const& line) {
    if (!log::is_on_standard_error()) shell.err << line << std::endl;
}

struct ServeCommand {
    ServeOptions options;
    bool only_answers = false;
};
void describe_serve(CLI::App& sub, ServeCommand& command) {
    sub.add_option("--port", command.options.port, "0: any free one")
        ->check(CLI::Range(0, 65535))
        ->capture_default_str();
    sub.add_option("--address", command.options.address,
                   "Where to listen; any but this machine's own demands keys (`troupe keys create`)")
        ->capture_default_str();
    sub.add_option("--threads", command.options.threads, "Requests at a time")
        ->check(CLI::Range(1, 256))
        ->capture_default_str();
    sub.add_flag("--no-work", command.only_answers, "Leave the jobs to `troupe work`");
    sub.footer(
        "TLS is the business of a proxy before it. TROUPE_CORS_ORIGINS names web pages that may ask from a browser; "
        "TROUPE_REQUIRE_KEYS=1\n"
        "demands keys on this machine, too. Stops with Ctrl-C or a polite kill: what is being answered is answered, "
        "jobs go back to the queue.");
}
Result<Answer> serve(Shell& shell, ServeCommand const& command) {
    auto options = command.options;
    options.works = !command.only_answers;
    TRY(shell.services.serve(options, shell.stop, [&](std::string const& line) { say(shell, line); }));
    return Answer{json::Object{{"stopped", true}}, ""};
}

struct WorkCommand {
    WorkOptions options;
};
void describe_work(CLI::App& sub, WorkCommand& command) {
    sub.add_option("--classes", command.options.classes, "cpu, io, or both with a comma")
        ->delimiter(',')
        ->check(CLI::IsMember({"cpu", "io"}));
    sub.add_flag("--until-idle", command.options.until_idle, "End when nothing is left to do");
    sub.footer("TROUPE_METRICS_PORT, and TROUPE_METRICS_ADDRESS where it is not 127.0.0.1: answers /metrics and /healthz there, to anybody.");
}
Result<Answer> work(Shell& shell, WorkCommand const& command) {
    TRY(shell.services.work(command.options, shell.stop, [&](std::string const& line) { say(shell, line); }));
    return Answer{json::Object{{"stopped", true}}, ""};
}

struct McpCommand {
    bool only_answers = false;
};
void describe_mcp(CLI::App& sub, McpCommand& command) {
    sub.add_flag("--no-work", command.only_answers, "Leave the jobs to `troupe serve` or `troupe work`");
    sub.footer(
        "For programs that start it and speak with it over its standard input and output: {\"mcpServers\": "
        "{\"troupe\": {\"command\": \"troupe\",\n"
        "\"args\": [\"mcp\"]}}}. Whoever starts it may do everything. `troupe serve` speaks the same at /mcp, with "
        "keys.");
}
/// Standard output is the protocol's: no answer stands there, with --json neither.
Result<Answer> converse(Shell& shell, McpCommand const& command) {
    shell.is_json = false;
    TRY(shell.services.converse({.works = !command.only_answers}, shell.stop));
    return Answer{};
}

struct KeyOptions {
    access::NewKey key;
    std::string role = "viewer";
    int days = 0;
};
void describe_key(CLI::App& sub, KeyOptions& options) {
    sub.add_option("--name", options.key.name, "Whose it is, or where it is used")->required();
    sub.add_option("--role", options.role, "viewer, editor, approver or admin")->capture_default_str();
    sub.add_option("--per-minute", options.key.per_minute, "Requests")->capture_default_str();
    sub.add_option("--days", options.days, "Good for so long (default: until it is revoked)")
        ->check(CLI::Range(1, 36500));
}
Result<Answer> create_key(Shell& shell, KeyOptions const& options) {
    auto wanted = options.key;
    wanted.role = TRY(json::enum_from<access::Role>(options.role, "--role"));
    auto& desk = *TRY(shell.desk());
    if (options.days > 0) wanted.expires = desk.studio.clock.now() + std::chrono::hours(24 * options.days);
    auto const issued = TRY(desk.keys.issue(wanted));
    auto value = json::to_value(issued.key).as_object();
    value["secret"] = issued.secret;
    return Answer{value, fmt::format("{}\n\nThis is shown once. Send it as `Authorization: Bearer {}...`. `troupe keys "
                                     "revoke {}` takes it back.\n",
                                     issued.secret, issued.secret.substr(0, 7), to_string(issued.key.id))};
}

struct NoOptions {};
Result<Answer> list_keys(Shell& shell, NoOptions const&) {
    auto const keys = TRY(TRY(shell.desk())->keys.list());
    std::vector<std::vector<std::string>> rows;
    for (auto const& key : keys)
        rows.push_back({to_string(key.id), key.name, json::enum_name(key.role),
                        key.revoked   ? "revoked"
                        : key.expires ? "until " + format_time(*key.expires).substr(0, 10)
                                      : "good",
                        key.last_used ? format_time(*key.last_used).substr(0, 16) : "never"});
    return Answer{json::to_value(keys),
                  rows.empty()
                      ? "No keys: on this machine none is needed. `troupe keys create --name NAME --role ROLE`\n"
                      : table({"KEY", "NAME", "ROLE", "STATE", "LAST USED"}, rows)};
}

struct ById {
    std::string id;
};
Result<Answer> revoke_key(Shell& shell, ById const& options) {
    auto const key = TRY(TRY(shell.desk())->keys.revoke(TRY(parse_id<access::KeyTag>(options.id))));
    return Answer{json::to_value(key), fmt::format("{} opens nothing any more\n", key.name)};
}

}  // namespace

void add_service(Menu const& menu) {
    menu.add<ServeCommand>(menu.app, "serve", "Troupe over HTTP", describe_serve, serve);
    menu.add<WorkCommand>(menu.app, "work", "Do the jobs of the queue, and nothing else", describe_work, work);
    menu.add<McpCommand>(menu.app, "mcp", "Troupe as tools of a language model (Model Context Protocol)", describe_mcp,
                         converse);
    auto& keys = menu.group("keys", "Who may ask over HTTP");
    menu.add<KeyOptions>(keys, "create", "A new key, shown once", describe_key, create_key);
    menu.add<NoOptions>(
        keys, "list", "Who has one", [](CLI::App&, NoOptions&) {}, list_keys);
    menu.add<ById>(
        keys, "revoke", "Take one back",
        [](CLI::App& sub, ById& options) { sub.add_option("KEY", options.id, "Its id")->required(); }, revoke_key);
}

}  // namespace troupe::cli
