#include "evolution/pieces.hpp"

#include <algorithm>
#include <cmath>
#include <map>

#include "evolution/impl/measure.hpp"

namespace troupe::evolution {
namespace {

using feedback::Observation;

/// Exposures and successes, of a platform or of one piece on it.
struct Sum {
    double exposures = 0;
    double successes = 0;
    void add(Sum const& other) { exposures += other.exposures, successes += other.successes; }
};

struct Gathered {
    Date first{};
    json::Object factors;
    std::map<std::string, Sum> platforms;
};

std::vector<Observation const*> clean_rows(std::vector<Observation> const& observations) {
    std::vector<Observation const*> clean;
    for (auto const& row : observations)
        if (row.flags.empty() && !row.content_id.empty()) clean.push_back(&row);
    return clean;
}

std::map<std::string, Date> first_days(std::vector<Observation const*> const& rows, impl::Measure measure) {
    std::map<std::string, Date> first;
    for (auto const* row : rows) {
        if (!impl::outcome(*row, measure)) continue;
        auto const [found, is_new] = first.try_emplace(row->content_id, row->date);
        if (!is_new) found->second = std::min(found->second, row->date);
    }
    return first;
}

std::map<std::string, Gathered> gather(std::vector<Observation const*> const& rows, impl::Measure measure, int days) {
    auto const first = first_days(rows, measure);
    std::map<std::string, Gathered> gathered;
    for (auto const* row : rows) {
        auto const seen = impl::outcome(*row, measure);
        if (!seen || days_between(first.at(row->content_id), row->date) >= days) continue;
        auto& piece = gathered[row->content_id];
        piece.first = first.at(row->content_id);
        if (auto const* factors = row->factors.if_object();
            factors != nullptr && piece.factors.size() < factors->size())
            piece.factors = *factors;
        piece.platforms[row->platform].add(
            {static_cast<double>(seen->exposures), static_cast<double>(seen->successes)});
    }
    return gathered;
}

Sum total(std::map<std::string, Sum> const& platforms) {
    Sum sum;
    for (auto const& [name, each] : platforms) sum.add(each);
    return sum;
}

/// What an average piece would have got from these platforms, over what it got anywhere.
double ease(std::map<std::string, Sum> const& own, std::map<std::string, Sum> const& platforms, double usual) {
    // So many exposures at the usual rate are added to a platform: one that few have used is as any other.
    constexpr double prior = 200;
    Sum expected;
    for (auto const& [name, each] : own) {
        auto const& all = platforms.at(name);
        auto const rate = (all.successes + prior * usual) / (all.exposures + prior);
        expected.add({each.exposures, each.exposures * rate});
    }
    return expected.successes / expected.exposures / usual;
}

Arm arm_of(json::Object const& factors) {
    auto const* value = factors.if_contains("arm");
    auto const* text = value == nullptr ? nullptr : value->if_string();
    if (text == nullptr) return Arm::persona;
    auto const arm = json::enum_from<Arm>(std::string(*text), "arm");
    return arm ? *arm : Arm::persona;
}

int version_of(json::Object const& factors) {
    auto const* value = factors.if_contains("artist_version");
    return value != nullptr && value->is_number() ? value->to_number<int>() : 0;
}

}  // namespace

Pieces pieces_of(std::vector<Observation> const& observations, PieceSettings const& settings) {
    Pieces made;
    auto const rows = clean_rows(observations);
    auto const measure = impl::choose_measure(rows);
    if (!measure) return made;
    made.measure = impl::name_of(*measure);
    auto const gathered = gather(rows, *measure, settings.days);
    std::map<std::string, Sum> platforms;
    for (auto const& [id, piece] : gathered)
        for (auto const& [name, each] : piece.platforms) platforms[name].add(each);
    auto const all = total(platforms);
    made.exposures = all.exposures;
    made.rate = std::clamp(all.successes / std::max(1.0, all.exposures), 1e-3, 0.9);
    for (auto const& [id, piece] : gathered) {
        auto const own = total(piece.platforms);
        if (own.exposures < settings.least_exposures) continue;
        auto const saves = std::min(own.exposures, own.successes / ease(piece.platforms, platforms, made.rate));
        made.pieces.push_back(
            {id, piece.first, {own.exposures, saves}, piece.factors, arm_of(piece.factors), version_of(piece.factors)});
    }
    std::stable_sort(made.pieces.begin(), made.pieces.end(),
                     [](Piece const& a, Piece const& b) { return a.first < b.first; });
    return made;
}

Liking liking(SaveCount const& count, double usual) {
    auto const successes = count.saves + 4 * usual;
    auto const failures = std::max(0.0, count.exposures - count.saves) + 4 * (1 - usual);
    return {std::log(successes / failures), 1 / successes + 1 / failures};
}

}  // namespace troupe::evolution
