#include "evolution/evolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "evolution/impl/answers.hpp"
#include "evolution/impl/leash.hpp"

namespace troupe::evolution {
namespace {

using impl::Answer;
using impl::Comparison;
using impl::Move;

/// Both directions of one question are one question.
std::vector<double> unsigned_contrast(std::vector<double> contrast) {
    auto const first = std::find_if(contrast.begin(), contrast.end(), [](double value) { return value != 0; });
    if (first != contrast.end() && *first < 0)
        for (auto& value : contrast) value = value == 0 ? 0 : -value;
    return contrast;
}

int count_questions(std::vector<Comparison const*> const& comparisons) {
    std::set<std::vector<double>> questions;
    for (auto const* each : comparisons) questions.insert(unsigned_contrast(each->contrast));
    return static_cast<int>(questions.size());
}

class Evolver {
public:
    explicit Evolver(EvolveRequest const& request)
        : request_(request),
          settings_(request.settings),
          leash_(request),
          sample_(
              impl::make_sample(request.observations, request.now, request.settings.half_life_days, request.shock)) {
        proposal_.profile = request.profile;
        proposal_.distance_before = leash_.distance(request.profile.style);
        proposal_.distance_after = proposal_.distance_before;
        proposal_.rows_used = static_cast<int>(sample_.rows.size());
        proposal_.rows_left_out = sample_.left_out_flagged + sample_.left_out_unmeasured;
    }

    Proposal run() && {
        note_what_is_left_out();
        if (!has_enough()) return std::move(proposal_);
        impl::Posterior const posterior(sample_);
        auto const inquiry = impl::compare_factors(sample_, posterior, request_.profile, settings_);
        auto const tracks = impl::compare_tracks(sample_, posterior, settings_);
        std::vector<Comparison const*> asked;
        for (auto const* list : {&inquiry.comparisons, &tracks})
            for (auto const& each : *list) asked.push_back(&each);
        demand_ = impl::demand_for(count_questions(asked), settings_.error_rate);

        auto answers = impl::convincing(inquiry.comparisons, posterior, demand_);
        if (std::none_of(answers.begin(), answers.end(),
                         [](Answer const& each) { return impl::is_about_music(*each.comparison); }))
            if (auto const whole = impl::convincing(tracks, posterior, demand_); !whole.empty())
                answers.push_back(whole.front());
        take(answers, posterior);
        for (auto const& each : impl::convincing(inquiry.without_lever, posterior, demand_))
            proposal_.notes.push_back(fmt::format("{}: {:.1f} times the odds, which nothing in the profile can follow.",
                                                  wording(*each.comparison, sample_), std::exp(each.estimate.mean)));
        if (proposal_.changes.empty()) say_what_is_missing(inquiry, impl::answers_to(asked, posterior));
        proposal_.changed = !proposal_.changes.empty();
        return std::move(proposal_);
    }

private:
    void note_what_is_left_out() {
        if (sample_.left_out_flagged > 0)
            proposal_.notes.push_back(
                fmt::format("{} rows are left out, because their streams look artificial.", sample_.left_out_flagged));
        if (sample_.left_out_unmeasured > 0)
            proposal_.notes.push_back(
                fmt::format("{} rows are left out, because they lack a track or the numbers for {}.",
                            sample_.left_out_unmeasured, sample_.measure.empty() ? "saves or skips" : sample_.measure));
        if (auto const& shock = request_.shock)
            proposal_.notes.push_back(
                fmt::format("The audience turned on {} ({} pieces of {} artists fell to {:.2f} times the odds): what "
                            "came before counts a quarter.",
                            format_date(shock->at), shock->pieces, shock->artists, std::exp(shock->fall)));
    }

    bool has_enough() {
        if (request_.observations.empty()) {
            proposal_.missing.emplace_back(
                "No report has been imported for this artist: import one, and evolution has something to go by.");
            return false;
        }
        if (sample_.rows.empty()) {
            proposal_.missing.emplace_back(
                "No row can be learned from: it takes streams or listeners together with saves or skips, of tracks "
                "that are known.");
            return false;
        }
        double all = 0;
        for (auto const& cell : sample_.cells) all += cell.exposures;
        if (all >= 2 * settings_.least_exposures) return true;
        proposal_.missing.push_back(
            fmt::format("{:.0f} {} have been seen; {:.0f} more are needed before anything can be compared.", all,
                        unit(), 2 * settings_.least_exposures - all));
        return false;
    }

