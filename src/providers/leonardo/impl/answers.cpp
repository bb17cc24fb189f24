#include "providers/leonardo/impl/answers.hpp"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <initializer_list>

#include "base/text.hpp"
#include "providers/impl/foreign_json.hpp"

namespace troupe::providers::leonardo::impl {
namespace {

using providers::impl::elements;
using providers::impl::member;
using providers::impl::verdict_of_status;

constexpr std::size_t most_quoted = 300;

bool has_any(std::string const& words, std::initializer_list<char const*> parts) {
    return std::any_of(parts.begin(), parts.end(), [&](char const* part) { return words.find(part) != std::string::npos; });
}

/// A refusal by its words: the same status is used for all of them.
Verdict refined(Verdict verdict, std::string const& message) {
    auto const words = text::lower(message);
    if (has_any(words, {"authorization hook", "authentication hook", "api key", "invalid token", "jwt"})) return Verdict::denied;
    if (verdict != Verdict::params && verdict != Verdict::denied && verdict != Verdict::ok) return verdict;
    if (has_any(words, {"moderat", "nsfw", "not safe for work", "content policy"})) return Verdict::moderation;
    if (has_any(words, {"credit", "token", "balance", "payment"})) return Verdict::credits;
    return verdict;
}

/// {"error":"text","path":"$","code":"unexpected"}, {"errors":[{"message":"text"}]}, or text that is no JSON.
std::string message_in(std::optional<json::Value> const& answer, std::string const& body) {
    if (!answer) return text::excerpt(providers::impl::as_utf8(body.substr(0, 2000)), most_quoted);
    auto const* whole = &*answer;
    auto const* error = member(whole, "error");
    for (auto const* value : {error, member(error, "message"), member(whole, "message"), member(providers::impl::first(member(whole, "errors")), "message")})
        if (auto const words = providers::impl::text(value); !words.empty()) return text::excerpt(words, most_quoted);
    return {};
}

std::optional<double> amount_of(json::Value const* value) {
    if (value == nullptr) return std::nullopt;
    double amount = -1;
    if (value->is_number()) amount = value->to_number<double>();
    auto const words = providers::impl::text(value);
    if (!words.empty()) {
        auto const [end, problem] = std::from_chars(words.data(), words.data() + words.size(), amount);
        if (problem != std::errc{} || end != words.data() + words.size()) return std::nullopt;
    }
    return amount >= 0 && amount < 1e6 ? std::optional(amount) : std::nullopt;
}

/// `cost` where there is one, else the older `apiCreditCost`.
std::optional<Price> price_in(json::Value const* job) {
    auto const* cost = member(job, "cost");
    auto const unit = text::lower(providers::impl::text(member(cost, "unit")));
    if (auto const amount = amount_of(member(cost, "amount")); amount && (unit == "dollars" || unit == "credits"))
        return Price{std::llround(*amount * 1e6), unit == "dollars" ? "USD" : "credits"};
    if (auto const credits = amount_of(member(job, "apiCreditCost"))) return Price{std::llround(*credits * 1e6), "credits"};
    return std::nullopt;
}

MadeImage image_of(json::Value const& value) {
    auto const* nsfw = member(&value, "nsfw");
    return {providers::impl::text(member(&value, "id")), providers::impl::text(member(&value, "url")),
            providers::impl::text(member(&value, "motionMP4URL")), nsfw != nullptr && nsfw->is_bool() && nsfw->get_bool()};
}

}  // namespace

bool is_id(std::string_view name) {
    return !name.empty() && name.size() <= 100 && std::all_of(name.begin(), name.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '-';
    });
}

Submitted read_submission(net::HttpResponse const& response) {
    auto const answer = providers::impl::parse_foreign(response.body);
    Submitted out;
    out.verdict = verdict_of_status(response.status);
    if (out.verdict != Verdict::ok || (answer && member(&*answer, "error") != nullptr)) {
        out.message = message_in(answer, response.body);
        if (out.verdict == Verdict::ok) out.verdict = Verdict::params;
        out.verdict = refined(out.verdict, out.message);
        return out;
    }
    out.verdict = Verdict::unclear;
    if (!answer) return out;
    for (auto const* name : {"sdGenerationJob", "motionVideoGenerationJob", "motionSvdGenerationJob"}) {
        auto const* job = member(&*answer, name);
        auto id = providers::impl::text(member(job, "generationId"));
        if (!is_id(id)) continue;
        out.verdict = Verdict::ok;
        out.task = std::move(id);
        out.price = price_in(job);
    }
    return out;
}

Generation read_generation(net::HttpResponse const& response) {
    auto const answer = providers::impl::parse_foreign(response.body);
    Generation out;
    if (response.is_success() && !answer) return out;
    out.verdict = verdict_of_status(response.status);
    out.message = message_in(answer, response.body);
    if (out.verdict != Verdict::ok || member(&*answer, "error") != nullptr) {
        if (out.verdict == Verdict::ok) out.verdict = Verdict::unclear;
        out.verdict = refined(out.verdict, out.message);
        return out;
    }
    auto const* made = member(&*answer, "generations_by_pk");
    if (made == nullptr || !made->is_object()) {
        out.verdict = Verdict::missing;
        return out;
    }
    auto const status = text::lower(providers::impl::text(member(made, "status")));
    if (status == "complete") out.state = Generation::State::complete;
    if (status == "failed") out.state = Generation::State::failed;
    for (auto const& each : elements(member(made, "generated_images"))) out.images.push_back(image_of(each));
    return out;
}

std::string read_call(std::string_view body) {
    auto const value = providers::impl::parse_foreign(body);
    auto id = value ? providers::impl::text(member(member(member(&*value, "data"), "object"), "id")) : std::string();
    return is_id(id) ? id : std::string();
}

}  // namespace troupe::providers::leonardo::impl
