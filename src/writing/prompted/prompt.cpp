#include "writing/prompted/prompt.hpp"

#include <fmt/format.h>

#include <cassert>

#include "base/hash.hpp"
#include "base/text.hpp"
#include "writing_embedded/embedded.hpp"

namespace troupe::writing::prompted {
namespace {

std::string_view template_of(std::string_view name) {
    auto const wanted = fmt::format("writing/prompts/{}.txt", name);
    for (auto const& file : writing::impl::embedded_files())
        if (file.name == wanted) return file.content;
    assert(false && "no such prompt");
    return {};
}

std::string as_data(std::string value) { return text::replace_all(std::move(value), "=====", "= = ="); }

std::string filled(std::string text, std::map<std::string, std::string> const& values) {
    for (auto const& [slot, value] : values) text = text::replace_all(std::move(text), "{{" + slot + "}}", as_data(value));
    return text;
}

/// The part under "# heading", up to the next one.
std::string section(std::string_view text, std::string_view heading) {
    auto const mark = fmt::format("# {}\n", heading);
    auto const start = text.find(mark);
    assert(start != std::string_view::npos);
    auto const rest = text.substr(start + mark.size());
    auto const end = rest.find("\n# ");
    return std::string(rest.substr(0, end));
}

[[maybe_unused]] bool fits(std::string_view text, std::map<std::string, std::string> const& values) {
    std::size_t slots = 0;
    for (auto at = text.find("{{"); at != std::string_view::npos; at = text.find("{{", at + 2)) {
        auto const slot = text.substr(at + 2, text.find("}}", at) - at - 2);
        if (!values.contains(std::string(slot))) return false;
        ++slots;
    }
    return slots >= values.size();
}

}  // namespace

Prompt fill_prompt(std::string_view name, std::map<std::string, std::string> const& values) {
    auto const text = template_of(name);
    assert(fits(text, values));
    return {sha256_hex(text).substr(0, 12),
            {{llm::Role::system, filled(section(text, "system"), values)}, {llm::Role::user, filled(section(text, "user"), values)}}};
}

std::string prompt_name(std::string_view task, std::string_view variant) {
    auto const name = fmt::format("{}.{}", task, variant);
    auto const file = fmt::format("writing/prompts/{}.txt", name);
    for (auto const& each : writing::impl::embedded_files())
        if (each.name == file) return name;
    return std::string(task);
}

std::string portrait(artist::Profile const& profile) {
    std::vector<std::string> genres;
    for (auto const& genre : profile.style.genres) genres.push_back(text::replace_all(genre.name, "_", " "));
    std::string home;
    for (auto const& fact : profile.story.facts)
        if (fact.kind == "home" && fact.is_public) home = " from " + fact.place.value_or(fact.text);
    auto const voice = profile.style.vocals == "none" ? std::string("instrumental") : profile.style.vocals + " vocals";
    return fmt::format("{}, {}; {}{}; {}", profile.core.name, profile.core.archetype, text::enumerate(genres), home, voice);
}

std::string fact_sheet(artist::Profile const& profile) {
    std::string sheet;
    for (auto const& fact : profile.story.facts)
        sheet += fmt::format("- {}: {}{}{}\n", fact.id, fact.text, fact.year ? fmt::format(" ({})", *fact.year) : "", fact.is_public ? "" : " (not told yet)");
    return sheet;
}

std::string lines_of(std::vector<std::string> const& texts, std::size_t most) {
    if (texts.empty()) return "nothing";
    auto const from = texts.size() > most ? texts.size() - most : 0;
    return text::join({texts.begin() + static_cast<std::ptrdiff_t>(from), texts.end()}, "\n");
}

}  // namespace troupe::writing::prompted
