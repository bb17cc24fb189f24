#include "evolution/evolve.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "artist/distance.hpp"
#include "base/text.hpp"
#include "evolution/impl/comparisons.hpp"

namespace troupe::evolution {
namespace {

using impl::Comparison;
using impl::Move;

/// Inverse of the normal distribution's upper tail by bisection of erfc: exact enough, and the same everywhere.
double upper_quantile(double tail) {
    double low = 0;
    double high = 10;
    for (int i = 0; i < 60; ++i) {
        auto const middle = (low + high) / 2;
        (0.5 * std::erfc(middle / std::sqrt(2.0)) > tail ? low : high) = middle;
    }
    return low;
}

/// An answer that a comparison gave.
struct Answer {
    Comparison const* comparison = nullptr;
    impl::Estimate estimate;
    [[nodiscard]] double certainty() const { return estimate.mean / estimate.deviation; }
};

std::string wording(Comparison const& comparison, impl::Sample const& sample) {
    if (comparison.factor == "track") {
        auto const track = std::find_if(sample.rows.begin(), sample.rows.end(),
                                        [&](auto const* row) { return row->content_id == comparison.level; });
        return fmt::format("'{}' against {}", text::excerpt((*track)->track), comparison.against);
    }
    if (comparison.level.empty())
        return fmt::format("{} {}", comparison.factor,
                           comparison.against == "lower" ? "higher against lower" : "lower against higher");
    return fmt::format("{} {} against {}", comparison.factor, comparison.level, comparison.against);
}

class Evolver {
public:
    explicit Evolver(EvolveRequest const& request)
        : request_(request),
          settings_(request.settings),
          sample_(impl::make_sample(request.observations, request.now, request.settings.half_life_days)) {
        proposal_.profile = request.profile;
        anchor_ = request.anchor.value_or(request.profile.style);
        proposal_.distance_before = artist::style_distance(anchor_, request.profile.style);
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
        // Both directions of one question are one question.
        std::set<std::vector<double>> questions;
        for (auto const* list : {&inquiry.comparisons, &tracks})
            for (auto const& each : *list) questions.insert(unsigned_contrast(each.contrast));
        comparisons_ = std::max(1, static_cast<int>(questions.size()));
        quantile_ = upper_quantile(settings_.error_rate / comparisons_ / 2);

        auto answers = convincing(inquiry.comparisons, posterior);
        if (std::none_of(answers.begin(), answers.end(),
                         [](Answer const& each) { return is_about_music(*each.comparison); }))
            for (auto const& each : convincing(tracks, posterior)) {
                answers.push_back(each);
                break;
            }
        take(answers);
        for (auto const& each : convincing(inquiry.without_lever, posterior))
            proposal_.notes.push_back(fmt::format("{}: {:.1f} times the odds, which nothing in the profile can follow.",
                                                  wording(*each.comparison, sample_), std::exp(each.estimate.mean)));
        if (proposal_.changes.empty()) say_what_is_missing(inquiry, tracks, posterior);
        proposal_.changed = !proposal_.changes.empty();
        return std::move(proposal_);
    }

private:
    static bool is_about_music(Comparison const& comparison) {
        return comparison.factor != "platform" && comparison.factor != "territory" && comparison.factor != "hour";
    }

    static std::vector<double> unsigned_contrast(std::vector<double> contrast) {
        auto const first = std::find_if(contrast.begin(), contrast.end(), [](double value) { return value != 0; });
        if (first != contrast.end() && *first < 0)
            for (auto& value : contrast) value = value == 0 ? 0 : -value;
        return contrast;
    }

