#include "providers/telegram/telegram_chat.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.hpp"
#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::telegram {
namespace {

using impl::member;
using impl::Repeat;
using social::ChatEvent;
using social::ChatEventKind;

constexpr Seconds brief{30};
constexpr std::size_t most_answer = 190;

/// Ids of chats may be below 0.
std::string id_of(json::Value const* value) {
    auto const* number = value == nullptr ? nullptr : value->if_int64();
    return number == nullptr ? std::string() : std::to_string(*number);
}

std::string name_of(json::Value const* person) {
    auto const first = impl::text(member(person, "first_name")), last = impl::text(member(person, "last_name"));
    auto const whole = last.empty() ? first : first + " " + last;
    auto const shown = whole.empty() ? impl::text(member(person, "username")) : whole;
    // Whoever they say they are: the id is what was looked at.
    return fmt::format("{} (Telegram {})", text::excerpt(shown.empty() ? "Somebody" : shown, 80), id_of(member(person, "id")));
}

ChatEvent event_of(json::Value const& update) {
    ChatEvent event;
    event.number = impl::count(member(&update, "update_id")).value_or(0);
    if (auto const* press = member(&update, "callback_query")) {
        auto const* message = member(press, "message");
        event.kind = ChatEventKind::pressed;
        event.press = impl::text(member(press, "id"));
        event.data = impl::text(member(press, "data"));
        event.person = id_of(member(member(press, "from"), "id"));
        event.name = name_of(member(press, "from"));
        event.chat = id_of(member(member(message, "chat"), "id"));
        event.message = impl::count(member(message, "message_id")).value_or(0);
    } else if (auto const* message = member(&update, "message")) {
        event.kind = ChatEventKind::replied;
        event.text = impl::text(member(message, "text"));
        event.person = id_of(member(member(message, "from"), "id"));
        event.name = name_of(member(message, "from"));
        event.chat = id_of(member(member(message, "chat"), "id"));
        event.message = impl::count(member(member(message, "reply_to_message"), "message_id")).value_or(0);
    }
    return event;
}

}  // namespace

bool TelegramChat::may_decide(ChatEvent const& event) const {
    auto const& users = bot_.settings().users;
    return event.chat == bot_.settings().chat && std::find(users.begin(), users.end(), event.person) != users.end();
}

Result<std::int64_t> TelegramChat::say(json::Object body, std::stop_token const& stop) {
    body["chat_id"] = bot_.settings().chat;
    auto const message = TRY(bot_.call("sendMessage", body, Repeat::never, brief, stop));
    auto const id = impl::count(member(&message, "message_id"));
    if (!id) return fail(ErrorCode::bad_response, "telegram: answered without the message's number");
    return *id;
}

Result<std::int64_t> TelegramChat::ask(social::ChatQuestion const& question, std::stop_token stop) {
    json::Array const row{json::Object{{"text", "Approve"}, {"callback_data", question.approve}},
                          json::Object{{"text", "Reject"}, {"callback_data", question.reject}}};
    return say({{"text", question.text}, {"reply_markup", json::Object{{"inline_keyboard", json::Array{row}}}}}, stop);
}

Result<std::int64_t> TelegramChat::ask_why(std::string const& text, std::stop_token stop) {
    return say({{"text", text}, {"reply_markup", json::Object{{"force_reply", true}, {"selective", true}}}}, stop);
}

Result<std::vector<ChatEvent>> TelegramChat::events(std::int64_t from, Seconds longest, std::stop_token stop) {
    json::Object body{{"timeout", static_cast<int>(longest.count())}, {"limit", 100}, {"allowed_updates", json::Array{"message", "callback_query"}}};
    if (from > 0) body["offset"] = from;
    auto const updates = TRY(bot_.call("getUpdates", body, Repeat::safely, longest + Seconds(10), stop));
    std::vector<ChatEvent> events;
    for (auto const& update : impl::elements(&updates)) events.push_back(event_of(update));
    std::sort(events.begin(), events.end(), [](auto const& a, auto const& b) { return a.number < b.number; });
    return events;
}

Result<void> TelegramChat::answer(std::string const& press, std::string const& text, std::stop_token stop) {
    TRY(bot_.call("answerCallbackQuery", {{"callback_query_id", press}, {"text", text::excerpt(text, most_answer)}}, Repeat::safely, brief, stop));
    return {};
}

Result<void> TelegramChat::freeze(std::int64_t message, std::string const& text, std::stop_token stop) {
    TRY(bot_.call("editMessageText",
                  {{"chat_id", bot_.settings().chat}, {"message_id", message}, {"text", text},
                   {"reply_markup", json::Object{{"inline_keyboard", json::Array{}}}}},
                  Repeat::safely, brief, stop));
    return {};
}

}  // namespace troupe::providers::telegram
