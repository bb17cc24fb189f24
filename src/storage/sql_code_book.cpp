#include "storage/sql_code_book.hpp"

#include <set>

#include "storage/impl/connections.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using distribution::CodeKind;
using distribution::CodePrefix;
using distribution::CodeRow;
using distribution::CodeStatus;
using distribution::CodeWish;
using distribution::GivenCode;
using distribution::IssuedCode;
using impl::change;
using impl::select;

using MaybeCode = std::optional<IssuedCode>;

Result<MaybeCode> first_code(std::vector<impl::Row> const& rows) {
    if (rows.empty()) return MaybeCode{};
    return MaybeCode(TRY(impl::read_document<IssuedCode>(rows[0].text(0), "a code")));
}

Result<MaybeCode> present_code(impl::Session& sql, CodeKind kind, std::string const& owner) {
    return first_code(select(sql, "SELECT document FROM issued_codes WHERE kind = :a AND owner = :b AND is_present = 1",
                             1, {json::enum_name(kind), owner}));
}

Result<MaybeCode> code_of_value(impl::Session& sql, CodeKind kind, std::string const& value) {
    return first_code(select(sql, "SELECT document FROM issued_codes WHERE kind = :a AND code_key = :b", 1,
                             {json::enum_name(kind), code_key(kind, value)}));
}

Result<std::vector<CodePrefix>> read_prefixes(impl::Session& sql) {
    std::vector<CodePrefix> all;
    for (auto const& row : select(sql, "SELECT document FROM code_prefixes ORDER BY entered, prefix", 1))
        all.push_back(TRY(impl::read_document<CodePrefix>(row.text(0), "a prefix of codes")));
    return all;
}

void add_code(impl::Session& sql, IssuedCode const& code) {
    change(sql,
           "INSERT INTO issued_codes (kind, code_key, owner, is_present, release_id, document) VALUES (:a, :b, :c, 1, "
           ":d, :e)",
           {json::enum_name(code.kind), code_key(code.kind, code.value), code.owner, code.release, json::print(code)});
}

void replace_code(impl::Session& sql, IssuedCode const& code) {
    change(sql, "UPDATE issued_codes SET document = :a, is_present = :b WHERE kind = :c AND code_key = :d",
           {json::print(code), std::int64_t{code.status == CodeStatus::none ? 0 : 1}, json::enum_name(code.kind),
            code_key(code.kind, code.value)});
}

std::int64_t next_number(impl::Session& sql, CodePrefix const& prefix, int year) {
    auto const rows = select(sql, "SELECT next_number FROM code_rows WHERE kind = :a AND prefix = :b AND year = :c", 1,
                             {json::enum_name(prefix.kind), prefix.prefix, std::int64_t{year}});
    return rows.empty() ? 0 : rows[0].number(0);
}

void put_next_number(impl::Session& sql, CodePrefix const& prefix, int year, std::int64_t next) {
    change(sql,
           "INSERT INTO code_rows (kind, prefix, year, next_number) VALUES (:a, :b, :c, :d)"
           " ON CONFLICT (kind, prefix, year) DO UPDATE SET next_number = excluded.next_number",
           {json::enum_name(prefix.kind), prefix.prefix, std::int64_t{year}, next});
}

/// The next code of this prefix that nobody has, or nothing. The row is moved on with it, in the same transaction.
Result<MaybeCode> take_next(impl::Session& sql, CodePrefix const& prefix, CodeWish const& wish) {
    auto const year = code_year(prefix.kind, wish.at);
    auto number = next_number(sql, prefix, year);
    // Others may have given numbers of this row: those are stepped over.
    while (number < capacity(prefix) && TRY(code_of_value(sql, prefix.kind, make_code(prefix, year, number)))) ++number;
    bool const is_left = number < capacity(prefix);
    put_next_number(sql, prefix, year, is_left ? number + 1 : number);
    if (!is_left) return MaybeCode{};
    auto code = reserved_code(wish, prefix, number);
    add_code(sql, code);
    return MaybeCode(std::move(code));
}

Result<IssuedCode> reserve_next(impl::Session& sql, CodeWish const& wish) {
    std::size_t known = 0;
    for (auto const& prefix : TRY(read_prefixes(sql))) {
        if (prefix.kind != wish.kind) continue;
        ++known;
        if (auto code = TRY(take_next(sql, prefix, wish))) return *std::move(code);
    }
    if (known == 0) return distribution::no_prefix(wish.kind);
    return distribution::used_up(wish.kind, code_year(wish.kind, wish.at), known);
}

