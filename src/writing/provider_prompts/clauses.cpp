#include "writing/provider_prompts/clauses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/text.hpp"

namespace troupe::writing::provider_prompts {
namespace {

std::vector<std::size_t> by_rank(std::vector<Clause> const& clauses) {
    std::vector<std::size_t> order(clauses.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [&](auto a, auto b) { return clauses[a].rank < clauses[b].rank; });
    return order;
}

/// Forms that say something, the shortest first.
std::vector<std::string> shortest_first(Clause const& clause) {
    std::vector<std::string> forms;
    for (auto const& form : clause.forms)
        if (!form.empty()) forms.push_back(form);
    std::stable_sort(forms.begin(), forms.end(),
                     [](auto const& a, auto const& b) { return text::length(a) < text::length(b); });
    return forms;
}

bool is_foreign(std::string_view word) {
    auto const lowered = text::lower(word);
    return lowered.find("://") != std::string::npos || lowered.starts_with("www.") ||
           word.find('@') != std::string_view::npos;
}

}  // namespace

std::string fit(std::vector<Clause> const& clauses, std::size_t most, std::string_view between) {
    std::vector<std::string> said(clauses.size());
    auto const length_with = [&](std::size_t at, std::string const& form) {
        std::size_t sum = 0;
        for (std::size_t i = 0; i < said.size(); ++i)
            if (auto const& each = i == at ? form : said[i]; !each.empty())
                sum += text::length(each) + (sum > 0 ? between.size() : 0);
        return sum;
    };
    auto const order = by_rank(clauses);
    for (bool const is_extra : {false, true}) {
        for (auto const at : order)
            if (auto const forms = shortest_first(clauses[at]);
                clauses[at].is_extra == is_extra && !forms.empty() && length_with(at, forms.front()) <= most)
                said[at] = forms.front();
        for (auto const at : order) {
            if (said[at].empty() || clauses[at].is_extra != is_extra) continue;
            for (auto const& form : shortest_first(clauses[at]))
                if (length_with(at, form) <= most) said[at] = form;
        }
    }
    std::erase(said, std::string());
    return text::join(said, between);
}

Texts fit_all(std::vector<Clause> const& clauses) {
    return {fit(clauses, most_brief), fit(clauses, most_medium), fit(clauses, most_full)};
}

std::string phrase(std::string_view words) {
    std::string plain;
    for (char const c : words) {
        auto const is_blank = static_cast<unsigned char>(c) <= 0x20;
        if (is_blank)
            plain += ' ';
        else if (std::string_view("[]{}<>|").find(c) == std::string_view::npos)
            plain += c;
    }
    std::vector<std::string> kept;
    for (auto const& word : text::split(plain, ' '))
        if (!word.empty() && !is_foreign(word)) kept.push_back(word);
    auto out = text::join(kept, " ");
    while (!out.empty() && (out.back() == '.' || out.back() == ',' || out.back() == ';' || out.back() == ':'))
        out.pop_back();
    return out;
}

std::string uncapitalised(std::string words) {
    auto const is_upper = [&](std::size_t at) { return at < words.size() && words[at] >= 'A' && words[at] <= 'Z'; };
    if (is_upper(0) && !is_upper(1)) words[0] = static_cast<char>(words[0] - 'A' + 'a');
    return words;
}

std::vector<std::string> phrases(std::vector<std::string> const& list) {
    std::vector<std::string> out;
    for (auto const& each : list)
        if (auto words = phrase(each); !words.empty()) out.push_back(std::move(words));
    return out;
}

std::string clock_time(double seconds) {
    auto const whole = static_cast<int>(std::lround(seconds));
    return fmt::format("{}:{:02d}", whole / 60, whole % 60);
}

}  // namespace troupe::writing::provider_prompts
