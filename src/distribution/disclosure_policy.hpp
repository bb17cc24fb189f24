#pragma once

#include <boost/describe.hpp>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/live_file.hpp"
#include "base/result.hpp"
#include "distribution/release.hpp"

/// What counts as AI: the records of the makers, then rules, then a person's word. The rules are data
/// (data/distribution/ai_policy.json), and a label may lay its own before them.
namespace troupe::distribution {

BOOST_DEFINE_ENUM_CLASS(CountsAs, as_recorded, none, partly, all)

/// Of several that fit, the first counts; a label's own stand before the built-in ones.
struct CountingRule {
    std::string id;                        ///< "procedural-is-ai"
    std::string engine;                    ///< of a provenance, whole; empty: any
    std::optional<media::MakerKind> kind;  ///< nothing: any
    std::vector<std::string> aspects;      ///< of the seven; empty: all of them
    CountsAs counts_as = CountsAs::as_recorded;
    std::string by, why;  ///< neither is empty
    std::string date;     ///< "2026-11"
};
BOOST_DESCRIBE_STRUCT(CountingRule, (), (id, engine, kind, aspects, counts_as, by, why, date))

struct CountingPolicy {
    media::AiShare unrecorded = media::AiShare::all;  ///< of a file whose maker recorded nothing
    std::vector<CountingRule> rules;
};
BOOST_DESCRIBE_STRUCT(CountingPolicy, (), (unrecorded, rules))

/// The built-in rules, with those of `file` before them. Errors: not_found; invalid_input naming file, rule and field.
[[nodiscard]] Result<CountingPolicy> load_counting_policy(std::optional<std::filesystem::path> const& file = {});
/// The same, read again when the file changes.
[[nodiscard]] Result<LiveFile<CountingPolicy>> open_counting_policy(std::optional<std::filesystem::path> const& file);

/// The seven aspects by their names. nullptr: there is no such aspect.
[[nodiscard]] std::optional<media::AiShare> media::AiShares::*aspect_named(std::string_view name);

/// Error: invalid_input (no such file or aspect, nobody's word, no reason), naming the field.
[[nodiscard]] Result<void> check_override(Release const& release, AiOverride const& word);

/// The release whose files say what counts: messages, tags and credits are made of that. What their makers recorded
/// stays beside it, and every difference is listed in `ai_decisions`. Counting again gives the same.
[[nodiscard]] Release count_ai(Release release, CountingPolicy const& policy);

}  // namespace troupe::distribution
