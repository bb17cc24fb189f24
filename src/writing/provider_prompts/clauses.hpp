#pragma once

#include <string>
#include <string_view>
#include <vector>

/// Prompts for whoever makes pictures, music or videos elsewhere: remote providers, and people who paste them. Each is
/// made from the artist's document and the tables alone, in plain English, with no name of a real person or brand.
namespace troupe::writing::provider_prompts {

/// One thing a prompt says, at several lengths. A form is said whole or not at all: nothing is cut in the middle.
struct Clause {
    int rank = 1;                    ///< 1 is said first when there is little room
    std::vector<std::string> forms;  ///< longest first; empty ones do not count
    bool is_extra = false;           ///< said when there is room after all others got their longest form
};

/// The clauses in their order, as many as fit into `most` characters. Every clause gets its shortest form before any
/// gets a longer one, both by rank; then the extras, the same way.
[[nodiscard]] std::string fit(std::vector<Clause> const& clauses, std::size_t most, std::string_view between = " ");

/// The same prompt for fields of different size.
struct Texts {
    std::string brief;   ///< at most 200 characters
    std::string medium;  ///< at most 500 characters
    std::string full;    ///< at most 1,500 characters
};

constexpr std::size_t most_brief = 200;
constexpr std::size_t most_medium = 500;
constexpr std::size_t most_full = 1'500;

[[nodiscard]] Texts fit_all(std::vector<Clause> const& clauses);

/// What a person may have typed into the document, as part of a sentence: one line, without brackets and braces (a
/// provider takes them for tags), links, mentions and the stop at its end.
[[nodiscard]] std::string phrase(std::string_view words);
/// "launch parties" for "Launch parties"; "LED walls" stays.
[[nodiscard]] std::string uncapitalised(std::string words);
[[nodiscard]] std::vector<std::string> phrases(std::vector<std::string> const& list);

/// "1:02".
[[nodiscard]] std::string clock_time(double seconds);

}  // namespace troupe::writing::provider_prompts
