#include "distribution/preflight.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/json.hpp"
#include "base/text.hpp"
#include "distribution/disclosure.hpp"
#include "distribution/impl/preflight_report.hpp"
#include "distribution/impl/tables.hpp"
#include "distribution/stores.hpp"

namespace troupe::distribution {
namespace impl {

void Report::broken(std::string asset, std::string measured, std::string limit) {
    findings_.push_back({rule_.id, rule_.severity, std::move(asset), std::move(measured), std::move(limit),
                         rule_.source, rule_.fix, rule_.live_only});
}

}  // namespace impl

namespace {

struct RuleTable {
    std::vector<Rule> rules;
};
BOOST_DESCRIBE_STRUCT(RuleTable, (), (rules))

impl::Checks const& checks() {
    static impl::Checks const all = [] {
        impl::Checks checks;
        impl::add_code_checks(checks);
        impl::add_audio_checks(checks);
        impl::add_picture_checks(checks);
        impl::add_title_checks(checks);
        impl::add_text_checks(checks);
        impl::add_catalogue_checks(checks);
        impl::add_video_checks(checks);
        impl::add_ai_checks(checks);
        return checks;
    }();
    return all;
}

void note_for_a_person(Rule const& rule, Preflight& result) {
    result.for_a_person.push_back(
        {rule.id, rule.severity, "release", rule.text, "", rule.source, rule.fix, rule.live_only});
}

Result<void> apply(Rule const& rule, PreflightInput const& input, Preflight& result) {
    if (rule.kind == "message") return {};  // check_message looks at those, when there is a message
    if (rule.kind == "person") {
        note_for_a_person(rule, result);
        return {};
    }
    auto const check = checks().find(rule.kind);
    if (check == checks().end())
        return fail(ErrorCode::internal,
                    fmt::format("preflight.json: {}: no code for kind \"{}\"", rule.id, rule.kind));
    impl::Report report(rule);
    check->second(input, rule, report);
    if (!report.applies())
        result.not_applicable.push_back(rule.id);
    else if (report.findings().empty())
        result.passed.push_back(rule.id);
    result.findings.insert(result.findings.end(), report.findings().begin(), report.findings().end());
    return {};
}

std::string verdict_of(Preflight const& result) {
    auto const count = [&](auto const& is_wanted) {
        return std::count_if(result.findings.begin(), result.findings.end(), is_wanted);
    };
    auto const work = count([](Finding const& f) { return f.severity == Severity::blocker && !f.live_only; });
    auto const live = count([](Finding const& f) { return f.severity == Severity::blocker && f.live_only; });
    if (work > 0)
        return fmt::format("Not ready: {} to mend in the work itself, {} before a live delivery.", work, live);
    if (live > 0)
        return fmt::format("The work is sound. Before a live delivery {} missing: see the findings.",
                           live == 1 ? "one thing is" : fmt::format("{} things are", live));
    return "Nothing blocks a delivery.";
}

}  // namespace

Result<std::vector<Rule>> preflight_rules() {
    auto table = json::parse<RuleTable>(impl::table_text("distribution/preflight.json"));
    if (!table) return fail(ErrorCode::internal, "preflight.json: " + table.error().message);
    return std::move(table->rules);
}

Result<Preflight> preflight(PreflightInput const& input) {
    Preflight result;
    for (auto const& rule : TRY(preflight_rules())) TRY(apply(rule, input, result));
    std::stable_sort(result.findings.begin(), result.findings.end(), [](Finding const& left, Finding const& right) {
        return left.severity == Severity::blocker && right.severity == Severity::warning;
    });
    for (auto const& finding : result.findings) {
        result.has_blockers = result.has_blockers || finding.severity == Severity::blocker;
        result.has_draft_blockers =
            result.has_draft_blockers || (finding.severity == Severity::blocker && !finding.live_only);
    }
    result.verdict = verdict_of(result);
    result.ai = disclosure_of(input.release);
    auto const stores = load_stores();
    if (!stores) return fail(ErrorCode::internal, stores.error().message);
    for (auto const& store : stores->stores)
        result.stores.push_back(judge_store(store, input.release, input.today, result));
    return result;
}

}  // namespace troupe::distribution
