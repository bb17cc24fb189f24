#include "storage/sql_question_store.hpp"

#include "storage/impl/connections.hpp"
#include "storage/impl/sql.hpp"

namespace troupe::storage {
namespace {

using impl::change;
using impl::select;
using social::ApprovalQuestion;

Result<std::optional<ApprovalQuestion>> first_of(std::vector<impl::Row> const& rows) {
    if (rows.empty()) return std::optional<ApprovalQuestion>{};
    return std::optional(TRY(impl::read_document<ApprovalQuestion>(rows[0].text(0), "a question")));
}

}  // namespace

Result<bool> SqlQuestionStore::add(ApprovalQuestion const& question) {
    return database_.write([&](impl::Session& sql) -> Result<bool> {
        return change(sql,
                      "INSERT INTO approval_questions (token, content, revision, is_open, asked, document) VALUES (:a, :b, :c, :d, :e, :f)"
                      " ON CONFLICT DO NOTHING",
                      {question.token, question.content, std::int64_t{question.revision}, std::int64_t{question.is_open},
                       impl::milliseconds_of(question.asked), json::print(question)}) == 1;
    });
}

Result<void> SqlQuestionStore::update(ApprovalQuestion const& question) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        auto const changed = change(sql, "UPDATE approval_questions SET is_open = :a, document = :b WHERE token = :c",
                                    {std::int64_t{question.is_open}, json::print(question), question.token});
        if (changed == 0) return fail(ErrorCode::not_found, "there is no such question");
        return {};
    });
}

Result<std::optional<ApprovalQuestion>> SqlQuestionStore::find(std::string const& token) {
    return database_.read([&](impl::Session& sql) {
        return first_of(select(sql, "SELECT document FROM approval_questions WHERE token = :a", 1, {token}));
    });
}

Result<std::vector<ApprovalQuestion>> SqlQuestionStore::open() {
    return database_.read([&](impl::Session& sql) -> Result<std::vector<ApprovalQuestion>> {
        std::vector<ApprovalQuestion> found;
        for (auto const& row : select(sql, "SELECT document FROM approval_questions WHERE is_open = 1 ORDER BY asked, token", 1))
            found.push_back(TRY(impl::read_document<ApprovalQuestion>(row.text(0), "a question")));
        return found;
    });
}

Result<std::optional<ApprovalQuestion>> SqlQuestionStore::about(std::string const& content, int revision) {
    return database_.read([&](impl::Session& sql) {
        return first_of(select(sql, "SELECT document FROM approval_questions WHERE content = :a AND revision = :b", 1,
                               {content, std::int64_t{revision}}));
    });
}

Result<std::int64_t> SqlQuestionStore::next_event(std::string const& chat) {
    return database_.read([&](impl::Session& sql) -> Result<std::int64_t> {
        auto const rows = select(sql, "SELECT next_update FROM approval_places WHERE name = :a", 1, {chat});
        return rows.empty() ? 0 : rows[0].number(0);
    });
}

Result<void> SqlQuestionStore::set_next_event(std::string const& chat, std::int64_t number) {
    return database_.write([&](impl::Session& sql) -> Result<void> {
        change(sql, "INSERT INTO approval_places (name, next_update) VALUES (:a, :b) ON CONFLICT (name) DO UPDATE SET next_update = excluded.next_update",
               {chat, number});
        return {};
    });
}

}  // namespace troupe::storage
