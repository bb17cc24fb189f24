#include "feedback/pieces.hpp"

#include <map>

namespace troupe::feedback {
namespace {

using Pieces = std::map<int, StatementFile const*>;  ///< by number

/// Statements are one when they are called the same and came in as many files.
std::map<std::pair<std::string, int>, Pieces> statements_of(std::vector<StatementFile> const& files) {
    std::map<std::pair<std::string, int>, Pieces> statements;
    for (auto const& file : files) {
        if (!file.whole || file.state != FileState::counted) continue;
        auto& place = statements[{file.whole->name, file.whole->pieces}][file.whole->piece];
        if (place == nullptr || place->created_at < file.created_at) place = &file;
    }
    return statements;
}

std::vector<int> missing_of(Pieces const& pieces, int wanted) {
    std::vector<int> missing;
    for (int number = 1; number <= wanted; ++number)
        if (!pieces.contains(number)) missing.push_back(number);
    return missing;
}

Atto exact(std::string const& number) { return parse_decimal(number).value_or(0); }

/// Every total that some piece states, beside the sum of what the pieces count. A sum of whole millionths is one.
std::vector<Check> totals_of(Pieces const& pieces) {
    std::map<std::string, Check> totals;
    std::map<std::string, Atto> sums;
    for (auto const& [number, file] : pieces)
        for (auto const& total : file->whole->totals) {
            sums[total.what] += exact(total.counted);
            totals[total.what] = total;
        }
    std::vector<Check> checks;
    for (auto& [what, total] : totals) {
        auto const counted = round_to_micros(sums[what]);
        total.counted = format_micros(counted);
        auto const stated = parse_decimal(total.stated);
        total.agrees = stated && round_to_micros(*stated) == counted;
        checks.push_back(total);
    }
    return checks;
}

}  // namespace

std::vector<StatementFile> reconcile_pieces(std::vector<StatementFile> files) {
    auto const known = files;
    auto const statements = statements_of(known);
    for (auto& file : files) {
        if (!file.whole) continue;
        auto const found = statements.find({file.whole->name, file.whole->pieces});
        auto const& pieces = found == statements.end() ? Pieces{} : found->second;
        file.whole->missing = missing_of(pieces, file.whole->pieces);
        if (file.whole->missing.empty()) file.whole->totals = totals_of(pieces);
    }
    return files;
}

}  // namespace troupe::feedback
