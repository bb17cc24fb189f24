#include <array>
#include <string>

#include "measures.hpp"
#include "planning/arc_measures.hpp"
#include "planning/planner.hpp"
#include "writing/builtin/builtin_writer.hpp"

/// The stories of 200 artists whom the embedded writer makes, 90 days each.
namespace troupe::planning::benchmark {
namespace {

constexpr std::array prompts{"A mysterious electronic producer with dark, atmospheric soundscapes",
                             "A cheerful bedroom pop singer about trains and her grandmother",
                             "hip hop storyteller about rent and family",
                             "instrumental neoclassical pianist, intimate and sad",
                             "post-punk duo, angry about money",
                             "synthwave nostalgia, night driving",
                             "UK garage singer, warm and playful",
                             "a loud, bold festival DJ who loves crowds"};

struct Tally {
    int plans = 0;
    int continuous = 0;
    int duplicates = 0;
    int motifs = 0;
    int well_used = 0;
    double callbacks = 0;
};

void add(Tally& tally, Plan const& plan, std::uint64_t seed) {
    ++tally.plans;
    tally.continuous += continuity(plan, Random(seed).stream("benchmark.continuity")) >= 1.64 ? 1 : 0;
    tally.duplicates += near_duplicates(plan);
    auto const economy = motif_economy(plan);
    tally.motifs += economy.motifs;
    tally.well_used += economy.well_used;
    tally.callbacks += economy.callback_share;
}

Tally tell_stories() {
    Tally tally;
    auto const writer = writing::builtin::open_writer({});
    if (!writer) return tally;
    for (std::uint64_t seed = 0; seed < 200; ++seed) {
        auto profile = (*writer)->identity({.prompt = prompts[seed % prompts.size()], .seed = seed});
        if (!profile) continue;
        PlanRequest request{.profile = *std::move(profile)};
        request.start = *parse_date("2026-11-23");
        request.now = TimePoint{std::chrono::sys_days{request.start}} + std::chrono::hours{36};
        request.seed = seed;
        if (auto const plan = make_plan(request)) add(tally, *plan, seed);
    }
    return tally;
}

}  // namespace

bool arcs() {
    auto const tally = tell_stories();
    auto const plans = static_cast<double>(tally.plans);
    bool ok = at_least("arc_plans", plans, 200);
    ok = at_least("arc_continuity_share", tally.continuous / plans, 0.85) && ok;
    ok = at_most("arc_near_duplicates", tally.duplicates, 0) && ok;
    ok = at_least("arc_motifs_well_used_share", tally.well_used / static_cast<double>(tally.motifs), 0.9) && ok;
    ok = at_least("arc_callback_share_low", tally.callbacks / plans, 0.25) && ok;
    return at_most("arc_callback_share_high", tally.callbacks / plans, 0.5) && ok;
}

}  // namespace troupe::planning::benchmark
