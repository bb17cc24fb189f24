#include "base/version.hpp"
#include "calls/catalogue.hpp"
#include "calls/ports.hpp"

/// What stands behind the ports of this installation, and what it stands on.
namespace troupe::calls {
namespace {

namespace fs = std::filesystem;

struct ProviderList {
    std::vector<Port> ports;
};
BOOST_DESCRIBE_STRUCT(ProviderList, (), (ports))
Result<ProviderList> list(Context& context, Nothing const&) { return ProviderList{context.desk.ports}; }

struct Machine {
    std::string version;
    std::string database;
    std::optional<std::int64_t> database_bytes;  ///< nothing: it is on another machine
    std::optional<std::int64_t> free_bytes;      ///< of the disk with the files
    std::optional<std::int64_t> disk_bytes;
    int workers = 0;
    std::string language;
    int calendar_days = 0;
};
BOOST_DESCRIBE_STRUCT(Machine, (),
                      (version, database, database_bytes, free_bytes, disk_bytes, workers, language, calendar_days))

/// Of the file and of what is not yet written into it.
std::optional<std::int64_t> size_of(fs::path const& database) {
    if (database.empty()) return std::nullopt;
    std::int64_t sum = 0;
    for (auto const* end : {"", "-wal"}) {
        std::error_code error;
        auto const size = fs::file_size(fs::path(database.string() + end), error);
        if (!error) sum += static_cast<std::int64_t>(size);
    }
    return sum;
}

Result<Machine> machine(Context& context, Nothing const&) {
    auto const& preferences = context.studio().preferences;
    Machine shown{program_version,     context.desk.state.database, size_of(context.desk.state.file), {}, {},
                  preferences.workers, preferences.language,        preferences.calendar_days};
    std::error_code error;
    auto const disk = fs::space(context.desk.uploads, error);
    if (error) return shown;
    shown.free_bytes = static_cast<std::int64_t>(disk.available);
    shown.disk_bytes = static_cast<std::int64_t>(disk.capacity);
    return shown;
}

}  // namespace

void add_providers(Catalogue& catalogue) {
    catalogue.add<Nothing>(
        {.name = "provider.list",
         .http = "GET /api/providers",
         .group = "System",
         .summary =
             "Who makes what, in the order in which they are asked; which are configured, and what the others need"},
        list);
    catalogue.add<Nothing>({.name = "machine.show",
                            .http = "GET /api/machine",
                            .group = "System",
                            .summary = "The version, the database and the room on the disk",
                            .is_tool = false},
                           machine);
}

}  // namespace troupe::calls