    void note_what_is_left_out() {
        if (sample_.left_out_flagged > 0)
            proposal_.notes.push_back(
                fmt::format("{} rows are left out, because their streams look artificial.", sample_.left_out_flagged));
        if (sample_.left_out_unmeasured > 0)
            proposal_.notes.push_back(
                fmt::format("{} rows are left out, because they lack a track or the numbers for {}.",
                            sample_.left_out_unmeasured, sample_.measure.empty() ? "saves or skips" : sample_.measure));
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

    /// Comparisons whose interval excludes zero, most certain first.
    std::vector<Answer> convincing(std::vector<Comparison> const& comparisons, impl::Posterior const& posterior) const {
        std::vector<Answer> found;
        for (auto const& each : comparisons) {
            Answer const answer{&each, posterior.estimate(each.contrast)};
            if (answer.certainty() > quantile_) found.push_back(answer);
        }
        std::stable_sort(found.begin(), found.end(),
                         [](Answer const& a, Answer const& b) { return a.certainty() > b.certainty(); });
        return found;
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
        auto const line = fmt::format(
            "{} was changed on the evidence until {}; {:.0f} {} have come since, {:.0f} are needed before it moves "
            "again.",
            path, format_date(*spent), fresh, unit(), settings_.least_exposures);
        if (std::find(proposal_.missing.begin(), proposal_.missing.end(), line) == proposal_.missing.end())
            proposal_.missing.push_back(line);
        return false;
    }

    void take(std::vector<Answer> const& answers) {
        std::set<std::string> moved_factors;
        for (auto const& answer : answers) {
            for (auto const& move : answer.comparison->moves) {
                if (static_cast<int>(proposal_.changes.size()) >= settings_.most_changes) return;
                // One list of weights moves in one direction at a time.
                if (moved_factors.contains(move.factor) || !is_fresh(impl::path_of(move.factor, move.level))) continue;
                if (make(answer, move)) moved_factors.insert(move.factor);
            }
        }
    }

    bool make(Answer const& answer, Move move) {
        move.amount *= answer.comparison->share * std::min(1.0, answer.estimate.mean / settings_.full_step_effect);
        auto next = proposal_.profile;
        auto const moved = within_limit(move, next);
        if (!moved) return false;
        proposal_.profile = std::move(next);
        proposal_.distance_after = artist::style_distance(anchor_, proposal_.profile.style);
        proposal_.changes.push_back(
            {moved->path, moved->before, moved->after, reason(answer, *moved), evidence(answer)});
        return true;
    }

    /// The move, or as much of it as the identity limit leaves.
    std::optional<impl::Moved> within_limit(Move const& move, artist::Profile& profile) {
        auto const limit = request_.profile.settings.identity_limit;
        auto const now = artist::style_distance(anchor_, profile.style);
        double share = 1;
        for (int tries = 0; tries < 8; ++tries, share /= 2) {
            auto next = profile;
            auto smaller = move;
            smaller.amount *= share;
            auto const moved = impl::apply(smaller, next, settings_);
            if (!moved) break;
            auto const distance = artist::style_distance(anchor_, next.style);
            if (distance > limit && distance > now) continue;
            profile = std::move(next);
            if (share < 1)
                proposal_.notes.push_back(fmt::format(
                    "{} moves less than the evidence allows: the identity limit of {} is near.", moved->path, limit));
            return moved;
        }
        if (share < 1)
            proposal_.notes.push_back(fmt::format("{} does not move: the identity limit of {} is reached.",
                                                  impl::path_of(move.factor, move.level), limit));
        return std::nullopt;
    }

    [[nodiscard]] std::string reason(Answer const& answer, impl::Moved const& moved) const {
        auto const& comparison = *answer.comparison;
        auto const what = sample_.measure.starts_with("saves") ? "saved" : "played to the end";
        auto const times = std::exp(answer.estimate.mean);
        if (comparison.factor == "track")
            return fmt::format(
                "{}: {:.1f} times as likely to be {}. Releases differ in several things at once, so {} takes half a "
                "step.",
                wording(comparison, sample_), times, what, moved.path);
        return fmt::format("{}: {:.1f} times as likely to be {}.", wording(comparison, sample_), times, what);
    }

    [[nodiscard]] Evidence evidence(Answer const& answer) const {
        Evidence made{.compared = wording(*answer.comparison, sample_), .measure = sample_.measure};
        auto const margin = quantile_ * answer.estimate.deviation;
        made.effect = std::exp(answer.estimate.mean);
        made.low = std::exp(answer.estimate.mean - margin);
        made.high = std::exp(answer.estimate.mean + margin);
        made.confidence = 1 - settings_.error_rate / comparisons_;
        made.comparisons = comparisons_;
        made.rows = static_cast<int>(sample_.rows.size());
        made.tracks = static_cast<int>(sample_.tracks.size());
        std::set<std::string> files;
        for (auto const* row : sample_.rows) {
            made.exposures += sample_.measure == "saves by listener" ? row->listeners.value_or(0) : row->streams;
            made.from = made.from == Date{} ? row->date : std::min(made.from, row->date);
            made.until = std::max(made.until, row->date);
            files.insert(row->file_name);
        }
        made.files.assign(files.begin(), files.end());
        return made;
    }

    void say_what_is_missing(impl::Inquiry const& inquiry, std::vector<Comparison> const& tracks,
                             impl::Posterior const& posterior) {
        auto& missing = proposal_.missing;
        missing.insert(missing.end(), inquiry.missing.begin(), inquiry.missing.end());
        if (sample_.tracks.size() < 2)
            missing.emplace_back(
                "One release alone says nothing about the music: a second one that differs in mood, tempo or genre "
                "would.");
        std::vector<Answer> answers;
        for (auto const* list : {&inquiry.comparisons, &tracks})
            for (auto const& each : *list) answers.push_back({&each, posterior.estimate(each.contrast)});
        std::stable_sort(answers.begin(), answers.end(),
                         [](Answer const& a, Answer const& b) { return a.certainty() > b.certainty(); });
        for (std::size_t i = 0; i < std::min<std::size_t>(3, answers.size()); ++i) {
            auto const& [mean, deviation] = answers[i].estimate;
            if (mean <= 0 || answers[i].certainty() > quantile_) continue;
            missing.push_back(
                fmt::format("{}: {:.2f} times the odds, but anything from {:.2f} to {:.2f} is possible; {}",
                            wording(*answers[i].comparison, sample_), std::exp(mean),
                            std::exp(mean - quantile_ * deviation), std::exp(mean + quantile_ * deviation),
                            is_about_music(*answers[i].comparison) ? "more releases on both sides would tell"
                                                                   : "more weeks would tell"));
        }
    }

    EvolveRequest const& request_;
    EvolveSettings const& settings_;
    impl::Sample sample_;
    artist::Style anchor_;
    Proposal proposal_;
    int comparisons_ = 1;
    double quantile_ = 2;
};

std::string shown(json::Value const& value) {
    if (value.is_double()) return fmt::format("{:.3g}", value.as_double());
    return json::print(value);
}

}  // namespace

Result<Proposal> propose(EvolveRequest const& request) {
    auto const limit = request.profile.settings.identity_limit;
    if (!(limit >= 0 && limit <= 1))
        return fail(ErrorCode::invalid_input, fmt::format("settings.identity_limit: {} is outside 0 to 1", limit));
    return Evolver(request).run();
}

std::string explain(Proposal const& proposal) {
    std::string out;
    if (proposal.changes.empty()) out += "No evidence for a change; nothing is changed.\n";
    for (auto const& change : proposal.changes) {
        auto const& evidence = change.evidence;
        out +=
            fmt::format("{}: {} -> {}\n  {}\n", change.path, shown(change.before), shown(change.after), change.reason);
        out += fmt::format(
            "  Effect {:.2f} ({:.2f} to {:.2f} at {:.1f} %, one of {} comparisons), by {}; {} rows of {} releases, {} "
            "exposures, {} to {}, {}\n",
            evidence.effect, evidence.low, evidence.high, 100 * evidence.confidence, evidence.comparisons,
            evidence.measure, evidence.rows, evidence.tracks, evidence.exposures, format_date(evidence.from),
            format_date(evidence.until), text::enumerate(evidence.files));
    }
    if (!proposal.changes.empty())
        out += fmt::format("Distance from the locked identity: {:.3f} -> {:.3f}, limit {}.\n", proposal.distance_before,
                           proposal.distance_after, proposal.profile.settings.identity_limit);
    for (auto const& line : proposal.missing) out += "  " + line + "\n";
    for (auto const& line : proposal.notes) out += "  " + line + "\n";
    return out;
}

}  // namespace troupe::evolution
