#include "feedback/impl/survey.hpp"

#include <tuple>

#include "base/random.hpp"
#include "base/text.hpp"
#include "feedback/impl/names.hpp"

namespace troupe::feedback::impl {
namespace {

void add(std::string& key, std::string_view text) { key.append(text).push_back('\x1f'); }

template <class Number>
void add_number(std::string& key, Number number) {
    key.append(reinterpret_cast<char const*>(&number), sizeof number);
}

std::int64_t days_of(Date date) { return std::chrono::sys_days(date).time_since_epoch().count(); }

bool is_same(Scope const& a, Scope const& b) {
    auto const all = [](Scope const& each) { return std::tie(each.territory, each.service, each.period, each.source, each.piece, each.pieces, each.measure); };
    return all(a) == all(b);
}

}  // namespace

std::size_t Survey::part_of(Statement const& row) {
    if (last_part_ < parts_.size() && is_same(parts_[last_part_].scope, row.scope)) return last_part_;
    key_.clear();
    for (auto const* text : {&row.scope.source, &row.scope.period, &row.scope.territory, &row.scope.service}) add(key_, *text);
    add_number(key_, row.scope.piece);
    add_number(key_, row.scope.measure);
    auto const [at, is_new] = part_places_.try_emplace(key_, parts_.size());
    if (is_new) {
        Part part;
        part.scope = row.scope;
        part.platform = row.platform;
        part.platform_raw = row.platform_raw;
        part.territory_raw = row.territory_raw;
        parts_.push_back(std::move(part));
    }
    return last_part_ = at->second;
}

std::size_t Survey::subject_of(Statement const& row) {
    key_.clear();
    auto const& subject = row.subject;
    for (auto const* text : {&subject.isrc, &subject.upc, &subject.track_title, &subject.artist_name, &subject.release_title}) add(key_, *text);
    auto const [at, is_new] = subject_places_.try_emplace(key_, subjects_.size());
    if (is_new) {
        subjects_.push_back(subject);
        first_lines_.push_back(row.line);
    }
    return at->second;
}

std::int64_t Survey::identity_of(Statement const& row, std::size_t subject) {
    key_.clear();
    auto const& about = subjects_[subject];
    for (auto const* text : {&row.scope.source, &row.platform, &row.service_tier, &row.scope.territory, &about.isrc, &about.upc, &row.currency}) add(key_, *text);
    if (about.isrc.empty()) add(key_, about.track_title), add(key_, about.artist_name), add(key_, about.release_title);
    add_number(key_, row.use_type);
    add_number(key_, days_of(row.usage_start));
    add_number(key_, days_of(row.usage_end));
    auto const base = stable_hash(key_);
    add_number(key_, occurrences_[base]++);
    return static_cast<std::int64_t>(stable_hash(key_));
}

std::int64_t Survey::digest_of(Statement const& row, std::int64_t identity) {
    key_.clear();
    add_number(key_, identity);
    add_number(key_, row.quantity);
    for (auto const& amount : {row.gross, row.deductions, row.net, row.share_ppm}) {
        add_number(key_, amount.has_value());
        add_number(key_, amount.value_or(0));
    }
    add(key_, row.exchange_rate);
    add(key_, row.flags);
    return static_cast<std::int64_t>(stable_hash(key_));
}

void Survey::see(Statement const& row) {
    ++rows_;
    auto& part = parts_[part_of(row)];
    auto const identity = identity_of(row, subject_of(row));
    ++part.rows;
    auto const sum = static_cast<std::uint64_t>(part.digest) + static_cast<std::uint64_t>(digest_of(row, identity));
    part.digest = static_cast<std::int64_t>(sum);
}

void Survey::begin_again() {
    occurrences_.clear();
    last_part_ = 0;
}

std::optional<Survey::Place> Survey::place_of(Statement const& row) {
    auto const parts = parts_.size(), subjects = subjects_.size();
    Place place;
    place.part = part_of(row);
    place.subject = subject_of(row);
    if (parts_.size() > parts || subjects_.size() > subjects) return std::nullopt;
    place.identity = identity_of(row, place.subject);
    return place;
}

}  // namespace troupe::feedback::impl
