#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace troupe::access {
class Rates;
}

namespace troupe::calls {

/// One adapter of a port.
struct Maker {
    std::string id;    ///< "openai/gpt-5-mini", "suno", "embedded"
    std::string name;  ///< for people
    bool is_embedded = false;
    bool is_configured = false;
    std::string needs;  ///< settings that would bring it, for one that is not configured
};
BOOST_DESCRIBE_STRUCT(Maker, (), (id, name, is_embedded, is_configured, needs))

/// Who stands behind a port. `app` knows; everybody else is only told.
struct Port {
    std::string name;       ///< "music"
    bool asks_all = false;  ///< every configured one is asked; else the first that can, in this order
    std::vector<Maker> makers;
};
BOOST_DESCRIBE_STRUCT(Port, (), (name, asks_all, makers))

/// A Redis server as this process sees it.
struct RedisState {
    std::string server;  ///< "Redis at localhost:6379"
    bool is_up = false;  ///< it answers
};

/// What the processes of an installation share. Adapter: app.
class SharedState {
public:
    virtual ~SharedState() = default;
    /// Nothing: there is no Redis, each process has its own.
    [[nodiscard]] virtual std::optional<RedisState> redis() const = 0;
    /// Nothing: each process counts for itself.
    [[nodiscard]] virtual access::Rates* rates() = 0;
};

/// Where the state is.
struct StateHome {
    std::string database;        ///< "SQLite"
    std::filesystem::path file;  ///< of the database; empty: it is no file of this machine
};

}  // namespace troupe::calls
