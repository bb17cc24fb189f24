#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "net/http_client.hpp"
#include "providers/trend_sources/settings.hpp"
#include "trends/trend_source.hpp"

/// What is peculiar to a service: what it is asked, and what its answers say. Nothing here sends, waits or knows a key.
namespace troupe::providers::trend_sources::impl {

struct Question {
    std::string
        part;  ///< for people: "DE", "tempo", "Nils Frahm". What has the same part is reported as one, or not at all
    std::string path;  ///< with its query, without the key
    std::string country = "ZZ";
    trends::Kind kind = trends::Kind::song;
    std::string about;     ///< whom the answer is about, where it does not say so itself
    double points = 0;     ///< of the place in a chart that it goes into in detail
    std::string mark_key;  ///< what is remembered of it, is under this; empty: the path
};

/// What one answer says.
struct Read {
    std::vector<trends::Reading> readings;
    std::vector<Question> more;  ///< what it makes worth asking
    std::string mark;            ///< to be remembered until the next poll; empty: nothing
    int left_out = 0;            ///< entries that could not be read
};

using Marks = std::map<std::string, std::string>;

class Service {
public:
    virtual ~Service() = default;
    [[nodiscard]] virtual std::string id() const = 0;
    [[nodiscard]] virtual std::vector<Question> questions(trends::Poll const& poll, Marks const& marks) const = 0;

    /// Error: bad_response (it has another form than expected).
    [[nodiscard]] virtual Result<Read> read(Question const& question, json::Value const& body, TimePoint now) const = 0;

    /// An error in the service's own words, which may come with status 200: not_found (it has no numbers),
    /// rate_limited, unavailable (try again), invalid_input (the key), bad_response.
    [[nodiscard]] virtual std::optional<Error> complaint(int status, json::Value const& body) const = 0;

    /// Puts the readings of a part in order once all its answers are there.
    virtual void finish(std::string const& part, int answers, std::vector<trends::Reading>& readings) const {
        (void)part, (void)answers, (void)readings;
    }
    /// The name of the parameter that the key goes in; empty: it takes none.
    [[nodiscard]] virtual std::string key_parameter() const { return {}; }
};

[[nodiscard]] std::unique_ptr<Service> apple();
[[nodiscard]] std::unique_ptr<Service> deezer(std::string country);
[[nodiscard]] std::unique_ptr<Service> listenbrainz();
[[nodiscard]] std::unique_ptr<Service> wikimedia(std::string language, std::vector<Followed> followed);
[[nodiscard]] std::unique_ptr<Service> lastfm(std::vector<Followed> followed,
                                              std::map<std::string, std::string> country_names);
[[nodiscard]] std::unique_ptr<Service> youtube();

}  // namespace troupe::providers::trend_sources::impl
