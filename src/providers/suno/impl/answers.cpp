#include "providers/suno/impl/answers.hpp"

#include <algorithm>

#include "base/text.hpp"
#include "providers/impl/foreign_json.hpp"
#include "providers/suno/impl/places.hpp"

namespace troupe::providers::suno::impl {
namespace {

using providers::impl::verdict_of_status;

bool speaks_of_moderation(Dialect const& dialect, std::string const& message) {
    auto const words = text::lower(message);
    return std::any_of(dialect.moderation_words.begin(), dialect.moderation_words.end(),
                       [&](auto const& word) { return words.find(word) != std::string::npos; });
}

/// By the service's own code where there is one that we know, else by the status; 200 with an unknown code is a
/// failure.
Verdict verdict_of(Dialect const& dialect, net::HttpResponse const& response, json::Value const& body,
                   std::string const& message) {
    auto verdict = verdict_of_status(response.status);
    if (auto const special = dialect.http.find(std::to_string(response.status)); special != dialect.http.end())
        verdict = special->second;
    if (auto const code = text_at(body, dialect.code); !code.empty()) {
        auto const known = dialect.codes.find(code);
        if (known != dialect.codes.end())
            verdict = known->second;
        else if (verdict == Verdict::ok)
            verdict = Verdict::failed;
    }
    auto const may_be_moderation = verdict == Verdict::params || verdict == Verdict::failed;
    return may_be_moderation && speaks_of_moderation(dialect, message) ? Verdict::moderation : verdict;
}

/// Several clips make one state: the best that is certain of them together.
TaskState state_of(Dialect const& dialect, std::vector<json::Value> const& words) {
    int ready = 0, failed = 0, moderated = 0, looks = 0, partial = 0;
    for (auto const& word : words) {
        auto const known = dialect.states.find(text::lower(words_of(word)));
        auto const state = known == dialect.states.end() ? TaskState::queued : known->second;
        ready += state == TaskState::ready;
        failed += state == TaskState::failed;
        moderated += state == TaskState::moderation;
        looks += state == TaskState::look;
        partial += state == TaskState::partial;
    }
    auto const all = static_cast<int>(words.size());
    if (ready > 0 && ready + failed + moderated == all) return TaskState::ready;
    if (moderated > 0 && moderated + failed == all) return TaskState::moderation;
    if (failed > 0 && failed == all) return TaskState::failed;
    if (looks > 0) return TaskState::look;
    return ready + partial > 0 ? TaskState::partial : TaskState::queued;
}

bool is_complete(Dialect const& dialect, json::Value const& take) {
    auto const word = text::lower(text_at(take, dialect.take.state));
    auto const known = dialect.states.find(word);
    return word.empty() || (known != dialect.states.end() && known->second == TaskState::ready);
}

std::vector<Take> takes_in(Dialect const& dialect, json::Value const& body) {
    std::vector<Take> takes;
    for (auto const& place : dialect.takes) {
        for (auto const& value : at(body, place)) {
            Take take{text_at(value, dialect.take.id), text_at(value, dialect.take.audio),
                      number_at(value, dialect.take.seconds).value_or(0), text_at(value, dialect.take.model),
                      is_complete(dialect, value)};
            if (!take.id.empty() || !take.audio.empty()) takes.push_back(std::move(take));
        }
        if (!takes.empty()) return takes;
    }
    return takes;
}

std::string joined(std::vector<json::Value> const& values) {
    std::vector<std::string> names;
    for (auto const& value : values)
        if (auto name = words_of(value); !name.empty()) names.push_back(std::move(name));
    return text::join(names, ",");
}

/// A name of several parts that is whole and can go into an address.
std::string task_at(json::Value const& body, Places const& places) {
    for (auto const& place : places)
        if (auto name = joined(at(body, place)); is_task_name(name)) return name;
    return {};
}

}  // namespace

bool is_task_name(std::string_view name) {
    constexpr std::string_view marks = "-_.,:";
    return !name.empty() && name.size() <= 400 && std::all_of(name.begin(), name.end(), [&](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
               marks.find(c) != std::string_view::npos;
    });
}

Submitted read_submission(Dialect const& dialect, net::HttpResponse const& response) {
    auto const body = providers::impl::parse_foreign(response.body).value_or(json::Value());
    Submitted out;
    out.message = text_at(body, dialect.message);
    out.verdict = verdict_of(dialect, response, body, out.message);
    if (out.verdict != Verdict::ok) return out;
    out.task = task_at(body, dialect.task);
    if (out.task.empty()) out.verdict = Verdict::unclear;
    return out;
}

Polled read_poll(Dialect const& dialect, net::HttpResponse const& response) {
    auto const body = providers::impl::parse_foreign(response.body);
    Polled out;
    if (response.is_success() && !body) return out;
    auto const answer = body.value_or(json::Value());
    out.message = text_at(answer, dialect.message);
    out.verdict = verdict_of(dialect, response, answer, out.message);
    if (out.verdict != Verdict::ok) return out;
    out.state = state_of(dialect, at(answer, dialect.state));
    out.takes = takes_in(dialect, answer);
    if (out.state == TaskState::failed && speaks_of_moderation(dialect, out.message)) out.state = TaskState::moderation;
    return out;
}

std::string read_callback(Dialect const& dialect, std::string_view body) {
    auto const value = providers::impl::parse_foreign(body);
    return value ? task_at(*value, dialect.callback_task) : std::string();
}

}  // namespace troupe::providers::suno::impl
