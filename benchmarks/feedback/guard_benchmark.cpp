#include <fmt/format.h>

#include <cmath>
#include <map>
#include <string_view>

#include "audience.hpp"
#include "base/random.hpp"
#include "feedback/guard.hpp"
#include "feedback/impl/stream_signs.hpp"

/// Planted artificial streams, found among honest surprises: NAME value target ok|short. What is judged is a row: a track on a
/// day on a platform in a territory; it is positive when artificial streams were planted in it, however few. Rows of fewer
/// than `least_streams` are too small to prove anything, and count against recall all the same.
///     guard_benchmark           judges seeds 200000.. with the weights of the program
///     guard_benchmark fit       fits weights on seeds 1.. and prints them for suspicion_weights.hpp
///     guard_benchmark choose    what each least suspicion would give on seeds 1..: chosen there, never on those that judge
namespace troupe::feedback {
namespace {

constexpr std::uint64_t fit_seeds = 240, judged_seeds = 200, first_judged = 200'000;

struct Tally {
    std::int64_t planted = 0, found = 0, wrong = 0, honest = 0;
    [[nodiscard]] double precision() const { return found + wrong == 0 ? 0 : static_cast<double>(found) / static_cast<double>(found + wrong); }
    [[nodiscard]] double recall() const { return planted == 0 ? 0 : static_cast<double>(found) / static_cast<double>(planted); }
};

bool report(std::string const& name, double value, double least) {
    bool const is_ok = value >= least;
    fmt::print("{} {:.3f} {:.2f} {}\n", name, value, least, is_ok ? "ok" : "short");
    return is_ok;
}

bool judge(Reported reported, std::string const& name, std::uint64_t first, GuardSettings const& settings = {}) {
    Tally all;
    std::map<int, Tally> kinds;
    for (auto seed = first; seed < first + judged_seeds; ++seed) {
        auto audience = simulate_audience(seed, reported);
        flag_artificial(audience.rows, settings);
        for (std::size_t i = 0; i < audience.rows.size(); ++i) {
            bool const is_flagged = !audience.rows[i].flags.empty();
            bool const is_planted = audience.planted[i] > 0;
            for (auto* tally : {&all, &kinds[audience.kinds[i]]}) {
                tally->planted += is_planted ? 1 : 0;
                tally->found += is_planted && is_flagged ? 1 : 0;
                tally->wrong += !is_planted && is_flagged ? 1 : 0;
                tally->honest += is_planted ? 0 : 1;
            }
        }
    }
    for (auto const& [kind, tally] : kinds)
        if (kind > 0) fmt::print("# {}: {} rows planted by {}, recall {:.3f}\n", name, tally.planted, bot_kinds.at(static_cast<std::size_t>(kind)), tally.recall());
    fmt::print("# {}: {} honest rows, {} of them flagged\n", name, all.honest, all.wrong);
    bool const ok = report(name + "_precision", all.precision(), 0.9);
    return report(name + "_recall", all.recall(), 0.9) && ok;
}

struct Example {
    std::array<double, impl::Signs::size + 2> signs{};  ///< 1, whether it is long, the signs
    double truth = 0;
};

std::vector<Example> examples(Reported reported) {
    std::vector<Example> made;
    for (std::uint64_t seed = 1; seed <= fit_seeds; ++seed) {
        auto const audience = simulate_audience(seed, reported);
        auto const signs = impl::signs_of(audience.rows, GuardSettings{}.least_streams);
        for (std::size_t i = 0; i < signs.size(); ++i) {
            if (!signs[i]) continue;
            Example example;
            example.signs[0] = 1;
            example.signs[1] = signs[i]->is_long ? 1 : 0;
            std::copy(signs[i]->values.begin(), signs[i]->values.end(), example.signs.begin() + 2);
            example.truth = audience.planted[i] > 0 ? 1 : 0;
            made.push_back(example);
        }
    }
    return made;
}

constexpr std::size_t width = impl::Signs::size + 2;
using Weights = std::array<double, width>;
using Matrix = std::array<Weights, width>;

/// Gauss-Jordan; the matrix is positive definite.
Weights solve(Matrix matrix, Weights right) {
    for (std::size_t i = 0; i < width; ++i)
        for (std::size_t row = 0; row < width; ++row) {
            if (row == i) continue;
            auto const times = matrix[row][i] / matrix[i][i];
            for (std::size_t k = i; k < width; ++k) matrix[row][k] -= times * matrix[i][k];
            right[row] -= times * right[i];
        }
    for (std::size_t i = 0; i < width; ++i) right[i] /= matrix[i][i];
    return right;
}

/// Logistic regression with a little ridge, by Newton's method.
void fit(Reported reported, std::string_view name) {
    auto const data = examples(reported);
    Weights weights{};
    for (int step = 0; step < 25; ++step) {
        Matrix curve{};
        Weights slope{};
        for (std::size_t i = 0; i < width; ++i) curve[i][i] = 0.5, slope[i] = 0.5 * weights[i];
        for (auto const& example : data) {
            double sum = 0;
            for (std::size_t i = 0; i < width; ++i) sum += weights[i] * example.signs[i];
            auto const odds = 1 / (1 + std::exp(-sum));
            for (std::size_t i = 0; i < width; ++i) {
                slope[i] += (odds - example.truth) * example.signs[i];
                for (std::size_t k = 0; k < width; ++k) curve[i][k] += odds * (1 - odds) * example.signs[i] * example.signs[k];
            }
        }
        auto const move = solve(curve, slope);
        for (std::size_t i = 0; i < width; ++i) weights[i] -= move[i];
    }
    fmt::print("constexpr SuspicionWeights {}_weights{{", name);
    for (std::size_t i = 0; i < width; ++i) fmt::print("{}{:.2f}", i == 0 ? "" : ", ", weights[i]);
    fmt::print("}};  // {} examples\n", data.size());
}

}  // namespace
}  // namespace troupe::feedback

int main(int count, char** arguments) {
    using namespace troupe::feedback;
    if (count > 1 && std::string_view(arguments[1]) == "fit") {
        fit(Reported::everything, "complete");
        fit(Reported::counts, "counts");
        return 0;
    }
    if (count > 1) {
        for (auto const least : {-2.5, -2.0, -1.5, -1.0, -0.5, 0.0}) {
            GuardSettings settings;
            settings.least_suspicion = settings.least_suspicion_by_counts = least;
            fmt::print("# least suspicion {}\n", least);
            judge(Reported::everything, "fitted", 1, settings);
            judge(Reported::counts, "fitted_by_counts_alone", 1, settings);
        }
        return 0;
    }
    bool ok = judge(Reported::everything, "artificial_rows", first_judged);
    ok = judge(Reported::counts, "artificial_rows_by_counts_alone", first_judged) && ok;
    return ok ? 0 : 1;
}