Result<IssuedCode> take_in_code(impl::Session& sql, GivenCode const& given) {
    auto const& wish = given.wish;
    auto own = TRY(present_code(sql, wish.kind, wish.owner));
    if (auto const known = TRY(code_of_value(sql, wish.kind, given.value))) {
        if (own && own->value == known->value) return *own;
        return distribution::names_another(*known);
    }
    if (own && own->assigned) return distribution::is_assigned(*own);
    if (own) {
        own->status = CodeStatus::none;
        replace_code(sql, *own);
    }
    auto code = external_code(given, TRY(read_prefixes(sql)));
    add_code(sql, code);
    return code;
}

}  // namespace

Result<void> SqlCodeBook::add_prefix(CodePrefix const& prefix) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        TRY(distribution::check_new_prefix(TRY(read_prefixes(sql)), prefix));
        change(
            sql, "INSERT INTO code_prefixes (kind, prefix, entered, document) VALUES (:a, :b, :c, :d)",
            {json::enum_name(prefix.kind), prefix.prefix, impl::milliseconds_of(prefix.entered), json::print(prefix)});
        return {};
    });
}

Result<std::vector<CodePrefix>> SqlCodeBook::prefixes() {
    return database_.read([&](impl::Session& sql) { return read_prefixes(sql); });
}

Result<std::vector<CodeRow>> SqlCodeBook::rows(TimePoint now) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<CodeRow>> {
        std::vector<CodeRow> all;
        for (auto const& prefix : TRY(read_prefixes(sql))) {
            std::set<int> years{code_year(prefix.kind, now)};
            for (auto const& row : select(sql, "SELECT year FROM code_rows WHERE kind = :a AND prefix = :b", 1,
                                          {json::enum_name(prefix.kind), prefix.prefix}))
                years.insert(static_cast<int>(row.number(0)));
            for (auto const year : years)
                all.push_back({prefix, year, next_number(sql, prefix, year), capacity(prefix)});
        }
        return all;
    });
}

Result<IssuedCode> SqlCodeBook::reserve(CodeWish const& wish) {
    TRY(distribution::check_wish(wish));
    if (auto const known = TRY(find(wish.kind, wish.owner))) return *known;
    return database_.write([&](impl::Session& sql) -> Result<IssuedCode> {
        // Whoever waited for the lock looks again: another may have asked for the same thing.
        if (auto const known = TRY(present_code(sql, wish.kind, wish.owner))) return *known;
        return reserve_next(sql, wish);
    });
}

Result<IssuedCode> SqlCodeBook::assign(CodeKind kind, std::string const& owner, TimePoint at) {
    return database_.write([&](impl::Session& sql) -> Result<IssuedCode> {
        auto code = TRY(present_code(sql, kind, owner));
        if (!code) return distribution::has_no_code(kind, owner);
        if (code->assigned) return *code;
        code->assigned = at;
        if (code->status == CodeStatus::reserved) code->status = CodeStatus::assigned;
        replace_code(sql, *code);
        return *code;
    });
}

Result<IssuedCode> SqlCodeBook::take_in(GivenCode const& given) {
    TRY(distribution::check_wish(given.wish));
    return database_.write([&](impl::Session& sql) { return take_in_code(sql, given); });
}

Result<MaybeCode> SqlCodeBook::find(CodeKind kind, std::string const& owner) {
    return database_.read([&](impl::Session& sql) { return present_code(sql, kind, owner); });
}

Result<MaybeCode> SqlCodeBook::find_value(CodeKind kind, std::string const& value) {
    return database_.read([&](impl::Session& sql) { return code_of_value(sql, kind, value); });
}

Result<std::vector<IssuedCode>> SqlCodeBook::of_release(std::string const& release) {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<IssuedCode>> {
        std::vector<IssuedCode> all;
        // The order of the kinds is the enumeration's, not the alphabet's.
        for (auto const kind : {CodeKind::isrc, CodeKind::upc, CodeKind::grid, CodeKind::dpid})
            for (auto const& row : select(sql,
                                          "SELECT document FROM issued_codes WHERE release_id = :a AND kind = :b"
                                          " ORDER BY code_key",
                                          1, {release, json::enum_name(kind)}))
                all.push_back(TRY(impl::read_document<IssuedCode>(row.text(0), "a code")));
        return all;
    });
}

}  // namespace troupe::storage
