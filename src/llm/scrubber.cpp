#include "llm/scrubber.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <optional>

#include "base/text.hpp"

namespace troupe::llm {
namespace {

struct Found {
    std::size_t length = 0;
    std::string_view name;
};

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_word(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '-'; }
bool starts_word(std::string_view text, std::size_t at) { return at == 0 || !is_word(text[at - 1]); }

std::size_t run(std::string_view text, std::size_t from, bool (*belongs)(char)) {
    auto at = from;
    while (at < text.size() && belongs(text[at])) ++at;
    return at - from;
}

/// A prefix that only keys have, and enough behind it.
std::optional<Found> key_at(std::string_view text, std::size_t at) {
    struct Prefix {
        std::string_view text;
        std::size_t least;
    };
    static constexpr std::array<Prefix, 11> prefixes{{{"sk-", 16}, {"pk-", 16}, {"AKIA", 12}, {"ASIA", 12}, {"ghp_", 20},
                                                      {"xoxb-", 10}, {"xoxp-", 10}, {"AIza", 20}, {"glpat-", 16},
                                                      {"whsec_", 16}, {"hf_", 20}}};
    if (!starts_word(text, at)) return std::nullopt;
    for (auto const& prefix : prefixes)
        if (text.substr(at).starts_with(prefix.text)) {
            auto const rest = run(text, at + prefix.text.size(), is_word);
            if (rest >= prefix.least) return Found{prefix.text.size() + rest, "[key]"};
        }
    return std::nullopt;
}

std::optional<Found> bearer_at(std::string_view text, std::size_t at) {
    constexpr std::string_view word = "Bearer ";
    if (!text.substr(at).starts_with(word)) return std::nullopt;
    auto const rest = run(text, at + word.size(), [](char c) { return is_word(c) || c == '.' || c == '+' || c == '/' || c == '='; });
    if (rest < 12) return std::nullopt;
    return Found{word.size() + rest, "[key]"};
}

/// Three parts of base64url with dots between, the first a JSON object.
std::optional<Found> web_token_at(std::string_view text, std::size_t at) {
    if (!text.substr(at).starts_with("eyJ") || !starts_word(text, at)) return std::nullopt;
    auto end = at;
    for (int part = 0; part < 3; ++part) {
        auto const length = run(text, end, is_word);
        if (length < 8) return std::nullopt;
        end += length;
        if (part < 2 && (end >= text.size() || text[end++] != '.')) return std::nullopt;
    }
    return Found{end - at, "[key]"};
}

std::optional<Found> private_key_at(std::string_view text, std::size_t at) {
    constexpr std::string_view begin = "-----BEGIN ";
    if (!text.substr(at).starts_with(begin)) return std::nullopt;
    auto const rest = text.substr(at, 40'000);
    if (rest.substr(0, 60).find("PRIVATE KEY") == std::string_view::npos) return std::nullopt;
    auto const end = rest.find("-----END ");
    auto const close = end == std::string_view::npos ? end : rest.find("-----", end + 9);
    return Found{close == std::string_view::npos ? rest.size() : close + 5, "[private key]"};
}

bool is_local_part(char c) { return is_word(c) || c == '.' || c == '+' || c == '%'; }

std::optional<Found> mail_at(std::string_view text, std::size_t at) {
    if (!is_local_part(text[at]) || (at > 0 && is_local_part(text[at - 1]))) return std::nullopt;
    auto const local = run(text, at, is_local_part);
    auto const sign = at + local;
    if (sign >= text.size() || text[sign] != '@') return std::nullopt;
    auto length = run(text, sign + 1, [](char c) { return is_word(c) || c == '.'; });
    while (length > 0 && text[sign + length] == '.') --length;
    if (text.substr(sign + 1, length).find('.') == std::string_view::npos) return std::nullopt;
    return Found{local + 1 + length, "[e-mail]"};
}

bool passes_luhn(std::string const& digits) {
    int sum = 0;
    for (std::size_t i = 0; i < digits.size(); ++i) {
        int digit = digits[digits.size() - 1 - i] - '0';
        if (i % 2 == 1) digit = digit > 4 ? 2 * digit - 9 : 2 * digit;
        sum += digit;
    }
    return sum % 10 == 0;
}

/// Cards pass Luhn's check; telephone numbers begin with + or 00, so that years, tempos and counts stay.
std::optional<Found> number_at(std::string_view text, std::size_t at) {
    if (!is_digit(text[at]) && text[at] != '+') return std::nullopt;
    if (at > 0 && (is_word(text[at - 1]) || text[at - 1] == '.')) return std::nullopt;
    std::string digits;
    auto end = at;
    auto last = at;
    for (; end < text.size() && end - at < 40; ++end) {
        if (is_digit(text[end])) digits += text[end], last = end + 1;
        else if (!(text[end] == '+' && end == at) && std::string_view(" -()/.").find(text[end]) == std::string_view::npos) break;
    }
    bool const dials = text[at] == '+' || digits.starts_with("00");
    if (dials && digits.size() >= 9 && digits.size() <= 17) return Found{last - at, "[telephone]"};
    if (digits.size() >= 13 && digits.size() <= 19 && passes_luhn(digits)) return Found{last - at, "[card]"};
    return std::nullopt;
}

std::optional<Found> anything_at(std::string_view text, std::size_t at) {
    for (auto* look : {key_at, bearer_at, web_token_at, private_key_at, mail_at, number_at})
        if (auto found = look(text, at)) return found;
    return std::nullopt;
}

}  // namespace

Scrubber::Scrubber(std::vector<std::string> secrets) {
    for (auto& secret : secrets)
        if (secret.size() >= 6) secrets_.push_back(std::move(secret));
    std::sort(secrets_.begin(), secrets_.end(), [](auto const& a, auto const& b) { return a.size() > b.size(); });
}

std::string Scrubber::scrub(std::string_view text) const {
    std::string known(text);
    for (auto const& secret : secrets_) known = text::replace_all(std::move(known), secret, "[key]");
    std::string out;
    out.reserve(known.size());
    for (std::size_t at = 0; at < known.size();) {
        if (auto const found = anything_at(known, at)) {
            out += found->name;
            at += found->length;
        } else {
            out += known[at++];
        }
    }
    return out;
}

}  // namespace troupe::llm
