#pragma once

#include <boost/describe.hpp>
#include <stop_token>
#include <string>
#include <vector>

#include "flow/studio.hpp"

/// What a language model would do with an artist: ideas, none of which does anything by itself.
namespace troupe::flow {

struct AdvisedTheme {
    std::string text;  ///< a subject for songs, 3 to 200 characters
    std::string why;
};
BOOST_DESCRIBE_STRUCT(AdvisedTheme, (), (text, why))

struct AdvisedArc {
    std::string name;
    std::vector<std::string> stages;  ///< 3 to 6, a sentence each
    std::string why;
};
BOOST_DESCRIBE_STRUCT(AdvisedArc, (), (name, stages, why))

/// A change that passed every limit, for a person to make: `troupe artist edit ID FIELD=VALUE`.
struct AdvisedChange {
    std::string field;  ///< "style.production.space.value"
    std::string value;
    std::string why;
    double distance = 0;  ///< of the style from the locked one, if it were made
    bool has_evidence = false;  ///< `artist evolve` would move the same field, by what listeners did
};
BOOST_DESCRIBE_STRUCT(AdvisedChange, (), (field, value, why, distance, has_evidence))

struct RefusedChange {
    std::string field;
    std::string value;
    std::string reason;  ///< names the limit, the lock or the field
};
BOOST_DESCRIBE_STRUCT(RefusedChange, (), (field, value, reason))

struct Advice {
    std::string id;  ///< of the artist
    std::string model;
    std::string session;  ///< every question and answer: `troupe llm review SESSION`
    std::vector<AdvisedTheme> themes;
    std::vector<AdvisedArc> arcs;
    std::vector<AdvisedChange> changes;
    std::vector<RefusedChange> refused;
    std::int64_t cost_micros = 0;
};
BOOST_DESCRIBE_STRUCT(Advice, (), (id, model, session, themes, arcs, changes, refused, cost_micros))

/// Asks a language model about an artist; nothing of the artist changes. Takes seconds to minutes: never in a request handler.
/// Errors: not_found, conflict (no language model is set up: says how; the artist is retired), and those of
/// llm::Orchestrator::run.
[[nodiscard]] Result<Advice> advise(Studio& studio, std::string const& artist, std::stop_token stop);

/// The same as a job, whose output is the advice. Errors: not_found, conflict, as above.
[[nodiscard]] Result<jobs::JobId> begin_advice(Studio& studio, std::string const& artist);

/// Whether one change could be made: only style, no lock, valid, within the identity limit. Gives the style's distance.
/// Error: invalid_input, conflict; says why not.
[[nodiscard]] Result<double> check_advised(artist::Document const& artist, artist::Style const& anchor, std::string const& field,
                                           std::string const& value);

}  // namespace troupe::flow
