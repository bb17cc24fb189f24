#pragma once

#include <boost/describe.hpp>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "base/units.hpp"

/// What an installation remembers of stock footage.
namespace troupe::visual {

/// Who shows a clip.
struct ClipClaim {
    std::string clip;    ///< "pexels/123"
    std::string artist;  ///< id
    std::string work;    ///< what it was first shown for: one id for all videos of a release
    TimePoint at{};
};
BOOST_DESCRIBE_STRUCT(ClipClaim, (), (clip, artist, work, at))

/// Port: no clip belongs to two artists. Adapters: storage (SQL), testing (memory). What was written is durable when a call
/// returns. Every call may fail with unavailable. Safe to call from several threads and processes.
class FootageLedger {
public:
    virtual ~FootageLedger() = default;
    /// Claims a clip, or finds the claim there is, whosever it is: the first one stays.
    [[nodiscard]] virtual Result<ClipClaim> claim(ClipClaim const& claim) = 0;
    /// The claim on a clip; nothing: it is free.
    [[nodiscard]] virtual Result<std::optional<ClipClaim>> find(std::string const& clip) = 0;
    /// Gives back a claim of that artist for that work that came to nothing; no such claim is no error.
    [[nodiscard]] virtual Result<void> release(ClipClaim const& claim) = 0;
};

/// Port: what services of footage have said, and how often they were asked, for all processes of an installation. Adapters
/// and errors as above.
class FootageMemory {
public:
    virtual ~FootageMemory() = default;
    /// An answer that was kept since `not_before`.
    [[nodiscard]] virtual Result<std::optional<std::string>> answer(std::string const& key, TimePoint not_before) = 0;
    /// Keeps an answer instead of an older one of that key; answers from before `forget_before` go.
    [[nodiscard]] virtual Result<void> keep(std::string const& key, std::string const& body, TimePoint now, TimePoint forget_before) = 0;

    struct Allowance {
        Seconds window{3600};
        int most = 200;  ///< requests within a window
    };
    /// Notes down a request to that service when all its allowances allow one now: nothing then, else when they will.
    [[nodiscard]] virtual Result<std::optional<TimePoint>> book(std::string const& provider, std::vector<Allowance> const& allowances, TimePoint now) = 0;
    /// The service wants to be left alone until then: `book` says so. An earlier time than the one kept changes nothing.
    [[nodiscard]] virtual Result<void> rest(std::string const& provider, TimePoint until) = 0;
};

}  // namespace troupe::visual
