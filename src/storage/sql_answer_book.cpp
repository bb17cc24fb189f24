#include "storage/sql_answer_book.hpp"

#include <fmt/format.h>

#include "storage/impl/connections.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {

using access::KeptAnswer;

Result<std::optional<KeptAnswer>> SqlAnswerBook::find(std::string const& key) {
    return database_.read([&](impl::Session& sql) -> Result<std::optional<KeptAnswer>> {
        auto const rows = impl::select(sql, "SELECT document FROM kept_answers WHERE key_text = :a", 1, {key});
        if (rows.empty()) return std::nullopt;
        return TRY(impl::read_document<KeptAnswer>(rows[0].text(0), "a kept answer"));
    });
}

Result<void> SqlAnswerBook::keep(KeptAnswer const& answer) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        auto const added = impl::change(sql, "INSERT INTO kept_answers (key_text, kept_at, document) VALUES (:a, :b, :c) ON CONFLICT (key_text) DO NOTHING",
                                        {answer.key, impl::milliseconds_of(answer.at), json::print(answer)});
        if (added == 0) return fail(ErrorCode::conflict, "Idempotency-Key: a request with this key has been answered already, use another key");
        return {};
    });
}

Result<int> SqlAnswerBook::forget_before(TimePoint time) {
    return database_.write([&](impl::Session& sql) -> Result<int> {
        return static_cast<int>(impl::change(sql, "DELETE FROM kept_answers WHERE kept_at < :a", {impl::milliseconds_of(time)}));
    });
}

}  // namespace troupe::storage
