#include "flow/ask_approvals.hpp"

#include <fmt/format.h>

#include "base/log.hpp"
#include "base/text.hpp"
#include "flow/content_files.hpp"
#include "flow/decide.hpp"
#include "flow/post_sheet.hpp"

namespace troupe::flow {
namespace {

using catalog::Content;
using catalog::ContentState;
using social::ApprovalQuestion;
using social::ChatEvent;
using social::ChatEventKind;

constexpr char approve_sign = 'a', reject_sign = 'r';
constexpr std::size_t words_shown = 600;
constexpr std::chrono::minutes longest_asking{2};  ///< then whoever asked has died before it was sent

std::string token_of(Studio& studio) { return fmt::format("{:016x}{:016x}", studio.id_bits(), studio.id_bits()); }

std::string question_text(Content const& content, std::string const& artist) {
    auto text = fmt::format("{} \"{}\" by {} waits for a decision.", text::capitalised(json::enum_name(content.kind)), text::excerpt(content.title, 120),
                            text::excerpt(artist, 80));
    auto const disclosure = media::disclosure(content.provenance.ai);
    if (!disclosure.empty()) text += "\n" + disclosure;
    if (content.kind == catalog::ContentKind::post) {
        auto const sheet = json::from_value<PostSheet>(content.details, json::Unknown::ignore);
        if (sheet && !sheet->posts.empty())
            text += fmt::format("\n{} posts, the first for {}: {}", sheet->posts.size(), sheet->posts[0].platform,
                                text::excerpt(sheet->posts[0].text, words_shown));
    }
    return text + "\n" + to_string(content.id);
}

/// A failure of the chat does not undo what was decided: it is told in the log alone.
void tell_in_log(Result<void> const& state, char const* what) {
    if (!state) log::warning("approval_chat.failed", {{"what", what}, {"error", state.error().message}});
}

/// A question that was written down and never sent: asked once more, under the same token, by one of the processes that see it.
Result<std::optional<ApprovalQuestion>> take_unsent(ApprovalAsker::Parts const& parts, std::string const& token) {
    std::optional<ApprovalQuestion> taken;
    TRY(parts.studio.unit.run([&]() -> Result<void> {
        taken = TRY(parts.questions.find(token));
        auto const now = parts.studio.clock.now();
        if (!taken || taken->message != 0 || !taken->is_open || now - taken->asked < longest_asking) {
            taken.reset();
            return {};
        }
        taken->asked = now;
        return parts.questions.update(*taken);
    }));
    return taken;
}

}  // namespace

Result<bool> ApprovalAsker::ask_about(Content const& content, std::stop_token const& stop) {
    auto& studio = parts_.studio;
    ApprovalQuestion question{.token = token_of(studio), .content = to_string(content.id), .revision = content.revision, .asked = studio.clock.now()};
    if (auto const asked = TRY(parts_.questions.about(question.content, question.revision))) {
        auto const unsent = TRY(take_unsent(parts_, asked->token));
        if (!unsent) return false;
        question = *unsent;
    } else if (!TRY(parts_.questions.add(question))) {
        return false;
    }
    auto const artist = TRY(find_artist(studio, to_string(content.artist)));
    auto const message = TRY(parts_.chat.ask({question_text(content, artist.name()), fmt::format("{}:{}", approve_sign, question.token),
                                              fmt::format("{}:{}", reject_sign, question.token)},
                                             stop));
    // Somebody may have pressed already: what they did stays.
    TRY(parts_.studio.unit.run([&]() -> Result<void> {
        auto fresh = TRY(parts_.questions.find(question.token)).value_or(question);
        fresh.message = message;
        return parts_.questions.update(fresh);
    }));
    return true;
}

Result<void> ApprovalAsker::close_decided(std::stop_token const& stop) {
    for (auto question : TRY(parts_.questions.open())) {
        auto const content = find_content(parts_.studio, question.content);
        if (!content && content.error().code != ErrorCode::not_found) return tl::unexpected(content.error());
        if (content && content->state == ContentState::in_review && content->revision == question.revision) continue;
        auto const fresh = TRY(parts_.questions.find(question.token));
        if (!fresh || !fresh->is_open) continue;  // decided here, this moment
        question = *fresh;
        question.is_open = false;
        TRY(parts_.questions.update(question));
        auto const now = content ? json::enum_name(content->state) : std::string("gone");
        if (question.message != 0)
            tell_in_log(parts_.chat.freeze(question.message, content && content->state == ContentState::in_review
                                                                 ? "Changed meanwhile: it is asked about anew."
                                                                 : fmt::format("Decided elsewhere: it is {}.", text::replace_all(now, "_", " ")),
                                           stop),
                        "freeze");
    }
    return {};
}

Result<int> ApprovalAsker::ask_what_waits(std::stop_token const& stop, int limit) {
    TRY(close_decided(stop));
    int asked = 0;
    catalog::ContentQuery query{.state = ContentState::in_review, .limit = 100};
    do {
        auto const page = TRY(parts_.studio.contents.list(query));
        for (auto const& content : page.contents) {
            if (asked >= limit || stop.stop_requested()) return asked;
            if (TRY(ask_about(content, stop))) ++asked;
        }
        query.after = page.next;
    } while (query.after);
    return asked;
}

Result<int> ApprovalAsker::take_answers(Seconds longest, std::stop_token const& stop) {
    int taken = 0;
    for (auto const& event : TRY(parts_.chat.events(TRY(parts_.questions.next_event(parts_.chat_id)), longest, stop))) {
        TRY(take(event, stop));
        ++taken;
    }
    return taken;
}

Result<void> ApprovalAsker::take(ChatEvent const& event, std::stop_token const& stop) {
    // Delivered once more: it was taken in before.
    if (event.number < TRY(parts_.questions.next_event(parts_.chat_id))) return {};
    if (event.kind == ChatEventKind::pressed) return pressed(event, stop);
    if (event.kind == ChatEventKind::replied) return replied(event, stop);
    return parts_.questions.set_next_event(parts_.chat_id, event.number + 1);
}

/// What is told to the person. The decision, the question's end and the event's are one unit.
Result<std::string> ApprovalAsker::decide_about(ApprovalQuestion question, catalog::Decision decision, ChatEvent const& event,
                                                std::string const& reason) {
    std::string told;
    auto const done = parts_.studio.unit.run([&]() -> Result<void> {
        auto const content = TRY(find_content(parts_.studio, question.content));
        if (content.revision != question.revision) return fail(ErrorCode::conflict, "it was changed since: it is asked about anew");
        auto const decided = TRY(decide(parts_.studio, question.content, decision, event.name, reason));
        told = fmt::format("\"{}\" is {} by {}{}", text::excerpt(decided.title, 80), json::enum_name(decided.state), event.name,
                           reason.empty() ? "" : ": " + text::excerpt(reason, 100));
        question.is_open = false;
        TRY(parts_.questions.update(question));
        return parts_.questions.set_next_event(parts_.chat_id, event.number + 1);
    });
    if (done) return told;
    if (done.error().code == ErrorCode::unavailable) return tl::unexpected(done.error());
    TRY(parts_.questions.set_next_event(parts_.chat_id, event.number + 1));
    return "Nothing is changed: " + done.error().message;
}

Result<void> ApprovalAsker::pressed(ChatEvent const& event, std::stop_token const& stop) {
    auto const end = [&](std::string const& words) -> Result<void> {
        TRY(parts_.questions.set_next_event(parts_.chat_id, event.number + 1));
        tell_in_log(parts_.chat.answer(event.press, words, stop), "answer");
        return {};
    };
    if (!parts_.chat.may_decide(event)) return end("You may not decide here.");
    auto const is_ours = event.data.size() > 2 && event.data[1] == ':' && (event.data[0] == approve_sign || event.data[0] == reject_sign);
    auto question = is_ours ? TRY(parts_.questions.find(event.data.substr(2))) : std::nullopt;
    if (!question) return end("This question is not known here.");
    if (!question->is_open) return end("This was decided already.");
    if (event.data[0] == approve_sign) {
        auto const told = TRY(decide_about(*question, catalog::Decision::approved, event, ""));
        tell_in_log(parts_.chat.answer(event.press, told, stop), "answer");
        tell_in_log(parts_.chat.freeze(event.message, told, stop), "freeze");
        return {};
    }
    auto const why = parts_.chat.ask_why(fmt::format("{}, why not? Reply to this message with the reason.", event.name), stop);
    if (!why && why.error().code == ErrorCode::invalid_input) return end("The reason cannot be asked for here: reject it by `troupe content reject`.");
    if (!why) return tl::unexpected(why.error());
    // What others wrote of it meanwhile stays: the message that asks, or that it is decided.
    TRY(parts_.studio.unit.run([&]() -> Result<void> {
        auto fresh = TRY(parts_.questions.find(question->token)).value_or(*question);
        fresh.why = *why;
        fresh.person = event.person;
        return parts_.questions.update(fresh);
    }));
    return end("Say why, in a reply.");
}

Result<void> ApprovalAsker::replied(ChatEvent const& event, std::stop_token const& stop) {
    auto const reason = std::string(text::trim(std::string_view(event.text)));
    if (event.message != 0 && !reason.empty() && parts_.chat.may_decide(event))
        for (auto const& question : TRY(parts_.questions.open())) {
            if (question.why != event.message || question.person != event.person) continue;
            auto const told = TRY(decide_about(question, catalog::Decision::rejected, event, text::excerpt(reason, 2000)));
            if (question.message != 0) tell_in_log(parts_.chat.freeze(question.message, told, stop), "freeze");
            return {};
        }
    return parts_.questions.set_next_event(parts_.chat_id, event.number + 1);
}

}  // namespace troupe::flow
