#include "providers/impl/chat_stream.hpp"

#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::impl {

ChatDraft read_answer(ChatDialect const& dialect, std::string_view body) {
    ChatDraft draft;
    auto const answer = parse_foreign(body);
    draft.is_garbled = !answer;
    if (!answer) return draft;
    draft.error = find_error(*answer);
    if (!draft.error) dialect.read(*answer, draft);
    return draft;
}

bool ChatStream::hear(std::string_view bytes) {
    if (!has_events_) unread_ += bytes;
    auto const fed = parser_.feed(bytes, [this](net::ServerSentEvent const& event) { take(event); });
    if (!fed) draft_.is_garbled = true;
    return !draft_.is_garbled && !draft_.error;
}

ChatDraft ChatStream::finish() {
    if (!has_events_ && !unread_.empty() && !draft_.is_garbled) {
        draft_ = read_answer(dialect_, unread_);
        if (!draft_.text.empty()) on_text_(draft_.text);
    }
    return std::move(draft_);
}

void ChatStream::take(net::ServerSentEvent const& event) {
    has_events_ = true;
    unread_.clear();
    if (event.data.empty() || draft_.is_garbled || draft_.error) return;
    if (event.data == "[DONE]") {
        if (!draft_.finish && !draft_.text.empty()) draft_.finish = llm::Finish::complete;
        return;
    }
    auto const json = parse_foreign(event.data);
    draft_.is_garbled = !json;
    if (!json) return;
    auto const told = draft_.text.size();
    draft_.error = find_error(*json);
    if (!draft_.error) dialect_.read_event(*json, draft_);
    if (draft_.text.size() > told) on_text_(std::string_view(draft_.text).substr(told));
}

}  // namespace troupe::providers::impl
