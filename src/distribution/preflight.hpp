#pragma once

#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/result.hpp"
#include "base/time.hpp"
#include "distribution/disclosure.hpp"
#include "distribution/ern.hpp"
#include "distribution/preflight_facts.hpp"
#include "distribution/release.hpp"
#include "distribution/severity.hpp"

/// The rules of the stores, applied before anything leaves the house. The rules are data
/// (data/distribution/preflight.json); what each one looks at is code.
namespace troupe::distribution {

/// One rule of the table.
struct Rule {
    std::string id;  ///< "AU05"
    Severity severity = Severity::blocker;
    std::string text;    ///< what must hold
    std::string source;  ///< whose rule it is
    std::string date;    ///< when it was read there: "2026-03"
    std::string kind;  ///< what looks: impl/preflight_*.cpp, or "message" (semantic.hpp), or "person" (nobody else can)
    std::map<std::string, double> limits;  ///< numbers the code compares with
    std::vector<std::string> words;        ///< words the code looks for
    std::string fix;                       ///< what to do
    bool live_only = false;                ///< blocks a live delivery; a draft may be packed all the same
};
BOOST_DESCRIBE_STRUCT(Rule, (), (id, severity, text, source, date, kind, limits, words, fix, live_only))

struct PreflightInput {
    Release release;
    std::vector<AudioFacts> audio;  ///< one for each track, in order
    CoverFacts cover;
    std::vector<VideoFacts> videos;
    std::vector<std::string> texts;  ///< whatever else is shown: captions, biographies
    MessageParty sender;             ///< who would deliver
    Date today{};
    std::vector<Date> other_release_dates;   ///< of the same artist
    std::vector<std::string> other_artists;  ///< names on the roster, which a new one must not resemble
    std::vector<KnownRelease> catalogue;     ///< the label's other releases
    std::optional<CodeRegister> codes;       ///< nothing: there is no book to compare with
    std::vector<std::string> stores;         ///< ids of those it is meant for; empty: not chosen yet
};

/// A rule that does not hold. What `preflight.json` lists.
struct Finding {
    std::string rule;
    Severity severity = Severity::blocker;
    std::string asset;  ///< the file or field
    std::string measured;
    std::string limit;
    std::string source;
    std::string fix;
    bool live_only = false;
};
BOOST_DESCRIBE_STRUCT(Finding, (), (rule, severity, asset, measured, limit, source, fix, live_only))

/// What a store does with this release.
struct StoreVerdict {
    std::string store;  ///< "Spotify"
    std::string state;  ///< off (it would refuse, whatever we mend), held (until something is mended), ready
    std::string reason;
    std::string source;
    std::string verified;  ///< when the store's policy was read
};
BOOST_DESCRIBE_STRUCT(StoreVerdict, (), (store, state, reason, source, verified))

struct Preflight {
    bool has_blockers = false;                ///< anything that stops a live delivery
    bool has_draft_blockers = false;          ///< anything that is wrong with the work itself, not just codes and dates
    std::string verdict;                      ///< one sentence for people
    std::vector<Finding> findings;            ///< blockers first
    std::vector<std::string> passed;          ///< ids of the rules that hold
    std::vector<std::string> not_applicable;  ///< ids of rules about something this release has not
    std::vector<Finding> for_a_person;        ///< what no program can decide; listed once, blocks nothing by itself
    std::vector<StoreVerdict> stores;
    AiSummary ai;  ///< what is told of AI, to whom, and on whose word
};
BOOST_DESCRIBE_STRUCT(Preflight, (),
                      (has_blockers, has_draft_blockers, verdict, findings, passed, not_applicable, for_a_person,
                       stores, ai))

/// Errors: internal (the built-in table is broken; a test prevents it).
[[nodiscard]] Result<Preflight> preflight(PreflightInput const& input);

[[nodiscard]] Result<std::vector<Rule>> preflight_rules();

}  // namespace troupe::distribution
