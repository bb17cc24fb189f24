#include "distribution/disclosure_policy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/files.hpp"
#include "base/json.hpp"
#include "base/text.hpp"
#include "distribution/impl/tables.hpp"

namespace troupe::distribution {
namespace {

using media::AiShare;
using media::AiShares;
using ShareField = std::optional<AiShare> AiShares::*;

struct PolicyAspect {
    char const* name;
    ShareField aspect;
};
constexpr std::array<PolicyAspect, 7> policy_aspects{{{"vocals", &AiShares::vocals},
                                              {"lyrics", &AiShares::lyrics},
                                              {"composition", &AiShares::composition},
                                              {"instrumentation", &AiShares::instrumentation},
                                              {"mix", &AiShares::mix},
                                              {"artwork", &AiShares::artwork},
                                              {"video", &AiShares::video}}};

tl::unexpected<Error> wrong(std::string const& field, std::string const& why) {
    return fail(ErrorCode::invalid_input, field + ": " + why);
}

Result<void> check_aspect(std::string const& field, std::string const& name) {
    if (aspect_named(name) != nullptr) return {};
    return wrong(field,
                 fmt::format("\"{}\" is no aspect: vocals, lyrics, composition, instrumentation, mix, artwork or "
                             "video",
                             text::excerpt(name)));
}

Result<void> check_rule(std::string const& field, CountingRule const& rule) {
    if (text::trim(rule.id).empty()) return wrong(field + ".id", "is missing");
    if (text::trim(rule.by).empty()) return wrong(field + ".by", "says nobody's name: whose word is it?");
    if (text::trim(rule.why).empty()) return wrong(field + ".why", "is missing: stores may ask for the reason");
    for (std::size_t i = 0; i < rule.aspects.size(); ++i)
        TRY(check_aspect(fmt::format("{}.aspects[{}]", field, i), rule.aspects[i]));
    return {};
}

Result<CountingPolicy> read_policy(std::string_view text, std::string const& name) {
    auto policy = json::parse<CountingPolicy>(text);
    if (!policy) return within(name, policy.error());
    for (std::size_t i = 0; i < policy->rules.size(); ++i)
        if (auto const right = check_rule(fmt::format("rules[{}]", i), policy->rules[i]); !right)
            return within(name, right.error());
    return policy;
}

bool fits(CountingRule const& rule, media::Provenance const& made, std::string const& aspect) {
    return (rule.engine.empty() || rule.engine == made.engine) && (!rule.kind || *rule.kind == made.kind) &&
           (rule.aspects.empty() || std::find(rule.aspects.begin(), rule.aspects.end(), aspect) != rule.aspects.end());
}

AiShare counted(CountsAs counts, AiShare recorded) {
    switch (counts) {
        case CountsAs::none:
            return AiShare::none;
        case CountsAs::partly:
            return AiShare::partly;
        case CountsAs::all:
            return AiShare::all;
        case CountsAs::as_recorded:
            break;
    }
    return recorded;
}

/// The aspects that a file of this kind must answer for, whether its maker did or not.
std::vector<std::string> aspects_of_kind(std::string const& kind) {
    if (kind == "master") return {"composition", "instrumentation", "mix"};
    if (kind == "cover" || kind == "kit") return {"artwork"};
    if (kind == "teaser" || kind == "canvas" || kind == "video") return {"video"};
    return {};
}

bool is_empty(AiShares const& shares) {
    return std::none_of(policy_aspects.begin(), policy_aspects.end(),
                        [&](auto const& item) { return (shares.*item.aspect).has_value(); });
}

/// Counts one file and notes what came out otherwise than it was recorded.
class Counter {
public:
    Counter(AssetRecord& asset, CountingPolicy const& policy, std::vector<AiOverride> const& words,
            std::vector<AiDecision>& decisions)
        : asset_(asset),
          policy_(policy),
          words_(words),
          decisions_(decisions),
          recorded_(asset.recorded.value_or(asset.provenance.ai)) {}