    [[nodiscard]] char const* unit() const { return sample_.measure == "saves by listener" ? "listeners" : "streams"; }

    void miss(std::string line) {
        auto& missing = proposal_.missing;
        if (std::find(missing.begin(), missing.end(), line) == missing.end()) missing.push_back(std::move(line));
    }

    /// Not while it rests after doing harm.
    bool is_rested(std::string const& path) {
        for (auto const& past : request_.history) {
            if (past.path != path || !past.rests_until || *past.rests_until <= date_of(request_.now)) continue;
            miss(fmt::format("{} was taken back, because it did harm, and rests until {}.", path,
                             format_date(*past.rests_until)));
            return false;
        }
        return true;
    }

    /// Rows after the day until which this path's evidence has been spent.
    bool is_fresh(std::string const& path) {
        std::optional<Date> spent;
        for (auto const& past : request_.history)
            if (past.path == path && (!spent || *spent < past.evidence_until)) spent = past.evidence_until;
        if (!spent) return true;
        double fresh = 0;
        for (auto const* row : sample_.rows)
            if (row->date > *spent)
                fresh += static_cast<double>(sample_.measure == "saves by listener" ? row->listeners.value_or(0)
                                                                                    : row->streams);
        if (fresh >= settings_.least_exposures) return true;
        miss(
            fmt::format("{} was changed on the evidence until {}; {:.0f} {} have come since, {:.0f} are needed before "
                        "it moves again.",
                        path, format_date(*spent), fresh, unit(), settings_.least_exposures));
        return false;
    }

    void take(std::vector<Answer> const& answers, impl::Posterior const& posterior) {
        std::set<std::string> moved_factors;
        for (auto const& answer : answers) {
            for (auto const& move : answer.comparison->moves) {
                if (static_cast<int>(proposal_.changes.size()) >= settings_.most_changes) return;
                auto const path = impl::path_of(move.factor, move.level);
                // One list of weights moves in one direction at a time.
                if (moved_factors.contains(move.factor) || !is_rested(path) || !is_fresh(path)) continue;
                if (make(answer, move, posterior)) moved_factors.insert(move.factor);
            }
        }
    }

    bool make(Answer const& answer, Move move, impl::Posterior const& posterior) {
        move.amount *= answer.comparison->share * std::min(1.0, answer.estimate.mean / settings_.full_step_effect);
        auto const moved = leash_.within(move, proposal_.profile, proposal_.notes);
        if (!moved) return false;
        proposal_.distance_after = leash_.distance(proposal_.profile.style);
        proposal_.changes.push_back({moved->path, moved->before, moved->after, impl::reason(answer, *moved, sample_),
                                     impl::evidence(answer, sample_, demand_),
                                     impl::expected_gain(move, *moved, posterior, demand_)});
        return true;
    }

    void say_what_is_missing(impl::Inquiry const& inquiry, std::vector<Answer> const& answers) {
        auto& missing = proposal_.missing;
        missing.insert(missing.end(), inquiry.missing.begin(), inquiry.missing.end());
        if (sample_.tracks.size() < 2)
            missing.emplace_back(
                "One release alone says nothing about the music: a second one that differs in mood, tempo or genre "
                "would.");
        for (std::size_t i = 0; i < std::min<std::size_t>(3, answers.size()); ++i) {
            auto const& [mean, deviation] = answers[i].estimate;
            if (mean <= 0 || answers[i].certainty() > demand_.quantile) continue;
            auto const margin = demand_.quantile * deviation;
            missing.push_back(
                fmt::format("{}: {:.2f} times the odds, but anything from {:.2f} to {:.2f} is possible; {}",
                            wording(*answers[i].comparison, sample_), std::exp(mean), std::exp(mean - margin),
                            std::exp(mean + margin),
                            impl::is_about_music(*answers[i].comparison) ? "more releases on both sides would tell"
                                                                         : "more weeks would tell"));
        }
    }

    EvolveRequest const& request_;
    EvolveSettings const& settings_;
    impl::Leash leash_;
    impl::Sample sample_;
    Proposal proposal_;
    impl::Demand demand_;
};

}  // namespace

Result<Proposal> propose(EvolveRequest const& request) {
    auto const limit = request.profile.settings.identity_limit;
    if (!(limit >= 0 && limit <= 1))
        return fail(ErrorCode::invalid_input, fmt::format("settings.identity_limit: {} is outside 0 to 1", limit));
    return Evolver(request).run();
}

}  // namespace troupe::evolution