    void count() {
        asset_.provenance.ai = recorded_;
        auto const needed = is_empty(recorded_) ? aspects_of_kind(asset_.kind) : std::vector<std::string>{};
        for (auto const& item : policy_aspects) {
            count_by_rules(item);
            if (!(recorded_.*item.aspect) && std::find(needed.begin(), needed.end(), item.name) != needed.end())
                note(item, policy_.unrecorded, {"unrecorded", "", {}, {}, {}, "the policy", "nothing is recorded", ""});
            count_by_word(item);
        }
        bool const differs = has_changed_ || is_empty(recorded_) != is_empty(asset_.provenance.ai);
        asset_.recorded = differs ? std::optional(recorded_) : std::nullopt;
        asset_.disclosure = media::disclosure(asset_.provenance.ai);
    }

private:
    void count_by_rules(PolicyAspect const& item) {
        auto const recorded = recorded_.*item.aspect;
        if (!recorded) return;
        for (auto const& rule : policy_.rules)
            if (fits(rule, asset_.provenance, item.name)) {
                auto const share = counted(rule.counts_as, *recorded);
                // An aspect in which AI had no part has none by any rule: only a person's word can give it one.
                if (*recorded != AiShare::none && share != *recorded) note(item, share, rule);
                return;
            }
    }
    void count_by_word(PolicyAspect const& item) {
        for (auto const& word : words_)
            if (word.file == asset_.file && word.aspect == item.name)
                note(item, word.share, {"override", "", {}, {}, {}, word.by, word.why, ""});
    }
    /// The last note on an aspect is the one that counts.
    void note(PolicyAspect const& item, AiShare share, CountingRule const& rule) {
        std::erase_if(decisions_, [&](auto const& old) { return old.file == asset_.file && old.aspect == item.name; });
        asset_.provenance.ai.*item.aspect = share;
        if (recorded_.*item.aspect == share) return;
        has_changed_ = true;
        decisions_.push_back({asset_.file, item.name, recorded_.*item.aspect, share, rule.id, rule.by, rule.why});
    }

    AssetRecord& asset_;
    CountingPolicy const& policy_;
    std::vector<AiOverride> const& words_;
    std::vector<AiDecision>& decisions_;
    AiShares const recorded_;
    bool has_changed_ = false;
};

}  // namespace

std::optional<AiShare> AiShares::*aspect_named(std::string_view name) {
    for (auto const& item : policy_aspects)
        if (name == item.name) return item.aspect;
    return nullptr;
}

Result<CountingPolicy> load_counting_policy(std::optional<std::filesystem::path> const& file) {
    auto policy = read_policy(impl::table_text("distribution/ai_policy.json"), "ai_policy.json");
    if (!policy) return fail(ErrorCode::internal, policy.error().message);
    if (!file) return policy;
    auto own = TRY(read_policy(TRY(read_file(*file, 1'000'000)), file->string()));
    own.rules.insert(own.rules.end(), policy->rules.begin(), policy->rules.end());
    return own;
}

Result<LiveFile<CountingPolicy>> open_counting_policy(std::optional<std::filesystem::path> const& file) {
    if (!file) return LiveFile<CountingPolicy>(TRY(load_counting_policy()));
    return LiveFile<CountingPolicy>::open({*file}, [file] { return load_counting_policy(file); });
}

Result<void> check_override(Release const& release, AiOverride const& word) {
    auto const is_file = [&](AssetRecord const& asset) { return asset.file == word.file; };
    if (std::none_of(release.assets.begin(), release.assets.end(), is_file))
        return wrong("file", fmt::format("\"{}\" is no file of this release: `troupe release show` lists them",
                                         text::excerpt(word.file)));
    TRY(check_aspect("aspect", word.aspect));
    if (text::trim(word.by).empty()) return wrong("by", "nobody's name");
    if (text::trim(word.why).empty()) return wrong("why", "is missing: stores may ask for the reason");
    return {};
}

Release count_ai(Release release, CountingPolicy const& policy) {
    release.ai_decisions.clear();
    for (auto& asset : release.assets) Counter(asset, policy, release.ai_overrides, release.ai_decisions).count();
    return release;
}

}  // namespace troupe::distribution
